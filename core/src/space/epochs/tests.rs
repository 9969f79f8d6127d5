use super::*;

fn info(n: u8, follows: &[u8], knows: &[u8], devices: usize, time_ms: u64) -> EpochInfo {
    EpochInfo {
        id: EpochId([n; 32]),
        follows: follows.iter().map(|f| EpochId([*f; 32])).collect(),
        knows: knows.iter().map(|k| EntryId([*k; 32])).collect(),
        devices,
        time_ms,
    }
}

fn chosen(epochs: &[EpochInfo], endings: &[u8]) -> Option<u8> {
    let all: Vec<&EpochInfo> = epochs.iter().collect();
    choose(&all, &endings.iter().map(|e| EntryId([*e; 32])).collect()).map(|e| e.id.0[0])
}

/// covers: R4
#[test]
fn an_epoch_is_written_under_only_if_it_covers_every_ending() {
    let epochs = [info(1, &[], &[], 9, 1), info(2, &[1], &[50], 8, 2)];
    assert_eq!(chosen(&epochs, &[]), Some(2));
    assert_eq!(chosen(&epochs, &[50]), Some(2));
    assert_eq!(chosen(&epochs, &[50, 51]), None);
}

/// covers: R4, X2
#[test]
fn of_epochs_begun_apart_everybody_takes_the_same() {
    let apart = [info(2, &[1], &[50], 8, 7), info(3, &[1], &[50], 8, 5), info(4, &[1], &[50], 7, 9)];
    for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
        let turned: Vec<EpochInfo> = order.iter().map(|i| apart[*i].clone()).collect();
        assert_eq!(chosen(&turned, &[50]), Some(2));
    }
    let alike = [info(6, &[1], &[50], 8, 7), info(5, &[1], &[50], 8, 7)];
    assert_eq!(chosen(&alike, &[50]), Some(5));
}

#[test]
fn an_epoch_that_another_follows_is_never_taken_again() {
    let epochs = [info(2, &[1], &[50], 9, 9), info(3, &[1, 2], &[50], 2, 3)];
    assert_eq!(chosen(&epochs, &[50]), Some(3));
}

#[test]
fn following_reaches_as_far_back_as_it_goes() {
    let id = |n: u8| EpochId([n; 32]);
    let all = follows(&[(id(3), vec![id(2)]), (id(1), Vec::new()), (id(2), vec![id(1)])]);
    assert_eq!(all[&id(3)], BTreeSet::from([id(1), id(2)]));
    assert!(all[&id(1)].is_empty());
}
