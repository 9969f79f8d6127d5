//! A relay, an office and two phones at work, each killed again and again at any moment, as by a dead battery: what was confirmed stays,
//! the book adds up, and all come to the same. `KITH_SEED=…` runs one choice of moments again.

use super::{Running, Stage, until};
use kith_tests::sim::Chance;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    process::{Output, Stdio},
    time::{Duration, Instant},
};

const CIRCLE: &str = "Mair's circle";
const PROCESSES: [&str; 4] = ["relay", "office", "mair", "dewi"];
const PHONES: [&str; 3] = ["office", "mair", "dewi"];
/// Hours given, confirmed and made into coins; each with five moments at which somebody is killed.
const ROUNDS: usize = 3;
/// How far into a command the current may fail.
const MOMENT_MAX_US: u64 = 60_000;

/// Four processes at work, and whose current fails next.
struct House {
    stage: Stage,
    running: BTreeMap<&'static str, Running>,
    chance: Chance,
    deck: Vec<&'static str>,
    killed: BTreeMap<&'static str, u32>,
}

impl House {
    fn new(seed: u64) -> Self {
        let stage = Stage::new();
        let relay = stage.relay();
        stage.coop(&relay);
        let mut running = BTreeMap::from([("relay", relay)]);
        running.extend(PHONES.map(|who| (who, stage.serve(who))));
        Self { stage, running, chance: Chance::new(seed), deck: Vec::new(), killed: BTreeMap::new() }
    }

    fn start(&mut self, name: &'static str) {
        let running = if name == "relay" { self.stage.relay() } else { self.stage.serve(name) };
        self.running.insert(name, running);
    }

    /// Everybody's turn comes once before anybody's comes again.
    fn next_victim(&mut self) -> &'static str {
        if self.deck.is_empty() {
            self.deck = PROCESSES.to_vec();
            self.chance.shuffle(&mut self.deck);
        }
        self.deck.pop().unwrap()
    }

    /// Begins a command and, while it is at work, kills one of the four; then starts that one again.
    fn struck(&mut self, who: &str, args: &[&str]) -> Output {
        let victim = self.next_victim();
        let moment = Duration::from_micros(self.chance.below(MOMENT_MAX_US));
        println!("{victim} is killed {moment:?} into {who} {args:?}");
        let begun = Instant::now();
        let command = self.stage.command(who).args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Not a wait for anything: the moment itself is what is chosen.
        while begun.elapsed() < moment {
            std::thread::yield_now();
        }
        self.running.remove(victim).unwrap().kill();
        *self.killed.entry(victim).or_default() += 1;
        let out = command.wait_with_output().unwrap();
        self.start(victim);
        out
    }

    /// Has something done while somebody is killed. What is answered was confirmed, and must be there; of what is not answered nobody
    /// knows, so it is looked for, and done where it is not there.
    fn done(&mut self, who: &str, args: &[&str], look: impl Fn(&Stage) -> Option<Value>) -> Value {
        let out = self.struck(who, args);
        if out.status.success() {
            let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
            assert!(look(&self.stage).is_some(), "{who} {args:?} was confirmed and is not there: {answer}");
            return answer;
        }
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(6), "{who} {args:?}: {error}");
        look(&self.stage).unwrap_or_else(|| self.stage.kith(who, args))
    }

    /// Looks until something has come to somebody; all exchange meanwhile, as far as they can.
    fn comes(&self, what: &str, look: impl Fn(&Stage) -> Option<Value>) -> Value {
        until(what, || {
            look(&self.stage).or_else(|| {
                PHONES.iter().for_each(|who| drop(self.stage.output(who, &["sync"])));
                None
            })
        })
    }
}

fn visits(stage: &Stage, who: &str) -> Vec<Value> {
    stage.kith(who, &["visit", "list", "--circle", CIRCLE]).as_array().unwrap().clone()
}

fn visit(stage: &Stage, who: &str, is: impl Fn(&Value) -> bool) -> Option<Value> {
    visits(stage, who).into_iter().find(is)
}

fn is_counted(stage: &Stage, who: &str, id: &str) -> Option<Value> {
    visit(stage, who, |v| v["id"] == id && v["hour"] == "counted")
}

fn settled(stage: &Stage, who: &str) -> u64 {
    stage.kith(who, &["coin", "list"])["balance"]["settled"].as_u64().unwrap()
}

