use super::*;
use crate::ledger::notary::Notary;
use crate::ledger::op::{LogState, Op};
use crate::ledger::purse::{CoinState, Outcome};
use crate::ledger::tests::cast::*;
use proptest::prelude::*;

/// A checkpoint with those before it and all the entries of the log that it is of.
#[derive(Clone)]
struct Told {
    checkpoint: Checkpoint,
    chain: Vec<Checkpoint>,
    entries: Vec<LogEntry>,
}

fn tell(notary: &mut Notary, before: Option<&Told>) -> Told {
    let checkpoint = notary.checkpoint(&key(NOTARY)).expect("there is news");
    let chain = before.map_or(&[][..], |before| &before.chain).iter().chain([&checkpoint]).cloned().collect();
    Told { checkpoint, chain, entries: notary.entries().to_vec() }
}

/// The key of a witness by its number.
fn witness_key(n: usize) -> ed25519_dalek::SigningKey {
    key(100 + u8::try_from(n).unwrap())
}

fn witness_of(n: usize) -> DeviceId {
    device(100 + u8::try_from(n).unwrap())
}

fn witnesses((n, quorum): (usize, usize)) -> Witnesses {
    Witnesses::new((0..n).map(witness_of).collect(), quorum).unwrap()
}

/// Gives a witness what it lacks.
fn give_witness(witness: &mut Witness, told: &Told) -> Result<(), Refusal> {
    let from = usize::try_from(witness.size()).unwrap().min(told.entries.len());
    let next = witness.last().map_or(0, |last| last.state.index + 1);
    let chain: Vec<Checkpoint> = told.chain.iter().filter(|checkpoint| checkpoint.state.index >= next).cloned().collect();
    let chain = if chain.is_empty() { vec![told.checkpoint.clone()] } else { chain };
    witness.take(&chain, (from as u64, &told.entries[from..]))
}

/// Two books of one lying notary. Both say that Ann earned a coin; then one says that Bob has it and the other that Carol does, and each goes on
/// for as many checkpoints.
fn two_books(later: [u8; 2]) -> [Vec<Told>; 2] {
    [(BOB, later[0], 20), (CAROL, later[1], 60)].map(|(to, later, first)| {
        let mut notary = office(&[attest(1, ANN, HUW, 60)]);
        let mut book = vec![tell(&mut notary, None)];
        let place = notary.book().held_by(device(ANN))[0].0;
        give_notary(&mut notary, Op::Transfer(transfer(ANN, to, &[place])));
        book.push(tell(&mut notary, book.last()));
        for activity in 0..later {
            give_notary(&mut notary, Op::Attest(attest(first + activity, HUW, BOB, 60)));
            book.push(tell(&mut notary, book.last()));
        }
        assert!(notary.book().audit(members()).adds_up(), "each of the two books adds up by itself");
        book
    })
}

/// A lie as it was told: to how many witnesses, who of them lies along, and in what order each heard which side.
#[derive(Debug, Clone)]
struct Lie {
    shape: (usize, usize),
    liars: usize,
    later: [u8; 2],
    /// Of each witness: whether it hears the second book first, and which checkpoints reach it.
    heard: Vec<(bool, u16)>,
    /// In which order gossip goes.
    turn: usize,
}

fn lies() -> impl Strategy<Value = Lie> {
    let shape = prop_oneof![Just((3usize, 2usize)), Just((4, 3)), Just((7, 5))];
    let heard = prop::collection::vec((any::<bool>(), any::<u16>()), 7);
    (shape, 0usize..8, [0u8..3, 0u8..3], heard, 0usize..40).prop_map(|(shape, liars, later, heard, turn)| Lie {
        shape,
        liars: liars.min(shape.0),
        later,
        heard,
        turn,
    })
}

/// How a witness looks at what it is told.
type Look = fn(&mut Witness, &Told) -> bool;

fn honest(witness: &mut Witness, told: &Told) -> bool {
    give_witness(witness, told).is_ok()
}

/// One that forgets what it cosigned: the control.
fn forgetful(_: &mut Witness, told: &Told) -> bool {
    give_witness(&mut Witness::new(coop()), told).is_ok()
}

/// What each witness cosigns, checkpoint by checkpoint.
fn cosigned(lie: &Lie, books: &[Vec<Told>; 2], look: Look) -> Vec<Checkpoint> {
    let mut out: Vec<Checkpoint> = books.iter().flatten().map(|told| told.checkpoint.clone()).collect();
    for (n, (second_first, reaches)) in lie.heard.iter().copied().enumerate().take(lie.shape.0) {
        let order = if second_first { [1, 0] } else { [0, 1] };
        let mut witness = Witness::new(coop());
        for (at, told) in order.into_iter().flat_map(|book| &books[book]).enumerate() {
            let lies = n < lie.liars;
            if lies || (reaches >> at & 1 == 1 && look(&mut witness, told)) {
                let mut copy = told.checkpoint.clone();
                copy.add_cosignature(copy.cosign(&coop(), &witness_key(n)), &coop()).unwrap();
                out.push(copy);
            }
        }
    }
    out
}

