//! Levels and roles in a view: who stands where by what is effective in it.

use super::{Authority, KEEPER, Kind, LevelNumber, Past, PersonId};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashSet},
};

impl Authority {
    /// A person's level in a view in which some acts have fallen; 0 if not in.
    pub(super) fn level_in(&self, person: &PersonId, view: &Past, fallen: &HashSet<usize>) -> LevelNumber {
        self.standing(person, view, fallen).map_or(0, |(_, level)| level)
    }

    /// The grant by which a person stands in a view, with its level.
    pub(super) fn standing(&self, person: &PersonId, view: &Past, fallen: &HashSet<usize>) -> Option<(usize, LevelNumber)> {
        let of = self.about.get(person)?;
        let there = |i: usize| self.nodes[i].valid && self.within(view, i) && !fallen.contains(&i);
        let (ends, grants): (Vec<usize>, Vec<usize>) = of.iter().copied().filter(|i| there(*i)).partition(|i| self.nodes[*i].is_end());
        let mut latest: Vec<usize> = Vec::new();
        // Parents come before children, so what knew a grant is met before it.
        for i in grants.into_iter().rev() {
            if !latest.iter().any(|h| self.follows(*h, i)) && (self.rules.regrant || self.lives(i, &ends)) {
                latest.push(i);
            }
        }
        let living = latest.into_iter().filter(|g| self.lives(*g, &ends));
        living.map(|g| (g, self.nodes[g].deed.level)).min_by_key(|(g, level)| (Reverse(self.nodes[*g].strength), *level, *g))
    }

    /// Whether none of these ends a grant.
    fn lives(&self, g: usize, ends: &[usize]) -> bool {
        let level = self.nodes[g].deed.level;
        !ends.iter().any(|r| self.follows(*r, g) || (self.apart(g, *r) && (self.nodes[*r].deed.kind == Kind::Leave || self.nodes[*r].strength > level * 2)))
    }

    /// Whether `later` knew `earlier`, or, of a decision of the board carried in more than once, any carrying of it.
    pub(super) fn follows(&self, later: usize, earlier: usize) -> bool {
        if self.knew(later, earlier) {
            return true;
        }
        let (Kind::BoardAdd(id) | Kind::BoardRemove(id)) = self.nodes[earlier].deed.kind else { return false };
        self.decisions.get(&id).is_some_and(|same| same.iter().any(|i| self.nodes[*i].valid && self.knew(later, *i)))
    }

    /// Whether neither of two acts knew the other.
    pub(super) fn apart(&self, one: usize, other: usize) -> bool {
        one != other && !self.follows(one, other) && !self.follows(other, one)
    }

    /// Everybody at keeper or above in a view, except one.
    pub(super) fn keepers_in(&self, without: &PersonId, view: &Past, fallen: &HashSet<usize>) -> BTreeSet<PersonId> {
        let all = self.ever_keepers.iter().filter(|p| *p != without);
        all.filter(|p| self.level_in(p, view, fallen) >= KEEPER).copied().collect()
    }

    /// Whether somebody holds a role in a view.
    pub(super) fn holds(&self, person: &PersonId, role: u8, view: &Past, fallen: &HashSet<usize>) -> bool {
        let of = self.roles.get(&(*person, role)).map_or(&[][..], Vec::as_slice);
        let there = |i: usize| self.nodes[i].valid && self.within(view, i) && !fallen.contains(&i);
        of.iter().any(|g| matches!(self.nodes[*g].deed.kind, Kind::Grant(_)) && there(*g) && self.role_end(*g, view, fallen).is_none())
    }

    /// What ended a grant of a role in a view: a revocation or a removal that knew it or was made meanwhile.
    pub(super) fn role_end(&self, g: usize, view: &Past, fallen: &HashSet<usize>) -> Option<usize> {
        let Kind::Grant(role) = self.nodes[g].deed.kind else { return None };
        let person = self.nodes[g].deed.target;
        let there = |i: &&usize| self.nodes[**i].valid && self.within(view, **i) && !fallen.contains(*i);
        // A removal that left its person in is a question, and until it is answered they keep what they hold.
        let stands = self.standing(&person, view, fallen).map(|(at, _)| at);
        let ends = |r: usize| matches!(self.nodes[r].deed.kind, Kind::Revoke(_)) || (self.nodes[r].is_end() && stands.is_none_or(|at| self.follows(at, r)));
        let of = self.roles.get(&(person, role)).into_iter().chain(self.about.get(&person)).flatten();
        of.filter(there).copied().find(|r| ends(*r) && !self.follows(g, *r))
    }
}
