//! Control logs of real entries, signed by real devices; what acts look like on the wire; and the board's proof.

mod contests;
mod told;

use super::{
    act::{AdmitRange, Answer, Branch, DeviceSeal, ForkProof, KEEPER, Lift, Limited, MEMBER, OWNER, Place, ReadsFrom, Remove, RevokeDevice, RevokeRole},
    board::{BoardAct, BoardMove, BoardProof, BoardRefusal, Decision, HandOver, Passed, Seat, Seats},
    *,
};
use ed25519_dalek::{Signer, SigningKey};
use kith_wire::{Body, Header, Kind, Lane, Run, RunEntry, limits, run::Author, run::signing_bytes};

fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn device(n: u8) -> DeviceId {
    DeviceId(key(n).verifying_key().to_bytes())
}

/// The person whose root is key 100 + n.
fn person(n: u8) -> PersonId {
    PersonId(key(100 + n).verifying_key().to_bytes())
}

fn certificate(of: u8, n: u8, signer: &SigningKey) -> Certificate {
    Certificate::sign(KeyOwner::Person(person(of)), device(n), [n; 32], signer)
}

fn add(n: u8, level: LevelNumber) -> Add {
    Add::new(person(n), level, format!("P{n}"), vec![certificate(n, n, &key(100 + n))])
}

fn epoch() -> EpochStart {
    EpochStart { history: [1; 32], epoch: [2; 32], seals: Vec::new(), back: Vec::new(), heads: Vec::new(), predecessors: Vec::new(), without: Vec::new() }
}

fn genesis(kind: SpaceKind, coop: Option<SpaceId>, founders: Vec<Add>) -> Act {
    Act::Genesis(Genesis { kind, nonce: [9; 16], name: "Mam".to_owned(), coop, about: None, founders, epoch: epoch() })
}

/// A control log: each entry with the next sequence of its device.
struct Log {
    entries: Vec<ControlEntry>,
}

impl Log {
    fn new(founders: Vec<Add>) -> Self {
        let mut log = Self { entries: Vec::new() };
        log.put(1, &[], genesis(SpaceKind::Circle, Some(SpaceId([5; 32])), founders));
        log
    }

    fn body(&self, parents: &[usize], act: Act) -> ActBody {
        ActBody { parents: parents.iter().map(|p| self.entries[*p].id).collect(), act }
    }

    fn space(&self) -> SpaceId {
        SpaceId(self.entries[0].id.0)
    }

    fn put(&mut self, by: u8, parents: &[usize], act: Act) -> usize {
        let body = self.body(parents, act);
        let seq = self.entries.iter().filter(|e| e.device == device(by)).count() as u64 + 1;
        let at = self.entries.len();
        let id = EntryId(*blake3::hash(&[&[by, u8::try_from(at).unwrap()], body.to_bytes().as_slice()].concat()).as_bytes());
        self.entries.push(ControlEntry { id, device: device(by), seq, time_ms: 1_000 + at as u64, body: Some(body) });
        at
    }

    fn resolved(&self) -> Resolved {
        Resolved::of(&self.entries, &mut HashSet::new())
    }
}

/// covers: M1, M5, R4
#[test]
fn a_removal_ends_membership_and_devices_and_is_kept_in_the_history() {
    let mut log = Log::new(vec![add(1, OWNER)]);
    let keeper = log.put(1, &[0], Act::Add(add(2, KEEPER)));
    let member = log.put(2, &[keeper], Act::Add(add(3, MEMBER)));
    let role = log.put(1, &[member], Act::Grant(person(3), 4));
    let gone = log.put(2, &[role], Act::Remove(Remove { person: person(3), level: MEMBER, cosignatures: Vec::new() }));
    let r = log.resolved();
    assert_eq!((r.level(&person(3)), r.grants.len(), r.past_grants.len()), (0, 0, 1));
    assert_eq!((r.removals[0].act, r.removals[0].devices.as_slice()), (log.entries[gone].id, &[device(3)][..]));
    assert_eq!(r.devices.iter().find(|d| d.id == device(3)).unwrap().standing, Standing::Gone);
    assert!(r.history.len() == 4 && r.person_of(&device(3)) == Some(person(3)));
    let mut again = log.entries.clone();
    again.reverse();
    let other = Resolved::of(&again, &mut HashSet::new());
    assert_eq!((other.people, other.digest, other.heads), (r.people, r.digest, r.heads));
}

