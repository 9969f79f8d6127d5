use super::*;
use crate::words::Language;
use std::collections::HashSet;

const COIN: [u8; 32] = [0x7f; 32];

fn hop(element: Element) -> FaceHop {
    FaceHop { element: Some(element), promised: false }
}

fn promised(element: Element) -> FaceHop {
    FaceHop { element: Some(element), promised: true }
}

/// covers: C7
#[test]
fn a_face_looks_as_it_always_did() {
    let face = CoinFace::new(&COIN, &[hop(Element::MyCommunity), hop(Element::MyCare), FaceHop { element: None, promised: false }, promised(Element::MyLife)]);
    insta::assert_snapshot!(face.svg(Words::of(Language::English)));
}

/// covers: C7, X4
#[test]
fn the_words_say_all_that_the_face_shows() {
    let face = CoinFace::new(&COIN, &[hop(Element::MyCare), promised(Element::MyLife)]);
    let (english, welsh) = (face.describe(Words::of(Language::English)), face.describe(Words::of(Language::Welsh)));
    assert!(english.starts_with("A honey hexagon with a heart and 2 rings, from the inside out: My Care, "), "{english}");
    assert!(english.ends_with(" waves, still promised."), "{english}");
    assert!(welsh.contains("dwy fodrwy") && welsh.contains("Fy Ngofal"), "{welsh}");
    assert_eq!(face.title(Words::of(Language::Welsh)), "Darn 7f7f");
    let young = CoinFace::new(&COIN, &[]);
    assert!(young.describe(Words::of(Language::English)).contains("no ring yet"));
    for language in Language::ALL {
        let svg = face.svg(Words::of(language));
        assert!(svg.contains(&escaped(&face.describe(Words::of(language)))) && !svg.contains('⟦'), "{svg}");
    }
}

/// covers: C7
#[test]
fn no_two_of_many_coins_look_alike() {
    let hops = [hop(Element::MyCare), hop(Element::MyHome), hop(Element::MyLife)];
    let faces: HashSet<String> = (0..2_000u32)
        .map(|number| CoinFace::new(blake3::hash(&number.to_be_bytes()).as_bytes(), &hops))
        .map(|face| serde_json::to_string(face.strokes()).expect("strokes are plain data"))
        .collect();
    assert_eq!(faces.len(), 2_000);
}

#[test]
fn a_ring_keeps_its_waves_as_the_coin_grows_older() {
    let hops: Vec<FaceHop> = (0..30).map(|_| hop(Element::MyHome)).collect();
    for length in 1..30 {
        let (younger, older) = (CoinFace::new(&COIN, &hops[..length]), CoinFace::new(&COIN, &hops[..=length]));
        let waves = |face: &CoinFace| face.rings.iter().map(|ring| ring.waves).collect::<Vec<_>>();
        let (before, mut after) = (waves(&younger), waves(&older));
        after.pop();
        assert!(before.ends_with(&after), "{before:?} {after:?}");
    }
}

#[test]
fn a_promised_ring_is_open_and_dashed() {
    let face = CoinFace::new(&COIN, &[hop(Element::MyCare), promised(Element::MyHome)]);
    let [hexagon, outer, inner, heart] = face.strokes() else { panic!("a hexagon, two rings and a heart") };
    assert!(hexagon.closed && inner.closed && heart.closed);
    assert!(!outer.closed && outer.dashed && outer.fill == Fill::None && outer.line == Some(Paint::Open));
    assert_eq!(inner.line, Some(Paint::MyCare));
}

#[test]
fn a_long_history_draws_the_newest_rings_and_says_how_many_more() {
    let hops: Vec<FaceHop> = (0..1_000).map(|_| hop(Element::MyLife)).collect();
    let face = CoinFace::new(&COIN, &hops);
    assert_eq!(face.strokes().len(), RINGS_MAX + 2);
    assert!(face.describe(Words::of(Language::English)).ends_with("990 older pairs of hands are in its story and not drawn."));
    assert!(face.svg(Words::of(Language::English)).len() < 24_000);
}

#[test]
fn everything_lies_on_the_square_and_no_ring_touches_its_neighbour() {
    for count in 0..=RINGS_MAX {
        for seed in 0..50u8 {
            let hops: Vec<FaceHop> = (0..count).map(|_| hop(Element::MyCare)).collect();
            let face = CoinFace::new(&[seed; 32], &hops);
            let mut outer_least = i64::MAX;
            for stroke in face.strokes() {
                assert!(stroke.points.iter().all(|(x, y)| (0..=10_000).contains(x) && (0..=10_000).contains(y)));
                let distances = stroke.points.iter().map(|(x, y)| i64::from(x - 50_00).pow(2) + i64::from(y - 50_00).pow(2));
                let (least, most) = (distances.clone().min().unwrap(), distances.max().unwrap());
                assert!(most < outer_least, "{count} rings, coin {seed}");
                // The flat sides of the hexagon are nearer than its corners.
                outer_least = if stroke.points.len() == 6 { 42_43 * 42_43 } else { least };
            }
        }
    }
}
