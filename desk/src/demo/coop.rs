//! The sample co-op: made from nothing, in one go, through the same commands that people use and over real sockets.

use super::{
    cast::{ANA, AREAS, AREAS_AT, COOP, DEWI, ELIN, GIVE_ALL, MAIR, NEIGHBOURS, NIA, Person},
    phone::{Keys, Phone, StoryClock},
    progress::Progress,
    relay_switch::RelaySwitch,
    story,
};
use futures_util::{StreamExt, TryStreamExt, stream};
use kith_core::honeycomb::Size;
use kith_core::kith::{
    KithError, KithResult, PlaceRequest, Request,
    view::{Audience, HandOver, Level, MemberView, ReadFrom, Role, Side, TruthView},
};
use kith_net::DeviceAddress;
use std::path::Path;

/// Devices at work at the same time while the co-op is made.
const AT_ONCE: usize = 6;
/// Rounds in which everything that the shown devices made must have reached whom it is for.
const SETTLING_ROUNDS_MAX: usize = 6;
/// Mair's circle.
pub const CIRCLE: &str = "Cylch Mair";
/// Elin's own, since carers need one too.
pub const REST: &str = "Elin's breather";
/// Steps that the progress counts: devices, joining, profiles, the month, settling.
const STEPS: u64 = 42 + 42 + 42 + story::DAYS + 5;

/// The sample co-op, ready to be shown.
pub struct SampleCoop {
    /// Its relay.
    pub relay: RelaySwitch,
    /// The time of all its devices.
    pub clock: StoryClock,
    /// The office.
    pub office: Phone,
    /// The carer's phone.
    pub dewi: Phone,
    /// The peer supporter's.
    pub ana: Phone,
    /// The daughter's.
    pub elin: Phone,
    /// The supported person's.
    pub mair: Phone,
    /// Everybody else's, in the order of [`NEIGHBOURS`].
    pub neighbours: Vec<Phone>,
}

impl SampleCoop {
    /// Makes it in an empty folder.
    ///
    /// # Errors
    /// When a folder or socket cannot be had, or a device refuses what it should not.
    pub async fn make(dir: &Path) -> KithResult<Self> {
        let progress = Progress::new(STEPS);
        let coop = Self::begin(dir, &progress).await?;
        coop.join(&progress).await?;
        coop.present(&progress).await?;
        progress.part("a month of notes, visits and coins");
        story::tell(&coop, &progress).await?;
        progress.part("bringing every phone up to date");
        coop.settle(&progress).await?;
        coop.release().await;
        progress.done();
        Ok(coop)
    }

    /// The devices that are shown.
    #[must_use]
    pub fn shown(&self) -> [&Phone; 5] {
        [&self.office, &self.dewi, &self.ana, &self.elin, &self.mair]
    }

    async fn begin(dir: &Path, progress: &Progress) -> KithResult<Self> {
        progress.part("a relay and forty-two devices");
        let clock = StoryClock::default();
        clock.tell(story::day_ms(clock.now(), story::DAYS, 8));
        let relay = RelaySwitch::new(&dir.join("relay"));
        let relay_address = relay.on().await?;
        let make = |person: Person, folder: String, keys: Keys| {
            let (folder, clock, address) = (dir.join(folder), clock.clone(), relay_address.clone());
            async move {
                let phone = Phone::make(person, folder, keys, &clock).await?;
                phone.tell(Request::SetRelay { relay: Some(address) }).await?;
                progress.step();
                Ok::<_, KithError>(phone)
            }
        };
        let office = make(NIA, "office".to_owned(), Keys::Passphrase).await?;
        office.tell(Request::CoopCreate { name: COOP.to_owned(), areas: AREAS.map(str::to_owned).to_vec() }).await?;
        lay_out(&office).await?;
        let dewi = make(DEWI, "dewi".to_owned(), Keys::Passphrase).await?;
        let ana = make(ANA, "ana".to_owned(), Keys::Passphrase).await?;
        let elin = make(ELIN, "elin".to_owned(), Keys::Passphrase).await?;
        let mair = make(MAIR, "mair".to_owned(), Keys::Sample(1_000)).await?;
        let neighbours = stream::iter(NEIGHBOURS.into_iter().zip(0u64..))
            .map(|(person, n)| make(person, format!("neighbour-{n}"), Keys::Sample(n)))
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        Ok(Self { relay, clock, office, dewi, ana, elin, mair, neighbours })
    }