fn hear(all: &[Checkpoint], turn: usize, shape: (usize, usize)) -> Gossip {
    let mut gossip = Gossip::new(coop(), witnesses(shape));
    let (before, after) = all.split_at(turn % all.len());
    for checkpoint in after.iter().chain(before).chain(all.iter().take(3)) {
        gossip.hear(&Checkpoint::decode(&checkpoint.encode()).unwrap()).unwrap();
    }
    gossip
}

/// Whether a lie convicts whom it should and nobody else.
fn just(lie: &Lie, look: Look) -> Result<(), String> {
    let books = two_books(lie.later);
    let who = witnesses(lie.shape);
    let all = cosigned(lie, &books, look);
    let gossip = hear(&all, lie.turn, lie.shape);
    let convicted = gossip.convicted();
    if !convicted.contains(&device(NOTARY)) {
        return Err("two books, and the notary is not convicted".to_owned());
    }
    if let Some(n) = (lie.liars..lie.shape.0).find(|n| convicted.contains(&witness_of(*n))) {
        return Err(format!("witness {n} only did its duty and is convicted"));
    }
    // Both books as witnessed: a checkpoint after they part, of each, has a quorum.
    let has_quorum = |book: &Vec<Told>| {
        let ids: Vec<OpId> = book[1..].iter().map(|told| told.checkpoint.id(&coop())).collect();
        gossip.told().any(|heard| ids.contains(&heard.id(&coop())) && who.suffice(heard))
    };
    if books.iter().all(has_quorum) {
        let found = convicted.iter().filter(|device| **device != self::device(NOTARY)).count();
        if found < who.convicted_at_least() {
            return Err(format!("two quorums, and {found} witnesses are convicted of at least {}", who.convicted_at_least()));
        }
    } else if lie.liars >= lie.shape.0 {
        return Err("all lie, and there are no two quorums".to_owned());
    }
    if hear(&all, lie.turn + 1, lie.shape).convicted() != convicted {
        return Err("another order convicts others".to_owned());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(96)))]

    /// covers: C11, C12 (I15)
    #[test]
    fn two_witnessed_books_convict_whoever_cosigned_both_and_nobody_else(lie in lies()) {
        prop_assert_eq!(just(&lie, honest), Ok(()));
    }

    /// covers: C11 (I21)
    #[test]
    fn with_few_enough_witnesses_silent_every_promised_coin_settles_in_a_witnessed_checkpoint(
        shape in prop_oneof![Just((3usize, 2usize)), Just((4, 3)), Just((7, 5))],
        silent in 0usize..4,
        reaches in prop::collection::vec(any::<u8>(), 3),
    ) {
        let silent = silent.min(shape.0 - shape.1);
        prop_assert!(settles_witnessed(shape, silent, &reaches));
    }
}

/// Two coins go from hand to hand without signal while some of what the office sends to witnesses is lost; then everything arrives once.
fn settles_witnessed(shape: (usize, usize), silent: usize, reaches: &[u8]) -> bool {
    let who = witnesses(shape);
    let mut notary = office(&[attest(1, ANN, HUW, 60), attest(2, ANN, HUW, 60)]);
    let (mut ann, mut bob) = (phone(ANN, &mut notary, &[]), phone(BOB, &mut notary, &[]));
    let coins: Vec<_> = ann.coins(members()).iter().map(|coin| coin.coin).collect();
    let mut told: Vec<Told> = Vec::new();
    let mut held: Vec<Witness> = (0..shape.0).map(|_| Witness::new(coop())).collect();
    let mut gossip = Gossip::new(coop(), who.clone());
    let deliver = |held: &mut Vec<Witness>, gossip: &mut Gossip, told: &Told, reaches: u8| {
        for (n, witness) in held.iter_mut().enumerate().skip(silent) {
            if reaches >> n & 1 == 1 && give_witness(witness, told).is_ok() {
                let mut copy = told.checkpoint.clone();
                copy.add_cosignature(copy.cosign(&coop(), &witness_key(n)), &coop()).unwrap();
                gossip.hear(&copy).unwrap();
            }
        }
    };
    for (round, coin) in coins.iter().enumerate() {
        let (transfer, bundle) = give(&mut ann, ANN, BOB, vec![*coin]);
        assert!(matches!(receive(&mut bob, &bundle), Outcome::Genuine { .. }));
        assert_eq!(state(&bob, *coin), CoinState::Promised);
        give_notary(&mut notary, Op::Transfer(transfer));
        let next = tell(&mut notary, told.last());
        told.push(next);
        deliver(&mut held, &mut gossip, &told[round], reaches[round]);
    }
    // One sync more, in which nothing is lost: whoever missed a checkpoint is given the checkpoints and entries since, whatever it missed.
    let last = told.last().unwrap().clone();
    deliver(&mut held, &mut gossip, &last, u8::MAX);
    fetch(&mut bob, &mut notary, &[]);
    let settled = coins.iter().all(|coin| state(&bob, *coin) == CoinState::Settled);
    assert!(settled && gossip.convicted().is_empty());
    let covers = last.checkpoint.state.size == notary.log().size();
    covers && gossip.told().any(|heard| heard.id(&coop()) == last.checkpoint.id(&coop()) && who.suffice(heard))
}

