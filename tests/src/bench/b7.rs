//! B7: transfers settled a second at an office, and B8: what each takes on its disk.
//!
//! A real office with its members' real phones. Transfers are brought in groups; each group is checked, judged, logged, stored, closed by a
//! checkpoint, and answered with receipts to both sides, all in one commit.

use super::{
    Beside, Row,
    b4::{copy, median},
    coins::{Cast, Person, cpu_seconds},
    number,
};
use crate::sim::{Chance, Phone, World};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use kith_core::ledger::op::{Coop, Op, device_of};
use kith_wire::PersonId;
use rusqlite::Connection;
use serde_json::json;

const PEOPLE: [&str; 8] = ["Mair", "Elin", "Dewi", "Ana", "Huw", "Nia", "Gwyn", "Siân"];
/// Transfers that become durable at once.
const GROUP: usize = 1_000;
const GROUPS: usize = 12;
/// Groups before anything is counted: pages that are freed and used again are there by then.
const WARM: usize = 2;
/// Bytes of a page of the database, as the cipher has them.
const PAGE_BYTES: i64 = 4096;
const RATE_GOAL: f64 = 5_000.0;
const BYTES_GOAL: f64 = 400.0;
/// A transfer of one coin that says nothing but what it must.
const RAW_BYTES: f64 = 184.0;

struct Office {
    world: World,
    phone: Phone,
    cast: Cast,
}

fn office(seed: u64) -> Office {
    let mut world = World::new(seed);
    let mut chance = Chance::new(seed);
    let mut phone = world.phone("Office", 1);
    let coop = world.ask(&mut phone, &json!({"do": "coop-create", "name": "Cwm Derw", "areas": []}));
    let mut people = Vec::new();
    for (name, n) in PEOPLE.iter().zip(10u64..) {
        let mut member = world.phone(name, n);
        let invitation = world.ask(&mut phone, &json!({"do": "invite", "name": null, "class": "worker", "circle": null}));
        world.ask(&mut member, &json!({"do": "join", "invitation": invitation["text"]}));
        for _ in 0..2 {
            world.exchange(&mut member, &mut chance, false);
            world.exchange(&mut phone, &mut chance, false);
        }
        let secrets = member.secrets();
        let (key, root) = (secrets.device_key(), secrets.root_key());
        people.push(Person { device: device_of(&key), person: PersonId(root.verifying_key().to_bytes()), key });
    }
    let secrets = phone.secrets();
    let (notary, float) = (secrets.device_key(), device_of(&secrets.float_key()));
    let coop = Coop::new(coop["id"].as_str().unwrap().parse().unwrap(), device_of(&notary));
    Office { world, phone, cast: Cast::of(coop, notary, float, people) }
}

impl Office {
    fn bring(&mut self, operations: Vec<Vec<u8>>) {
        self.world.tick(1);
        self.phone.kith.bring_operations(operations, self.world.now_ms()).unwrap();
    }

    /// What waits for the relay goes to it, as it does between two groups.
    fn send(&mut self) {
        loop {
            let out = self.phone.kith.outgoing(self.world.now_ms()).unwrap();
            if out.is_empty() {
                return;
            }
            let ids: Vec<u64> = out.iter().map(|o| o.id).collect();
            self.phone.kith.stored(&ids, self.world.now_ms()).unwrap();
        }
    }

    /// Bytes of the database that are in use, with nothing left in the write-ahead log. Pages that receipts on their way have left free are
    /// not among them: they are filled again.
    fn bytes(self) -> (Self, u64) {
        let Self { mut world, phone, cast } = self;
        let phone = world.crash(phone);
        // A copy: nobody else reads a profile's database while it is open.
        let folder = tempfile::tempdir().unwrap();
        copy(phone.dir(), folder.path());
        let c = Connection::open(folder.path().join("kith.db")).unwrap();
        let key: String = phone.secrets().database.iter().map(|byte| format!("{byte:02x}")).collect();
        c.pragma_update(None, "key", format!("x'{key}'")).unwrap();
        let of = |what: &str| c.query_row(&format!("PRAGMA {what}"), [], |r| r.get::<_, i64>(0)).unwrap();
        let bytes = (of("page_count") - of("freelist_count")) * PAGE_BYTES;
        (Self { world, phone, cast }, u64::try_from(bytes).unwrap())
    }
}

/// Transfers that a second of one core verifies and does nothing more with.
fn verified_a_second(cast: &Cast) -> f64 {
    let keys: Vec<_> = cast.people.iter().map(|p| (&p.key, p.device.0)).collect();
    let one = |n: usize| {
        let message = [n.to_be_bytes(); 10].concat();
        (keys[n % keys.len()].1, keys[n % keys.len()].0.sign(&message).to_bytes(), message)
    };
    let signed: Vec<_> = (0..GROUP * 10).map(one).collect();
    let begun = cpu_seconds();
    for (key, signature, message) in &signed {
        VerifyingKey::from_bytes(key).unwrap().verify_strict(message, &Signature::from_bytes(signature)).unwrap();
    }
    number(signed.len() as u64) / (cpu_seconds() - begun)
}

pub(super) fn rows(seed: u64) -> Vec<Row> {
    let mut office = office(seed);
    let attests = office.cast.attests(GROUP * GROUPS);
    let mirror = office.cast.office(&attests);
    let places = office.cast.places(&mirror);
    drop(mirror);
    let transfers = office.cast.transfers(&places[..GROUP * GROUPS]);
    office.bring(attests.into_iter().map(|attest| Op::Attest(attest).encode()).collect());
    let (mut rates, mut before) = (Vec::new(), 0);
    for (n, group) in transfers.chunks(GROUP).enumerate() {
        office.send();
        if n == WARM {
            (office, before) = office.bytes();
            // The first word to an office that was opened again reads its log: that is no settling.
            office.bring(Vec::new());
        }
        let begun = cpu_seconds();
        office.bring(group.to_vec());
        let spent = cpu_seconds() - begun;
        if n >= WARM {
            rates.push(number(GROUP as u64) / spent);
        }
    }
    let book = office.world.ask(&mut office.phone, &json!({"do": "book"}));
    assert!(book["adds_up"].as_bool().unwrap() && book["promised"] == 0, "all of them are settled: {book}");
    office.send();
    let raw = verified_a_second(&office.cast);
    let (_, after) = office.bytes();
    let (rate, spread) = median(&mut rates);
    let each = number(after - before) / number((GROUP * (GROUPS - WARM)) as u64);
    let size = format!("{} transfers of one coin, {GROUP} a commit", GROUP * (GROUPS - WARM));
    vec![
        Row {
            id: "B7",
            what: "transfers settled at an office: checked, judged, logged, durable, receipts sealed".to_owned(),
            size: size.clone(),
            ours: rate,
            spread,
            unit: "a second of one core",
            beside: vec![Beside { name: "raw verify_strict alone".to_owned(), value: raw }],
            ratio: Some(rate / raw),
            goal: format!("≥ {RATE_GOAL:.0}, > 5 × a Cashu mint"),
            met: rate >= RATE_GOAL,
        },
        Row {
            id: "B8",
            what: "what a settled transfer takes on the office's disk".to_owned(),
            size,
            ours: each,
            spread: (each, each),
            unit: "bytes",
            beside: vec![Beside { name: "its own bytes, with nothing said".to_owned(), value: RAW_BYTES }],
            ratio: Some(each / RAW_BYTES),
            goal: format!("≤ {BYTES_GOAL:.0}"),
            met: each <= BYTES_GOAL,
        },
    ]
}