/// Whoever copies a signature that everybody has checked onto a certificate of their own making gains nothing by it.
/// covers: M5
#[test]
fn a_signature_copied_onto_another_certificate_certifies_nothing() {
    let mut log = Log::new(vec![add(1, OWNER)]);
    let mallory = log.put(1, &[0], Act::Add(add(2, MEMBER)));
    let genuine = certificate(1, 1, &key(101));
    let forged = Certificate { device: device(9), receiving: [9; 32], ..genuine };
    log.put(2, &[mallory], Act::Certify(forged));
    let mut verified = HashSet::new();
    // Read a second time, the certificate whose signature was copied has long been checked.
    for _ in 0..2 {
        assert_eq!(Resolved::of(&log.entries, &mut verified).person_of(&device(9)), None);
    }
}

/// A history of a commons by four who look after it, in which most acts let somebody in and every other kind comes as well.
fn history(seed: u8, steps: u8) -> Vec<ControlEntry> {
    let mut chance = blake3::Hasher::new().update(&[seed]).finalize_xof();
    let mut below = |n: usize| {
        let mut out = [0; 8];
        chance.fill(&mut out);
        usize::try_from(u64::from_be_bytes(out) % n as u64).unwrap()
    };
    let mut log = Log { entries: Vec::new() };
    log.put(1, &[], genesis(SpaceKind::Commons, None, vec![add(1, OWNER), add(2, KEEPER), add(3, KEEPER), add(4, KEEPER)]));
    for n in 0..steps {
        let by = u8::try_from(1 + below(4)).unwrap();
        let mine = log.entries.iter().rposition(|e| e.device == device(by)).unwrap_or(0);
        let mut parents = vec![mine, if below(3) > 0 { log.entries.len() - 1 } else { below(log.entries.len()) }];
        parents.sort_unstable();
        parents.dedup();
        let one = u8::try_from(10 + below(usize::from(n) + 1)).unwrap();
        let act = match below(16) {
            0 => Act::Remove(Remove { person: person(one), level: MEMBER, cosignatures: Vec::new() }),
            1 => Act::Level(person(one), KEEPER),
            2 => Act::Grant(person(one), 4),
            3 if below(3) == 0 => Act::Freeze(device(by)),
            4 if below(3) == 0 => Act::Leave,
            5 => Act::Add(add(one, MEMBER)),
            6 => Act::Certify(certificate(by, 60 + n, &key(by))),
            _ => Act::Add(add(10 + n, MEMBER)),
        };
        log.put(by, &parents, act);
    }
    let mut entries = log.entries;
    // Some come before what they rest on.
    for i in (2..entries.len()).filter(|i| i % 5 == 0) {
        entries.swap(i, i - usize::from(seed % 3).min(i - 1));
    }
    entries
}

/// covers: R4, M1
#[test]
fn going_on_with_one_more_add_comes_to_the_same_as_reading_all_of_the_log() {
    let (mut gone_on, mut read_again) = (0, 0);
    for seed in 0..40 {
        let entries = history(seed, 24);
        let mut space = Space::new(SpaceId(entries[0].id.0), 1, entries[..1].to_vec(), Vec::new());
        for held in 2..=entries.len() {
            let (mut resolved, bookmark) = resolve::resolve(&entries[..held - 1], &mut HashSet::new());
            let whole = Resolved::of(&entries[..held], &mut HashSet::new());
            match bookmark.go_on(&mut resolved, &entries[..held], &mut HashSet::new()) {
                Some(_) => {
                    assert_eq!(resolved, whole, "seed {seed}, {held} entries");
                    gone_on += 1;
                }
                None => read_again += 1,
            }
            space.push(entries[held - 1].clone());
            space.settle();
            let afresh = Space::new(space.id, 1, entries[..held].to_vec(), Vec::new());
            assert_eq!(space.resolved, whole, "seed {seed}, {held} entries, one by one");
            assert_eq!(space.epochs, afresh.epochs);
        }
    }
    assert!(gone_on > 100 && read_again > 100, "{gone_on} gone on with, {read_again} read again: both happen");
}

