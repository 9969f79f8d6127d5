//! The attacks that shaped the rules, by name: an honest history, what liars add on an old past, and who must stand where.

use super::*;

/// A history that is written down act by act; people are letters.
struct Line(Spec);

fn number(name: char) -> u8 {
    name as u8 - b'A'
}

impl Line {
    /// Owner O, and these keepers one after the other.
    fn new(keepers: &str, off: Option<Off>) -> (Self, usize) {
        let mut line = Self(Spec { off, ..Spec::default() });
        let mut last = line.act('O', &[], What::Genesis, ('O', 3), "");
        for k in keepers.chars() {
            last = line.act('O', &[last], What::Add, (k, 2), "");
        }
        (line, last)
    }

    fn act(&mut self, author: char, parents: &[usize], what: What, to: (char, u8), beside: &str) -> usize {
        let past = self.0.past_of(parents);
        let depth = 1 + parents.iter().map(|p| self.0.acts[*p].depth).max().unwrap_or(0);
        let id = self.0.acts.len() as u64 + 1;
        let cosign = beside.chars().map(number).collect();
        self.0.push(Plain { id, author: number(author), cosign, parents: parents.to_vec(), past, depth, what, target: number(to.0), level: to.1 })
    }

    /// Whether everybody stands where they should.
    fn stand(&self, off: Option<Off>, expected: &[(char, u8)]) -> bool {
        let out = real(&self.0, all(&self.0), &mut Chance::new(1), off);
        expected.iter().all(|(p, l)| out.levels.get(&number(*p)).copied().unwrap_or(0) == *l)
    }
}

type Attack = fn(Option<Off>) -> bool;

fn friend_on_an_old_past(off: Option<Off>) -> bool {
    let (mut l, end) = Line::new("AM", off);
    l.act('O', &[end], What::Remove, ('A', 2), "");
    l.act('A', &[end], What::Add, ('F', 1), "");
    l.stand(off, &[('A', 0), ('F', 0)])
}

fn past_with_fewer_keepers(off: Option<Off>) -> bool {
    let (mut l, end) = Line::new("ABZ", off);
    let mut late = end;
    for k in "CDEF".chars() {
        late = l.act('O', &[late], What::Add, (k, 2), "");
    }
    l.act('A', &[end], What::Remove, ('Z', 2), "B");
    l.stand(off, &[('Z', 2)])
}

fn removed_keepers_together(off: Option<Off>) -> bool {
    let (mut l, end) = Line::new("XYWZ", off);
    let mut last = end;
    for k in "XYW".chars() {
        last = l.act('O', &[last], What::Remove, (k, 2), "");
    }
    l.act('X', &[end], What::Remove, ('Z', 2), "YW");
    l.stand(off, &[('Z', 2)])
}

fn stale_removal_of_a_cosigner(off: Option<Off>) -> bool {
    let (mut l, end) = Line::new("XWZ", off);
    let early = l.act('O', &[end], What::Add, ('Y', 1), "");
    let up = l.act('O', &[early], What::Level, ('Y', 2), "");
    l.act('X', &[up], What::Remove, ('Z', 2), "YW");
    l.act('W', &[early], What::Remove, ('Y', 1), "");
    l.stand(off, &[('Z', 0), ('Y', 2)])
}

fn second_add_lowers(off: Option<Off>) -> bool {
    let (mut l, base) = Line::new("A", off);
    let y = l.act('O', &[base], What::Add, ('Y', 1), "");
    l.act('O', &[y], What::Level, ('Y', 2), "");
    l.act('A', &[base], What::Add, ('Y', 1), "");
    l.stand(off, &[('Y', 2)])
}

fn add_that_answers_a_cancelled_removal(off: Option<Off>) -> bool {
    let (mut l, end) = Line::new("ABDCY", off);
    let gone = l.act('A', &[end], What::Remove, ('Y', 2), "BD");
    l.act('C', &[gone], What::Add, ('Y', 1), "");
    let mut struck = end;
    for k in "ABD".chars() {
        struck = l.act('O', &[struck], What::Remove, (k, 2), "");
    }
    l.stand(off, &[('Y', 2)])
}

fn older_grant_returns(off: Option<Off>) -> bool {
    let (mut l, base) = Line::new("A", off);
    let y = l.act('O', &[base], What::Add, ('Y', 1), "");
    let up = l.act('O', &[y], What::Level, ('Y', 2), "");
    l.act('O', &[up], What::Level, ('Y', 1), "");
    l.act('A', &[y], What::Remove, ('Y', 1), "");
    l.stand(off, &[('Y', 0)])
}

fn removal_by_somebody_being_removed(off: Option<Off>) -> bool {
    let (mut l, base) = Line::new("AB", off);
    let m = l.act('O', &[base], What::Add, ('M', 1), "");
    l.act('O', &[m], What::Remove, ('A', 2), "");
    l.act('A', &[m], What::Remove, ('M', 1), "");
    l.stand(off, &[('A', 0), ('M', 1)])
}

fn owners_signature(off: Option<Off>) -> bool {
    let (mut l, base) = Line::new("AB", off);
    l.act('A', &[base], What::Leave, ('A', 0), "");
    l.act('B', &[base], What::Remove, ('A', 2), "O");
    l.stand(off, &[('A', 0)])
}

fn leaving_on_an_old_past(off: Option<Off>) -> bool {
    let (mut l, base) = Line::new("AY", off);
    l.act('A', &[base], What::Add, ('M', 1), "");
    l.act('A', &[base], What::Leave, ('A', 0), "");
    l.stand(off, &[('M', 1), ('A', 0)])
}

const ATTACKS: [(&str, Attack); 10] = [
    ("a removed keeper adds a friend on an old past", friend_on_an_old_past),
    ("two of seven keepers pick a past with three", past_with_fewer_keepers),
    ("removed keepers remove another together", removed_keepers_together),
    ("a stale removal strikes a cosigner who rose since", stale_removal_of_a_cosigner),
    ("a second add of somebody already in lowers them", second_add_lowers),
    ("an add that answers a cancelled removal lowers nobody", add_that_answers_a_cancelled_removal),
    ("a stale removal ends a lowering and the older grant returns", older_grant_returns),
    ("a removal by somebody being removed becomes a question", removal_by_somebody_being_removed),
    ("an owner's signature makes it the owner's act", owners_signature),
    ("leaving on an old past undoes nothing", leaving_on_an_old_past),
];

/// How many attacks succeed with a rule switched off.
pub fn succeed(off: Option<Off>) -> usize {
    ATTACKS.iter().filter(|(_, holds)| !holds(off)).count()
}

/// covers: M5, R4
#[test]
fn each_attack_that_shaped_the_rules_fails() {
    for (name, holds) in ATTACKS {
        assert!(holds(None), "{name}");
    }
}
