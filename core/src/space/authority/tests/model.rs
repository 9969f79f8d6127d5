//! Agreement with the design's executable model: recorded histories with its outcomes, and the model itself where it is at hand.

use super::*;
use histories::genesis;
use std::{
    collections::BTreeSet,
    io::Write,
    process::{Command, Stdio},
};

/// Histories with the model's outcomes, one a line: acts (author, kind, target, level, cosigners `/` rank of the id `/` parents), then
/// `|` levels `|` cancelled `|` questions.
const RECORDED: &str = include_str!("recorded.txt");

fn numbers(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.split(',').filter(|t| !t.is_empty()).map(|t| t.parse().unwrap())
}

fn digit(c: char) -> u8 {
    u8::try_from(c.to_digit(10).unwrap()).unwrap()
}

fn set(text: &str) -> Set {
    numbers(text).fold(0, |s, i| s | 1 << i)
}

fn read(line: &str) -> (Spec, Outcome) {
    let mut spec = Spec::default();
    let parts: Vec<&str> = line.split('|').collect();
    for text in parts[0].split(' ') {
        let fields: Vec<&str> = text.split('/').collect();
        let mut head = fields[0].chars();
        let author = digit(head.next().unwrap());
        let what = match head.next().unwrap() {
            'G' => What::Genesis,
            'A' => What::Add,
            'R' => What::Remove,
            'L' => What::Level,
            'V' => What::Leave,
            'X' => What::BoardRemove,
            _ => What::BoardAdd,
        };
        let (target, level) = (digit(head.next().unwrap()), digit(head.next().unwrap()));
        let parents: Vec<usize> = numbers(fields[2]).collect();
        let past = spec.past_of(&parents);
        let depth = 1 + parents.iter().map(|p| spec.acts[*p].depth).max().unwrap_or(0);
        let id = fields[1].parse().unwrap();
        spec.push(Plain { id, author, cosign: head.map(digit).collect(), parents, past, depth, what, target, level });
    }
    let levels: Vec<u8> = parts[1].chars().map(digit).collect();
    let outcome = Outcome { levels: levels.chunks(2).map(|p| (p[0], p[1])).collect(), cancelled: set(parts[2]), questions: set(parts[3]) };
    (spec, outcome)
}

/// covers: M5, R4
#[test]
fn recorded_histories_come_out_as_the_model_says() {
    let more = std::env::var("KITH_AUTHORITY_HISTORIES").ok().map(|path| std::fs::read_to_string(path).unwrap());
    let (mut count, mut contested) = (0, 0);
    for line in RECORDED.lines().chain(more.iter().flat_map(|m| m.lines())) {
        let (spec, told) = read(line);
        assert_eq!(real(&spec, all(&spec), &mut Chance::new(count), None), told, "history {count}: {line}");
        contested += u32::from(told.cancelled != 0);
        count += 1;
    }
    assert!(count >= 200 && contested >= 100, "{contested} of {count} were contested");
}

fn json(spec: &Spec) -> String {
    let acts = spec.acts.iter().map(|a| {
        let kind = match a.what {
            What::Genesis => "genesis",
            What::Add => "add",
            What::Remove => "remove",
            What::Level => "level",
            What::Leave => "leave",
            What::BoardRemove => "board_remove",
            What::BoardAdd => "board_add",
        };
        let parents: Vec<u64> = a.parents.iter().map(|p| spec.acts[*p].id).collect();
        let cosign: Vec<String> = a.cosign.iter().map(|p| format!("p{p}")).collect();
        serde_json::json!({ "id": a.id, "author": format!("p{}", a.author), "cosign": cosign, "parents": parents,
            "kind": kind, "target": format!("p{}", a.target), "level": a.level })
    });
    serde_json::Value::from(acts.collect::<Vec<_>>()).to_string()
}

fn ask(model: &std::ffi::OsStr, spec: &Spec) -> Outcome {
    let mut child = Command::new("python3").arg(model).arg("resolve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(json(spec).as_bytes()).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    let set = |name: &str| -> Set {
        let ids: BTreeSet<u64> = said[name].as_array().unwrap().iter().map(|i| i.as_u64().unwrap()).collect();
        spec.acts.iter().enumerate().filter(|(_, a)| ids.contains(&a.id)).fold(0, |s, (i, _)| s | 1 << i)
    };
    let levels = said["levels"].as_object().unwrap().iter();
    Outcome {
        levels: levels.map(|(p, l)| (p[1..].parse().unwrap(), u8::try_from(l.as_u64().unwrap()).unwrap())).collect(),
        cancelled: set("cancelled"),
        questions: set("questions"),
    }
}

#[test]
fn the_model_itself_says_the_same_where_it_is_at_hand() {
    let Some(model) = std::env::var_os("KITH_AUTHORITY_MODEL") else {
        println!("skipped: KITH_AUTHORITY_MODEL does not name the model");
        return assert_eq!(genesis().depth, 1);
    };
    for seed in 0..25 {
        let chance = &mut Chance::new(seed);
        let (people, mut spec) = history(chance);
        let liars: Vec<u8> = (1..people).collect();
        let view = histories::forge(chance, &mut spec, people, &liars);
        assert_eq!(real(&spec, view, chance, None), ask(&model, &spec), "seed {seed}");
    }
}