#[test]
fn the_check_of_witnesses_catches_one_that_forgets() {
    let all = (false, u16::MAX);
    let lie = Lie { shape: (3, 2), liars: 0, later: [0, 1], heard: vec![all; 7], turn: 0 };
    assert_eq!(just(&lie, honest), Ok(()));
    assert!(just(&lie, forgetful).unwrap_err().contains("only did its duty"));
    // With one silent too many nothing is witnessed: it is the quorum that is asked for.
    assert!(!settles_witnessed((3, 2), 2, &[u8::MAX; 3]));
    assert!(settles_witnessed((3, 2), 1, &[0, 0, 0]));
}

/// covers: C11, C12
#[test]
fn a_witness_cosigns_a_log_that_only_grew_and_keeps_nothing_of_what_it_refuses() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let first = tell(&mut notary, None);
    give_notary(&mut notary, Op::Attest(attest(2, ANN, BOB, 60)));
    let second = tell(&mut notary, Some(&first));
    let mut witness = Witness::new(coop());
    assert_eq!(witness.take(&second.chain, (1, &second.entries[1..])), Err(Refusal::Missing(0)));
    assert_eq!(witness.take(&second.chain, (0, &second.entries[..1])), Err(Refusal::Missing(0)), "too few");
    give_witness(&mut witness, &first).unwrap();
    give_witness(&mut witness, &first).unwrap();
    let mut other = second.entries.clone();
    other.swap(2, 3);
    assert_eq!(witness.take(&second.chain[1..], (0, &other)), Err(Refusal::AnotherLog(None)));
    assert_eq!(witness.size(), first.checkpoint.state.size, "nothing was kept");
    give_witness(&mut witness, &second).unwrap();
    assert_eq!(witness.take(&first.chain, (0, &first.entries)), Err(Refusal::Older));
    assert_eq!(witness.last().unwrap().state.index, 1);
    let stranger = Checkpoint::sign(second.checkpoint.state, &coop(), &key(ANN));
    assert!(matches!(witness.take(&[stranger], (0, &second.entries)), Err(Refusal::Bad(_))));
}

/// covers: C11
#[test]
fn a_witness_cosigns_no_log_that_spends_one_place_twice() {
    let mut notary = office(&[attest(1, ANN, HUW, 60)]);
    let place = notary.book().held_by(device(ANN))[0].0;
    give_notary(&mut notary, Op::Transfer(transfer(ANN, BOB, &[place])));
    let told = tell(&mut notary, None);
    let LogEntry::Settled { coin, prev, holder, .. } = *told.entries.last().unwrap() else { panic!("it settles") };
    let again = LogEntry::Settled { to: PrevRef::first(id(&transfer(ANN, CAROL, &[place]))), coin, prev, holder };
    let entries = [&told.entries[..], &[again]].concat();
    let mut log = MerkleLog::new();
    for entry in &entries {
        log.append(leaf(&entry.encode()));
    }
    let state = LogState { index: 1, size: log.size(), root: log.root(log.size()).unwrap(), prev: told.checkpoint.id(&coop()), ..told.checkpoint.state };
    let lying = Checkpoint::sign(state, &coop(), &key(NOTARY));
    let mut witness = Witness::new(coop());
    give_witness(&mut witness, &told).unwrap();
    let lying = [lying];
    assert_eq!(witness.take(&lying, (0, &entries)), Err(Refusal::SpentTwice(prev)));
    assert_eq!(Witness::new(coop()).take(&lying, (0, &entries)), Err(Refusal::SpentTwice(prev)), "at once or in two steps");
}