/// covers: R4, R5
#[test]
fn replicas_that_heard_the_same_in_any_order_know_the_same_epochs_and_take_the_same() {
    let mut apart = 0;
    for seed in 0..20 {
        let mut log = Log { entries: history(seed, 16) };
        let mut begun: Vec<EpochId> = Vec::new();
        for n in 0..6u8 {
            let at = usize::from(n * 2 + 4);
            let predecessors = begun.iter().rev().take(usize::from(n % 3)).copied().collect();
            let start = EpochStart { history: [n; 32], epoch: [n; 32], heads: vec![log.entries[at].id], predecessors, ..epoch() };
            let by = log.put(1 + n % 4, &[at], Act::Epoch(start));
            begun.push(EpochId(log.entries[by].id.0));
        }
        let known = |entries: &[ControlEntry]| {
            let space = Space::new(log.space(), 1, entries.to_vec(), Vec::new());
            let mut epochs = space.epochs.clone();
            epochs.sort_by_key(|e| e.id);
            (epochs, space.covering())
        };
        let first = known(&log.entries);
        apart += usize::from(first.0.len() > 2);
        let mut entries = log.entries.clone();
        for _ in 0..4 {
            entries.rotate_left(5);
            assert_eq!(known(&entries), first, "seed {seed}");
        }
        // One after the other, the last first: what rests on others waits for them.
        entries.reverse();
        let mut space = Space::new(log.space(), 1, entries[..1].to_vec(), Vec::new());
        for entry in &entries[1..] {
            space.push(entry.clone());
            space.settle();
        }
        let mut epochs = space.epochs.clone();
        epochs.sort_by_key(|e| e.id);
        assert_eq!((epochs, space.covering()), first, "seed {seed}, one by one");
    }
    assert!(apart > 10, "{apart}: there is something to compare");
}

/// covers: M5
#[test]
fn a_keeper_goes_only_with_the_signatures_of_more_than_half() {
    for (signers, stays) in [(&[][..], true), (&[3][..], true), (&[3, 4][..], false)] {
        let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER), add(3, KEEPER), add(4, KEEPER), add(5, KEEPER)]);
        let bare = log.body(&[0], Act::Remove(Remove { person: person(5), level: KEEPER, cosignatures: Vec::new() }));
        let cosignatures = signers.iter().map(|s| bare.cosign(&log.space(), &device(2), &key(*s))).collect();
        let at = log.put(2, &[0], Act::Remove(Remove { person: person(5), level: KEEPER, cosignatures }));
        assert_eq!(log.resolved().level(&person(5)) > 0, stays, "{signers:?}");
        // The same signatures under another author's name are nobody's.
        let stolen = log.entries[at].body.clone().unwrap().act;
        log.entries.pop();
        log.put(1, &[0], Act::Leave);
        log.put(3, &[0], stolen);
        assert!(log.resolved().level(&person(5)) > 0);
    }
}

/// covers: X3
#[test]
fn a_frozen_device_freezes_back_and_what_it_alone_did_waits_until_the_root_decides() {
    let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER)]);
    let tablet = log.put(2, &[0], Act::Certify(certificate(2, 20, &key(2))));
    let known = log.put(1, &[tablet], Act::Add(add(6, MEMBER)));
    let friend = log.put(20, &[known], Act::Add(add(7, MEMBER)));
    assert_eq!(log.resolved().level(&person(7)), MEMBER);
    log.put(2, &[friend], Act::Freeze(device(20)));
    let r = log.resolved();
    assert!(r.level(&person(7)) == 0 && r.waiting.contains(&log.entries[friend].id) && !r.heads.contains(&log.entries[friend].id));
    let back = log.put(20, &[known], Act::Freeze(device(2)));
    let r = log.resolved();
    assert_eq!(r.frozen, BTreeSet::from([device(2), device(20)]));
    let freeze = back - 1;
    let bare = log.body(&[freeze, back], Act::Lift(Lift { device: device(2), root: None }));
    let root = Some(bare.cosign(&log.space(), &device(1), &key(102)));
    log.put(1, &[freeze, back], Act::Lift(Lift { device: device(2), root }));
    assert_eq!(log.resolved().frozen, BTreeSet::from([device(20)]));
}

/// covers: X3
#[test]
fn a_device_that_the_root_revokes_counts_up_to_the_place_named() {
    let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER)]);
    let honest = log.put(2, &[0], Act::Add(add(3, MEMBER)));
    log.put(2, &[honest], Act::Add(add(4, MEMBER)));
    let place = Place::new(device(2), Lane::Control, 1, log.entries[honest].id);
    let bare = |root| Act::RevokeDevice(RevokeDevice { device: device(2), places: vec![place], root, since_ms: None });
    let root = Some(log.body(&[0], bare(None)).cosign(&log.space(), &device(1), &key(102)));
    log.put(1, &[0], bare(root));
    let r = log.resolved();
    assert_eq!((r.level(&person(3)), r.level(&person(4)), r.level(&person(2))), (MEMBER, 0, KEEPER));
    assert!(r.people[&person(2)].devices.is_empty() && r.removals.iter().any(|x| x.what == Removed::Device(device(2)) && x.places == [place]));
}