/// An hour of Dewi's at Mair's: noted, begun, ended, confirmed, made a coin at the office and given to Mair, each step while somebody is killed.
fn an_hour(house: &mut House, round: u64) -> (String, String) {
    let text = format!("Morning {round}");
    let note = text.clone();
    house.done("mair", &["note", "write", "--circle", CIRCLE, &text], |stage| stage.notes("mair").contains(&note).then_some(Value::Null));
    let begun = house.done("dewi", &["visit", "check-in", "--circle", CIRCLE], |stage| visit(stage, "dewi", |v| v["hour"] == "open"));
    let id = begun["id"].as_str().unwrap().to_owned();
    let told = ["visit", "check-out", &id, "--minutes", "60", "--done", "my-care", "--how", "bright", "--text", "Tea"];
    house.done("dewi", &told, |stage| visit(stage, "dewi", |v| v["id"] == *id && v["minutes"] == 60));
    house.comes("the hour at Mair's", |stage| visit(stage, "mair", |v| v["id"] == *id && v["minutes"] == 60));
    house.done("mair", &["visit", "confirm", &id], |stage| visit(stage, "mair", |v| v["id"] == *id && !v["confirmed_by"].is_null()));
    house.comes("the hour's coin", |stage| is_counted(stage, "dewi", &id).filter(|_| settled(stage, "dewi") == 1));
    house.done("dewi", &["coin", "give", "--to", "Mair", "--count", "1"], |stage| (settled(stage, "dewi") == 0).then_some(Value::Null));
    house.comes("the coin at Mair's", |stage| (settled(stage, "mair") == round).then_some(Value::Null));
    (text, id)
}

/// covers: X1, X2, X8, R2, C1, C2, C11, C12
#[test]
fn four_processes_at_work_killed_at_any_moment_lose_nothing_confirmed_and_the_book_adds_up() {
    let seed = std::env::var("KITH_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(20_261_122);
    println!("KITH_SEED={seed}");
    let mut house = House::new(seed);
    let told: Vec<_> = (1..=ROUNDS as u64).map(|round| an_hour(&mut house, round)).collect();
    let (notes, hours): (Vec<String>, Vec<String>) = told.into_iter().unzip();
    assert!(PROCESSES.iter().all(|name| house.killed.get(name).is_some_and(|n| *n >= 3)), "{:?}", house.killed);
    house.comes("an end of all that waits", |stage| PHONES.iter().all(|who| stage.kith(who, &["waiting"])["waiting"] == 0).then_some(Value::Null));
    let whole = house.comes("the same book on every phone", |stage| {
        let [office, mair, dewi] = PHONES.map(|who| {
            let book = stage.kith(who, &["book"]);
            ["minted", "held", "retired", "settled", "promised", "contested"].map(|field| book[field].as_u64().unwrap())
        });
        (office == mair && office == dewi).then(|| stage.kith("office", &["book"]))
    });
    let [minted, held, retired, promised] = ["minted", "held", "retired", "promised"].map(|field| whole[field].as_u64().unwrap());
    assert_eq!((minted, minted, promised), (ROUNDS as u64, held + retired, 0), "{whole}");
    assert_eq!((whole["adds_up"].as_bool(), whole["forks"].as_array().map(Vec::len)), (Some(true), Some(0)), "{whole}");
    for who in ["mair", "dewi"] {
        assert_eq!(house.stage.notes(who), notes, "{who}");
        let seen = visits(&house.stage, who);
        assert_eq!(seen.len(), ROUNDS, "{who}: one visit an hour, none half");
        for id in &hours {
            assert!(seen.iter().any(|v| v["id"] == **id && v["minutes"] == 60 && !v["confirmed_by"].is_null()), "{who}: the hour {id}");
            assert!(is_counted(&house.stage, "dewi", id).is_some(), "the hour {id} has become a coin");
        }
    }
    assert_eq!((settled(&house.stage, "mair"), settled(&house.stage, "dewi")), (ROUNDS as u64, 0));
    for who in PHONES {
        let rebuilt = house.stage.kith(who, &["rebuild"]);
        assert_eq!((&rebuilt["alike"], &rebuilt["differ"]), (&true.into(), &serde_json::json!([])), "{who}");
    }
}
