//! What Mair's circle keeps of her beside its notes: medicines, an allergy, people to ring, a decision, and her emergency card.

use super::{
    cast::{DEWI, ELIN},
    coop::{CIRCLE, SampleCoop},
    phone::Phone,
};
use kith_core::kith::{
    KithResult, Request,
    view::{Answer, Capacity, LineSays, Outcome, Part, ResponsibleView},
};

/// Days ago on which the lists are begun: Mair has just come home.
pub const BEGUN: u64 = 29;
/// Days ago on which her new eye drops come; the card that was printed before does not know of them.
pub const DROPS_BEGUN: u64 = 4;
/// The name of the drops on the list.
const DROPS: &str = "Timolol 2.5 mg/ml";
/// Numbers that the regulator keeps free for stories.
const ELIN_RINGS: &str = "07700 900142";
const SURGERY_RINGS: &str = "01632 960117";

/// What happens on the lists, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The lists as they were begun, and the card printed from them.
    Begun,
    /// The new drops.
    Drops,
    /// The drops given by Dewi in the morning.
    Morning,
    /// Taken by Mair in the evening while Elin watched.
    Evening,
}

/// Days ago, hour and entry, in the order of the month.
pub const ENTRIES: [(u64, u64, Entry); 7] = [
    (BEGUN, 12, Entry::Begun),
    (DROPS_BEGUN, 17, Entry::Drops),
    (3, 8, Entry::Morning),
    (3, 20, Entry::Evening),
    (2, 20, Entry::Evening),
    (1, 8, Entry::Morning),
    (1, 20, Entry::Evening),
];

/// Makes one entry.
///
/// # Errors
/// When a device refuses what it should not.
pub async fn write(coop: &SampleCoop, entry: Entry) -> KithResult<()> {
    match entry {
        Entry::Begun => begin(coop).await,
        Entry::Drops => {
            line(&coop.elin, drops(), "From the eye clinic").await?;
            coop.elin.sync().await
        }
        Entry::Morning => dose(&coop.dewi, Part::Assist).await,
        Entry::Evening => dose(&coop.elin, Part::Prompt).await,
    }
}

async fn begin(coop: &SampleCoop) -> KithResult<()> {
    coop.elin.sync().await?;
    for says in [paracetamol(), allergy(), contact("Elin Morgan", ELIN_RINGS, "merch"), contact("Meddygfa'r Bont", SURGERY_RINGS, "meddygfa")] {
        line(&coop.elin, says, "").await?;
    }
    coop.elin.sync().await?;
    coop.mair.sync().await?;
    line(&coop.mair, consent(), "").await?;
    line(&coop.mair, card(), "").await?;
    coop.mair.sync().await?;
    coop.elin.sync().await?;
    coop.elin.tell(Request::CardPrint { circle: CIRCLE.to_owned() }).await?;
    coop.elin.sync().await
}

async fn line(phone: &Phone, says: LineSays, why: &str) -> KithResult<()> {
    phone.tell(Request::LineWrite { circle: CIRCLE.to_owned(), instead_of: None, says, from_ms: None, why: why.to_owned() }).await
}

async fn dose(phone: &Phone, part: Part) -> KithResult<()> {
    phone.sync().await?;
    let given = Request::DoseRecord {
        circle: Some(CIRCLE.to_owned()),
        medicine: DROPS.to_owned(),
        slot: None,
        outcome: Outcome::Given,
        part: Some(part),
        at_ms: None,
        text: String::new(),
        again: false,
    };
    phone.tell(given).await?;
    phone.sync().await
}

fn drops() -> LineSays {
    let by = |part, person: &str| ResponsibleView { part, person: Some(person.to_owned()), who: String::new() };
    LineSays::Medicine {
        name: DROPS.to_owned(),
        dose: "one drop in each eye".to_owned(),
        how: "Sitting down; she does the left one herself".to_owned(),
        times: vec!["08:00".to_owned(), "20:00".to_owned()],
        days: Vec::new(),
        zone: String::new(),
        parts: vec![by(Part::Assist, DEWI.name), by(Part::Prompt, ELIN.name)],
    }
}

fn paracetamol() -> LineSays {
    LineSays::Medicine {
        name: "Paracetamol 500 mg".to_owned(),
        dose: "two tablets".to_owned(),
        how: "When her hip aches; at most four times in a day, four hours apart".to_owned(),
        times: Vec::new(),
        days: Vec::new(),
        zone: String::new(),
        parts: Vec::new(),
    }
}

fn allergy() -> LineSays {
    LineSays::Allergy { to: "Penicillin".to_owned(), reaction: "a rash, and her lips swell".to_owned() }
}

fn contact(name: &str, phone: &str, relation: &str) -> LineSays {
    LineSays::Contact { name: name.to_owned(), phone: phone.to_owned(), relation: relation.to_owned() }
}

fn consent() -> LineSays {
    LineSays::Consent {
        decision: "Pwy sydd yn fy nghylch i".to_owned(),
        purpose: "Gofal gartref ar ôl yr ysbyty".to_owned(),
        capacity: Capacity::Assumed,
        answer: Answer::Yes,
        helped: vec![ELIN.name.to_owned()],
        helped_names: Vec::new(),
        how: "Dros de, yn Gymraeg".to_owned(),
        by: String::new(),
        again_ms: None,
    }
}

fn card() -> LineSays {
    LineSays::Card {
        name: "Mair Morgan".to_owned(),
        allergies: true,
        medicines: true,
        contacts: true,
        advance: false,
        words: "Cymraeg yn gyntaf, ac yn uchel ar yr ochr chwith".to_owned(),
        acting: String::new(),
    }
}