#[test]
fn a_device_that_the_root_certified_says_so_itself_while_its_person_is_in() {
    let mut log = Log::new(vec![add(1, OWNER), add(2, MEMBER)]);
    log.put(20, &[0], Act::Certify(certificate(2, 20, &key(102))));
    log.put(21, &[0], Act::Certify(certificate(2, 21, &key(21))));
    let r = log.resolved();
    assert_eq!(r.people[&person(2)].devices, [device(2), device(20)]);
}

/// covers: M5
#[test]
fn a_fallen_removal_is_asked_about_once_somebody_held_it_in_time_and_answered_by_a_keeper() {
    let mut log = Log::new(vec![add(1, OWNER), add(2, KEEPER), add(3, MEMBER), add(4, KEEPER)]);
    let fallen = log.put(2, &[0], Act::Remove(Remove { person: person(3), level: MEMBER, cosignatures: Vec::new() }));
    let gone = log.put(1, &[0], Act::Remove(Remove { person: person(2), level: KEEPER, cosignatures: Vec::new() }));
    assert!(!log.resolved().is_questioned(&person(3)) && log.resolved().questions.len() == 1);
    log.put(4, &[gone], Act::Seen(vec![Place::new(device(2), Lane::Control, 1, log.entries[fallen].id)]));
    assert!(log.resolved().is_questioned(&person(3)));
    log.put(4, &[fallen, gone], Act::Answer(Answer { question: log.entries[fallen].id, stays: true }));
    let r = log.resolved();
    assert_eq!((r.questions[0].answered, r.is_questioned(&person(3))), (Some((true, person(4))), false));
}

/// The commons, its genesis run, and a decision with its proof that holds in `space`.
fn board(space: SpaceId, change: impl Fn(&mut BoardAct, &SpaceId)) -> (SpaceId, BoardAct) {
    let bytes = ActBody { parents: Vec::new(), act: genesis(SpaceKind::Commons, None, vec![add(1, OWNER)]) }.to_bytes();
    let body = Body::Held { salt: [3; 8], bytes };
    let header = Header {
        kind: Kind::Control,
        space: SpaceId::ZERO,
        device: device(1),
        seq: 1,
        prev: EntryId::ZERO,
        epoch: EpochId::ZERO,
        time_ms: 1,
        body_len: body.len(),
        body_hash: body.hash(),
    };
    let signature = key(1).sign(&signing_bytes(&header.id())).to_bytes();
    let entries = vec![RunEntry { kind: Kind::Control, time_ms: 1, body }];
    let run = Run { lane: Lane::Control, genesis: true, author: Author::Whole(device(1)), epoch: None, first_seq: 1, entries, signature };
    let commons = header.home();
    let decision = Decision { commons, space, act: BoardMove::Remove(person(1)), nonce: [4; 16] };
    let seats = [11, 12, 13].map(|n| Seat { person: person(n), devices: vec![device(n)] }).to_vec();
    let mut act = BoardAct {
        signatures: vec![decision.sign(&key(11)), decision.sign(&key(12))],
        proof: BoardProof {
            genesis: run.encode(),
            hand_overs: Vec::new(),
            seats: Seats::state(&commons, 20, seats, 2, &key(1)),
            passed: Passed::state(&commons, &decision, (20, 20 + limits::BOARD_DELAY_CHECKPOINTS), &key(1)),
        },
        decision,
    };
    change(&mut act, &commons);
    (commons, act)
}

/// covers: R4
#[test]
fn a_decision_of_the_board_counts_only_with_all_that_it_takes() {
    type Change = fn(&mut BoardAct, &SpaceId);
    let cases: [(Option<BoardRefusal>, Change); 10] = [
        (None, |_, _| {}),
        (Some(BoardRefusal::TooFew), |a, _| a.signatures.truncate(1)),
        (Some(BoardRefusal::TooFew), |a, _| a.signatures = vec![a.decision.sign(&key(11)), a.decision.sign(&key(50))]),
        (Some(BoardRefusal::Notary), |a, c| a.proof.seats = Seats::state(c, 20, a.proof.seats.seats.clone(), 1, &key(11))),
        (Some(BoardRefusal::Seats), |a, c| a.proof.seats = Seats::state(c, 19, a.proof.seats.seats.clone(), 2, &key(1))),
        (Some(BoardRefusal::TooSoon), |a, c| a.proof.passed = Passed::state(c, &a.decision, (20, 21), &key(1))),
        (Some(BoardRefusal::Space), |a, _| a.decision.space = SpaceId([8; 32])),
        (Some(BoardRefusal::Decision), |a, _| a.decision.nonce = [5; 16]),
        (Some(BoardRefusal::Genesis), |a, _| a.proof.genesis[60] ^= 1),
        (None, |a, c| {
            a.proof.hand_overs = vec![HandOver::state(c, device(30), 10, &key(1))];
            a.proof.seats = Seats::state(c, 20, a.proof.seats.seats.clone(), 2, &key(30));
            a.proof.passed = Passed::state(c, &a.decision, (20, 40), &key(30));
        }),
    ];
    let space = SpaceId([7; 32]);
    for (n, (refusal, change)) in cases.into_iter().enumerate() {
        let (commons, act) = board(space, change);
        assert_eq!(act.verify(&space, &commons).err(), refusal, "case {n}");
        assert!(act.verify(&space, &SpaceId([6; 32])).is_err());
    }
}