#[test]
fn a_proof_of_two_books_is_no_proof_once_anything_in_it_is_changed() {
    let [one, other] = two_books([1, 1]);
    let (a, b) = (one[1].checkpoint.clone(), other[1].checkpoint.clone());
    let split = Split::new(a.clone(), vec![b.clone(), other[2].checkpoint.clone()], &coop()).unwrap();
    assert_eq!(split.convicts(), [device(NOTARY)].into());
    assert!(Split::new(a.clone(), vec![a.clone()], &coop()).is_err(), "one and the same");
    assert!(Split::new(a.clone(), vec![other[2].checkpoint.clone()], &coop()).is_err(), "another number");
    assert!(Split::new(a.clone(), vec![b.clone(), one[2].checkpoint.clone()], &coop()).is_err(), "no chain");
    let mut forged = b;
    forged.state.size += 1;
    assert_eq!(Split::new(a, vec![forged], &coop()), Err(BadOp::Signature));
    let (few, many) = (BTreeSet::from([witness_of(0), witness_of(1)]), (0..3).map(witness_of).collect::<BTreeSet<_>>());
    assert!(Witnesses::new(few, 1).is_none(), "half is no quorum");
    assert_eq!(Witnesses::new(many, 2).unwrap().convicted_at_least(), 1);
}

/// covers: C11 (I15)
#[test]
fn a_witness_is_not_framed_by_a_checkpoint_that_the_notary_put_behind_it() {
    let mut notary = office(&[attest(1, ANN, BOB, 60)]);
    let first = tell(&mut notary, None);
    give_notary(&mut notary, Op::Attest(attest(2, ANN, BOB, 60)));
    let second = tell(&mut notary, Some(&first));
    give_notary(&mut notary, Op::Attest(attest(3, ANN, BOB, 60)));
    let third = tell(&mut notary, Some(&second));
    let mut witness = Witness::new(coop());
    give_witness(&mut witness, &second).unwrap();
    let mut cosigned = second.checkpoint.clone();
    cosigned.add_cosignature(cosigned.cosign(&coop(), &witness_key(0)), &coop()).unwrap();
    // Of the same log, which only grew, another checkpoint under the second's number, and a chain from it.
    let state = |of: &Told, index, prev| LogState { index, prev, ..of.checkpoint.state };
    let sign = |state| Checkpoint::sign(state, &coop(), &key(NOTARY));
    let rival = sign(state(&first, 1, first.checkpoint.id(&coop())));
    let between = sign(state(&second, 2, rival.id(&coop())));
    let last = sign(state(&third, 3, between.id(&coop())));
    let entries = (0, &third.entries[..]);
    assert_eq!(witness.take(std::slice::from_ref(&last), entries), Err(Refusal::Unlinked(2)), "it cosigns nothing whose links it has not seen");
    assert_eq!(witness.take(&[between.clone(), last.clone()], entries), Err(Refusal::AnotherLog(None)));
    // Had it cosigned, it would stand convicted.
    let mut trap = last;
    trap.add_cosignature(trap.cosign(&coop(), &witness_key(0)), &coop()).unwrap();
    let split = Split::new(cosigned, vec![rival, between, trap], &coop()).unwrap();
    assert!(split.convicts().contains(&witness_of(0)));
    assert_eq!(give_witness(&mut witness, &third), Ok(()), "and the honest chain goes on");
}

/// covers: C11 (I15, I21)
#[test]
fn what_convicts_a_witness_is_not_crowded_out_by_strangers_nor_by_checkpoints_of_the_notary_alone() {
    let books = two_books([0, 0]);
    let mut gossip = Gossip::new(coop(), witnesses((3, 2)));
    let [one, other] = [&books[0][1].checkpoint, &books[1][1].checkpoint];
    // Strangers sign as often as there is room.
    for checkpoint in [one, other] {
        let mut crowded = checkpoint.clone();
        for stranger in 0..COSIGNATURES_MAX {
            crowded.add_cosignature(crowded.cosign(&coop(), &key(150 + u8::try_from(stranger).unwrap())), &coop()).unwrap();
        }
        gossip.hear(&crowded).unwrap();
    }
    // The notary makes as many rivals as it likes, before and after.
    let mut rivals = (0..40u8).map(|n| {
        let state = LogState { root: [n; 32], ..one.state };
        Checkpoint::sign(state, &coop(), &key(NOTARY))
    });
    for rival in rivals.by_ref().take(20) {
        gossip.hear(&rival).unwrap();
    }
    for n in [0, 1] {
        for checkpoint in [one, other] {
            let mut copy = checkpoint.clone();
            copy.add_cosignature(copy.cosign(&coop(), &witness_key(n)), &coop()).unwrap();
            gossip.hear(&copy).unwrap();
        }
    }
    for rival in rivals {
        gossip.hear(&rival).unwrap();
    }
    assert_eq!(gossip.convicted(), BTreeSet::from([device(NOTARY), witness_of(0), witness_of(1)]));
    assert!(gossip.told().count() <= RIVALS_MAX + 1);
}