    /// Everybody but the office.
    fn members(&self) -> impl Iterator<Item = &Phone> {
        [&self.dewi, &self.ana, &self.elin, &self.mair].into_iter().chain(&self.neighbours)
    }

    /// Everybody is invited, answers by the relay, and is let in by the office.
    async fn join(&self, progress: &Progress) -> KithResult<()> {
        progress.part("forty-one people join");
        self.office.sync().await?;
        for phone in self.members() {
            let Person { name, class, .. } = phone.person;
            let invite = Request::Invite { name: Some(name.to_owned()), class: Some(class.to_owned()), circle: None };
            let invitation: HandOver = self.office.ask(invite).await?;
            phone.tell(Request::Join { invitation: invitation.text }).await?;
            progress.step();
        }
        self.all_sync().await?;
        self.office.sync().await?;
        let members: Vec<MemberView> = self.office.ask(Request::Members).await?;
        let expected = self.members().count() + 1;
        if members.len() != expected {
            return Err(KithError::storage("demo-members", format!("{} of {expected} people are members", members.len())));
        }
        for (name, role) in [(DEWI.name, Role::CareWorker), (ANA.name, Role::Coach), (NIA.name, Role::Coordinator), (NIA.name, Role::SafeguardingLead)] {
            self.office.tell(Request::GrantRole { person: name.to_owned(), role }).await?;
        }
        self.office.sync().await
    }

    /// Everybody says what they offer; the four whose phones are shown say more, and to fewer.
    async fn present(&self, progress: &Progress) -> KithResult<()> {
        progress.part("everybody says what they can do");
        // The first exchange brings the welcome into the co-op, without which nothing can be said there.
        self.all_sync().await?;
        let everybody: Vec<&Phone> = self.members().chain([&self.office]).collect();
        let results = stream::iter(everybody).map(|phone| async move {
            introduce(phone).await?;
            progress.step();
            Ok::<_, KithError>(())
        });
        results.buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        for at in GIVE_ALL {
            self.neighbours[at].tell(Request::AutoDonate { on: true }).await?;
        }
        self.all_sync().await?;
        self.circles().await
    }

    /// Mair begins her circle and brings in whom she wants; Elin has one of her own.
    async fn circles(&self) -> KithResult<()> {
        for phone in self.shown() {
            phone.sync().await?;
        }
        self.mair.tell(Request::CircleCreate { name: CIRCLE.to_owned(), person: "me".to_owned() }).await?;
        let people = [(ELIN.name, Level::Keeper), (DEWI.name, Level::Member), (ANA.name, Level::Member)];
        let near = [(self.neighbours[0].person.name, Level::Member), (self.neighbours[1].person.name, Level::Member)];
        for (person, level) in people.into_iter().chain(near) {
            self.mair.tell(Request::CircleAdd { circle: CIRCLE.to_owned(), person: person.to_owned(), level, from: ReadFrom::All }).await?;
        }
        self.elin.tell(Request::CircleCreate { name: REST.to_owned(), person: "me".to_owned() }).await?;
        for person in [ANA.name, DEWI.name] {
            let add = Request::CircleAdd { circle: REST.to_owned(), person: person.to_owned(), level: Level::Member, from: ReadFrom::All };
            self.elin.tell(add).await?;
        }
        self.mair.sync().await?;
        self.elin.sync().await?;
        for phone in [&self.dewi, &self.ana, &self.elin, &self.neighbours[0], &self.neighbours[1]] {
            phone.sync().await?;
        }
        self.dual_profiles().await
    }

