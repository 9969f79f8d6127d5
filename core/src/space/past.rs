//! What somebody was until they went: what they said by it then goes on standing.

use super::{
    Membership, Space,
    act::{Act, LevelNumber},
    board::BoardMove,
};
use kith_wire::PersonId;

impl Space {
    /// A person's level, or the one that they had when they went.
    #[must_use]
    pub fn level_held(&self, person: &PersonId) -> LevelNumber {
        if let Some(member) = self.resolved.people.get(person) {
            return member.level;
        }
        let theirs = self.resolved.history.iter().rev().filter(|line| line.person == *person && line.stands);
        let mut levels = theirs.map(|line| if let Membership::Added(level) | Membership::Level(level) = line.what { level } else { 0 });
        levels.find(|level| *level > 0).unwrap_or(0)
    }

    /// The class in which a person is a member, or was when they went.
    #[must_use]
    pub fn class_held(&self, person: &PersonId) -> Option<&str> {
        if let Some(member) = self.resolved.people.get(person) {
            return Some(&member.class);
        }
        let theirs = self.resolved.history.iter().rev().filter(|line| line.person == *person && line.stands);
        let mut brought = theirs.filter(|line| matches!(line.what, Membership::Added(_))).map(|line| line.act);
        brought.find_map(|act| {
            let added = match &self.control.iter().find(|entry| entry.id == act)?.body.as_ref()?.act {
                Act::Add(add) => Some(add),
                Act::Genesis(genesis) => genesis.founders.iter().find(|founder| founder.person == *person),
                Act::Board(board) => match &board.decision.act {
                    BoardMove::Add(add) => Some(add),
                    _ => None,
                },
                _ => None,
            };
            added.map(|add| add.class.as_str())
        })
    }
}
