//! Who brought somebody in and who took them out is told by what counts, not by what was read last.

use super::*;

/// covers: R4, R5
#[test]
fn whose_add_fell_was_taken_out_by_whoever_took_their_adders_place() {
    let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER), add(4, KEEPER)]);
    log.put(1, &[0], Act::Remove(Remove { person: person(2), level: KEEPER, cosignatures: Vec::new() }));
    // Meanwhile the keeper brings somebody in, who writes on.
    let brought = log.put(2, &[0], Act::Add(add(3, MEMBER)));
    let r = log.resolved();
    let gone = r.removals.iter().find(|r| r.what == Removed::Fell(person(3))).unwrap();
    assert_eq!((gone.by, gone.by_board, gone.act), (person(1), false, log.entries[brought].id));
}

/// covers: R4, R5
#[test]
fn of_two_who_brought_somebody_in_apart_the_one_is_named_whose_word_counts() {
    for owner_first in [true, false] {
        let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER)]);
        let acts = [(1, Act::Add(add(3, KEEPER))), (2, Act::Add(Add { reads: Some(ReadsFrom::Now), ..add(3, MEMBER) }))];
        let mut order = vec![acts[0].clone(), acts[1].clone()];
        if !owner_first {
            order.reverse();
        }
        for (by, act) in order {
            log.put(by, &[0], act);
        }
        let r = log.resolved();
        let member = &r.people[&person(3)];
        assert_eq!((member.level, member.added_by, member.reads), (KEEPER, Some(person(1)), None), "{owner_first}");
        // And it stays so once their level has changed.
        let level = log.put(1, &[1, 2], Act::Level(person(3), MEMBER));
        let r = log.resolved();
        assert_eq!((r.people[&person(3)].level, level > 2), (MEMBER, true));
    }
}