/// A branch of the first device's chain, told apart by its time.
fn branch(space: SpaceId, time_ms: u64) -> Branch {
    let (prev, epoch) = (EntryId([1; 32]), EpochId([2; 32]));
    let header = Header { kind: Kind::Fact, space, device: device(1), seq: 4, prev, epoch, time_ms, body_len: 1, body_hash: [3; 32] };
    let signature = key(1).sign(&signing_bytes(&header.id())).to_bytes();
    Branch::new(&[header], signature)
}

fn fork(space: SpaceId) -> ForkProof {
    ForkProof::new(branch(space, 5), branch(space, 6))
}

#[test]
fn a_fork_is_proven_by_its_two_branches_alone() {
    let space = SpaceId([7; 32]);
    let branch = |time_ms| branch(space, time_ms);
    let proof = fork(space);
    assert_eq!(proof.verify(&space).map(|f| (f.device, f.seq)), Some((device(1), 4)));
    assert_eq!(proof.verify(&SpaceId([8; 32])), None);
    assert_eq!(ForkProof::new(branch(5), branch(5)).verify(&space), None);
    let mut forged = branch(6);
    forged.signature[3] ^= 1;
    assert_eq!(ForkProof::new(branch(5), forged).verify(&space), None);
}

#[test]
fn every_act_keeps_its_bytes() {
    let id = |n| EntryId([n; 32]);
    let seal = || DeviceSeal { device: [1; 8], seal: vec![2; 4] };
    let place = || Place::new(DeviceId([3; 32]), Lane::Data, 7, id(4));
    let bytes = |act| ActBody { parents: vec![id(1)], act }.to_bytes();
    let acts = [
        Act::Genesis(Genesis { kind: SpaceKind::Circle, nonce: [9; 16], name: "Mam".into(), coop: None, about: None, founders: Vec::new(), epoch: epoch() }),
        Act::Add(Add::new(PersonId([2; 32]), 1, "Dai".into(), Vec::new())),
        Act::Add(Add { reads: Some(ReadsFrom::Epoch(EpochId([6; 32]))), places: vec![place()], ..Add::new(PersonId([2; 32]), 1, "Dai".into(), Vec::new()) }),
        Act::Remove(Remove { person: PersonId([2; 32]), level: 1, cosignatures: Vec::new() }),
        Act::Level(PersonId([2; 32]), 2),
        Act::Leave,
        Act::Grant(PersonId([2; 32]), 3),
        Act::Revoke(RevokeRole { person: PersonId([2; 32]), role: 3, cosignatures: Vec::new() }),
        Act::RevokeDevice(RevokeDevice { device: DeviceId([3; 32]), places: vec![place()], root: None, since_ms: None }),
        Act::Seen(vec![place()]),
        Act::Admit(AdmitRange { device: DeviceId([3; 32]), lane: 1, first: 2, last: 3, id: id(4), kept: true }),
        Act::Epoch(EpochStart { predecessors: vec![EpochId([6; 32])], without: vec![PersonId([2; 32])], ..epoch() }),
        Act::Welcome(EpochId([6; 32]), seal(), None),
        Act::Welcome(EpochId([6; 32]), seal(), Some(Limited { earlier: vec![1] })),
        Act::Answer(Answer { question: id(4), stays: true }),
        Act::Countersign(id(4)),
        Act::Freeze(DeviceId([3; 32])),
        Act::Lift(Lift { device: DeviceId([3; 32]), root: None }),
        Act::Board(Box::new(board(SpaceId([7; 32]), |_, _| {}).1)),
        Act::Fork(Box::new(fork(SpaceId([7; 32])))),
    ];
    let mut shown = String::new();
    for act in acts {
        let bytes = bytes(act.clone());
        assert_eq!(ActBody::from_bytes(&bytes).unwrap().act, act);
        shown += &bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}
