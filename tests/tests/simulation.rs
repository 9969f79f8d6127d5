//! The seeded simulation. `KITH_SEED=… cargo test -p kith-tests simulation` runs one seed again.

use kith_tests::sim;

const STEPS: u32 = 50;

/// covers: X1, X2, X3
#[test]
fn phones_that_write_meet_crash_and_lose_one_another_come_to_the_same() {
    let given = std::env::var("KITH_SEED").ok().and_then(|s| s.parse().ok());
    let seeds: Vec<u64> = given.map_or_else(|| (1..=3).collect(), |seed| vec![seed]);
    for seed in seeds {
        println!("KITH_SEED={seed}");
        let tally = sim::run(seed, STEPS);
        println!("{tally:?}");
        assert!(given.is_some() || tally.written > 5, "a run that writes nothing shows nothing");
    }
}