    /// What is shown to the co-op, to a circle, or to nobody.
    async fn dual_profiles(&self) -> KithResult<()> {
        let circle = || Audience::Circle { circle: CIRCLE.to_owned() };
        let rest = || Audience::Circle { circle: REST.to_owned() };
        let parts: [(&Phone, Side, &str, &str, Audience); 9] = [
            (&self.mair, Side::Receive, "about-me", "Athrawes gynradd oeddwn i. Dw i'n hoff o gwmni, ond nid cyn wyth y bore.", circle()),
            (&self.mair, Side::Receive, "talk-to-me", "Yn Gymraeg, ac yn uchel ar yr ochr chwith.", circle()),
            (&self.mair, Side::Receive, "please-dont", "Peidiwch â symud y glustog. Y gath biau hi.", circle()),
            (&self.elin, Side::Receive, "about-me", "I look after my mother and work three days. Sundays are mine.", rest()),
            (&self.elin, Side::Receive, "matters", "An evening off that does not begin with a list.", rest()),
            (&self.ana, Side::Give, "experience", "Six years of panic, two of them indoors. Now I walk other people to the bus.", Audience::Coop),
            (&self.ana, Side::Receive, "matters", "Quiet after a hospital day.", rest()),
            (&self.dewi, Side::Give, "qualifications", "Lefel 3 mewn gofal; codi a symud; meddyginiaethau.", Audience::Coop),
            (&self.dewi, Side::Receive, "please-dont", "Peidiwch â ffonio ar ôl naw: mae'r plant yn cysgu.", Audience::Me),
        ];
        for (phone, side, section, text, audience) in parts {
            phone.tell(Request::ProfileSet { side, section: section.to_owned(), text: text.to_owned(), audience }).await?;
        }
        Ok(())
    }

    /// Everybody exchanges with the relay, a few at a time.
    async fn all_sync(&self) -> KithResult<()> {
        stream::iter(self.members().collect::<Vec<_>>()).map(Phone::sync).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// Until nothing waits on any device that is shown.
    async fn settle(&self, progress: &Progress) -> KithResult<()> {
        self.all_sync().await?;
        for round in 1..=SETTLING_ROUNDS_MAX {
            let mut waiting = 0;
            for phone in self.shown() {
                phone.sync().await?;
                let truth: TruthView = phone.ask(Request::Truth).await?;
                waiting += truth.waiting + truth.held_back;
            }
            progress.step();
            if waiting == 0 && round > 1 {
                break;
            }
        }
        Ok(())
    }

    /// The neighbours' phones go back into their pockets; those that are shown find each other and live by the machine's clock.
    async fn release(&self) {
        stream::iter(&self.neighbours).for_each_concurrent(AT_ONCE, |phone| phone.node.shutdown()).await;
        self.clock.end();
        for phone in self.shown() {
            for other in self.shown() {
                if let Some(Ok(address)) = other.node.address().map(|address| address.parse::<DeviceAddress>())
                    && other.person.name != phone.person.name
                {
                    phone.node.heard_of(address);
                }
            }
            phone.node.keep_in_touch();
        }
    }

    /// Closes every device and the relay.
    pub async fn close(&self) {
        for phone in self.shown() {
            phone.node.shutdown().await;
        }
        self.relay.off().await;
    }
}

/// What a member shows to the co-op: an offer, skills, languages and a place.
async fn introduce(phone: &Phone) -> KithResult<()> {
    let person = phone.person;
    let items = |list: &[&str]| list.iter().map(|&item| item.to_owned()).collect::<Vec<String>>();
    let (side, audience) = (Side::Give, Audience::Coop);
    let offer = Request::ProfileSet { side, section: "offer".to_owned(), text: person.offer.to_owned(), audience: audience.clone() };
    phone.tell(offer).await?;
    for (list, items) in [("skills", items(person.skills)), ("languages", items(person.speaks)), ("places", items(&[person.place()]))] {
        phone.tell(Request::ProfileList { side, list: list.to_owned(), items, audience: audience.clone() }).await?;
    }
    Ok(())
}

/// The office says where the areas lie, roughly, for the maps of coins' journeys.
async fn lay_out(office: &Phone) -> KithResult<()> {
    for (area, at) in AREAS.into_iter().zip(AREAS_AT) {
        let cell = PlaceRequest::AreaCell { area: area.to_owned(), cell: None, at: Some(at.to_owned()), size: Size::Neighbourhood };
        office.tell(Request::Place(cell)).await?;
    }
    Ok(())
}
