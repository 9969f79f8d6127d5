//! Requests as people write them: read strictly, and told apart from what only asks.

use super::{BoundaryRequest, CardLinkRequest, EstateRequest, GiftRequest, MandateRequest, PlaceRequest, Request, TwinRequest, VoucherRequest, WitnessRequest};
use crate::kith::{KithError, KithResult};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Says why something is no request, without the values in it: a value may be somebody's words.
fn no_request(error: &serde_json::Error) -> KithError {
    let said = error.to_string();
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let why = match missing {
        Some(field) => format!("the field {field} is missing"),
        None if error.is_syntax() || error.is_eof() => format!("it is no JSON, from line {}, column {}", error.line(), error.column()),
        None => "there is none of that name, or one of its fields has a value that does not fit".to_owned(),
    };
    KithError::invalid("bad-request", format!("this is no request: {why}"))
}

/// A field that was written and not read, at whatever depth: what was read is said again with all the fields that it has.
fn unknown_field<'a>(written: &'a Value, known: &Value) -> Option<&'a String> {
    match (written, known) {
        (Value::Object(written), Value::Object(known)) => written.iter().find_map(|(name, value)| match known.get(name) {
            None => Some(name),
            Some(known) => unknown_field(value, known),
        }),
        (Value::Array(written), Value::Array(known)) => written.iter().zip(known).find_map(|(written, known)| unknown_field(written, known)),
        _ => None,
    }
}

/// A request by its name, whichever noun's enum holds it: all are written alike.
impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Value::deserialize(deserializer)?;
        let name = written.get("do").and_then(Value::as_str).unwrap_or_default();
        let read = match name {
            name if TwinRequest::NAMES.contains(&name) => TwinRequest::deserialize(written).map(Self::Twin),
            name if VoucherRequest::NAMES.contains(&name) => VoucherRequest::deserialize(written).map(Self::Voucher),
            name if WitnessRequest::NAMES.contains(&name) => WitnessRequest::deserialize(written).map(Self::Witness),
            name if GiftRequest::NAMES.contains(&name) => GiftRequest::deserialize(written).map(Self::Gift),
            name if PlaceRequest::NAMES.contains(&name) => PlaceRequest::deserialize(written).map(Self::Place),
            name if EstateRequest::NAMES.contains(&name) => EstateRequest::deserialize(written).map(Self::Estate),
            name if BoundaryRequest::NAMES.contains(&name) => BoundaryRequest::deserialize(written).map(Self::Boundary),
            name if CardLinkRequest::NAMES.contains(&name) => CardLinkRequest::deserialize(written).map(Self::CardLink),
            name if MandateRequest::NAMES.contains(&name) => MandateRequest::deserialize(written).map(Self::Mandate),
            _ => Self::deserialize(written),
        };
        read.map_err(serde::de::Error::custom)
    }
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Twin(twin) => twin.serialize(serializer),
            Self::Voucher(voucher) => voucher.serialize(serializer),
            Self::Witness(witness) => witness.serialize(serializer),
            Self::Estate(estate) => estate.serialize(serializer),
            Self::Boundary(boundary) => boundary.serialize(serializer),
            Self::CardLink(link) => link.serialize(serializer),
            Self::Mandate(mandate) => mandate.serialize(serializer),
            Self::Place(place) => place.serialize(serializer),
            Self::Gift(gift) => gift.serialize(serializer),
            other => Self::serialize(other, serializer),
        }
    }
}

impl Request {
    /// Reads a request that somebody has written as JSON. A field that the request does not have is refused: left out quietly, a slip
    /// of the pen would change what is asked.
    ///
    /// # Errors
    /// Invalid input: `bad-request`, `unknown-field`.
    pub fn from_json(json: &str) -> KithResult<Self> {
        Self::from_value(&serde_json::from_str(json).map_err(|e| no_request(&e))?)
    }

    /// Reads a request from JSON that has been taken apart already, as strictly.
    ///
    /// # Errors
    /// Invalid input: `bad-request`, `unknown-field`.
    pub fn from_value(written: &Value) -> KithResult<Self> {
        let request = <Self as Deserialize>::deserialize(written).map_err(|e| no_request(&e))?;
        let known = serde_json::to_value(&request).map_err(|e| no_request(&e))?;
        unknown_field(written, &known).map_or(Ok(request), |name| {
            Err(KithError::invalid("unknown-field", format!("This request has no field named {name}. Nothing was done.")).with("name", name))
        })
    }

    /// Whether it only asks, of those that stand with their noun.
    const fn of_noun_asks(&self) -> Option<bool> {
        match self {
            Self::Twin(twin) => Some(twin.is_query()),
            Self::Voucher(voucher) => Some(voucher.is_query()),
            Self::Witness(witness) => Some(witness.is_query()),
            Self::Boundary(boundary) => Some(boundary.is_query()),
            Self::CardLink(link) => Some(link.is_query()),
            Self::Mandate(mandate) => Some(mandate.is_query()),
            Self::Estate(estate) => Some(estate.is_query()),
            Self::Place(place) => Some(place.is_query()),
            Self::Gift(gift) => Some(gift.is_query()),
            _ => None,
        }
    }

    /// Whether it changes anything.
    #[must_use]
    pub const fn is_query(&self) -> bool {
        use Request as R;
        if let Some(asks) = self.of_noun_asks() {
            return asks;
        }
        matches!(
            self,
            R::Whoami
                | R::Settings
                | R::Coop
                | R::Members
                | R::Devices
                | R::Standing
                | R::Unsent
                | R::DevicesOf { .. }
                | R::CircleQuestions { .. }
                | R::Removals { .. }
                | R::BoardMatters
                | R::Quarantine { .. }
                | R::RecoverSee { .. }
                | R::RecoverProgress
                | R::Circles
                | R::Circle { .. }
                | R::Attachments { .. }
                | R::AttachmentOpen { .. }
                | R::Notes { .. }
                | R::NoteDrafts
                | R::NoteSearch { .. }
                | R::Plan { .. }
                | R::Plans { .. }
                | R::Lines { .. }
                | R::Medicines { .. }
                | R::Card { .. }
                | R::Rota { .. }
                | R::Limits
                | R::RotaCalendar { .. }
                | R::Load { .. }
                | R::Reminders
                | R::Erase { preview: true, .. }
                | R::Visits { .. }
                | R::VisitsToConfirm
                | R::Today
                | R::Purse
                | R::Coin { .. }
                | R::Book
                | R::CoinStory { .. }
                | R::CoinPolicy
                | R::CoinForks
                | R::CoinsLost
                | R::Statement { .. }
                | R::BookExport { .. }
                | R::TopUps
                | R::Claims
                | R::Profile { .. }
                | R::Find { .. }
                | R::Truth
                | R::Concerns
                | R::LostReport { .. }
                | R::Erasures { .. }
                | R::LateEdits
                | R::Holds
                | R::Kept
                | R::Accesses { .. }
                | R::Export { .. }
                | R::Cases
                | R::Retention
                | R::Arrival { .. }
        )
    }
}
