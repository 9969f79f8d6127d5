use super::*;
use crate::words::{Language, Words};

const HERE: (f64, f64) = (52.912, -3.868);

fn cell(north: f64, east: f64, size: Size) -> Cell {
    Cell::round(north, east, size).unwrap()
}

fn area(name: &str, cell: Cell) -> Area {
    Area { name: name.to_owned(), cell }
}

fn svg(map: &Map) -> String {
    map.svg(Words::of(Language::English), "Where coin 7f7f has been", "1: Cwm Isaf; 2: Bryn")
}

/// Two neighbourhoods that lie beside each other.
fn neighbours() -> [Cell; 2] {
    [cell(HERE.0, HERE.1, Size::Neighbourhood), cell(HERE.0 + 0.03, HERE.1 + 0.03, Size::Neighbourhood)]
}

/// covers: C7
#[test]
fn a_map_looks_as_it_always_did() {
    let [isaf, bryn] = neighbours();
    assert_ne!(isaf, bryn);
    let map = Map::new(&[area("Cwm Isaf", isaf), area("Bryn & Co", bryn)], &[(1, isaf), (2, bryn), (3, isaf)]).unwrap();
    insta::assert_snapshot!(svg(&map));
}

/// covers: C7
#[test]
fn no_cell_is_finer_than_a_neighbourhood() {
    let fine = LatLng::new(HERE.0, HERE.1).unwrap();
    for level in 0..=15u8 {
        let index = fine.to_cell(Resolution::try_from(level).unwrap());
        assert_eq!(Cell::of_number(index.into()).is_some(), (5..=7).contains(&level), "{level}");
    }
    assert!(Cell::of_number(0).is_none() && Cell::of_number(u64::MAX).is_none());
    for (north, east) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
        assert!(Cell::round(north, east, Size::Town).is_none(), "{north} {east}");
    }
    // What was typed is not in what is kept: everything round it gives the same cell.
    assert_eq!(cell(HERE.0, HERE.1, Size::District), cell(HERE.0 + 0.002, HERE.1 - 0.002, Size::District));
    assert!(neighbours().iter().all(|cell| cell.0.area_km2() > 4.0));
}

/// covers: C7
#[test]
fn a_map_shows_no_name_but_of_areas_that_it_was_given_and_a_journey_alone_draws_only_its_own_cells() {
    let [isaf, bryn] = neighbours();
    let drawn = svg(&Map::new(&[area("Cwm Isaf", isaf)], &[(1, isaf)]).unwrap());
    assert!(drawn.contains(">Cwm Isaf</text>") && !drawn.contains(">Bryn"), "{drawn}");
    let bare = Map::new(&[], &[(1, isaf), (2, bryn)]).unwrap();
    assert_eq!(bare.shown.len(), 2);
    assert!(Map::new(&[], &[]).is_none());
    assert_eq!(Map::new(&[area("Cwm Isaf", isaf)], &[]).unwrap().shown.len(), 1);
    // A cell too far off to be on the map of a short journey is left out, and the journey keeps its size.
    let far = area("Caerdydd", cell(51.48, -3.18, Size::Neighbourhood));
    assert_eq!(Map::new(&[far], &[(1, isaf)]).unwrap().shown.len(), 1);
}

/// covers: C7
#[test]
fn a_long_journey_is_drawn_in_coarser_cells_and_stays_on_the_square() {
    let here = cell(HERE.0, HERE.1, Size::Neighbourhood);
    let elsewhere = [(51.48, -3.18), (53.3, -4.6), (-33.9, 151.2), (52.91, 179.99), (-80.0, -179.0), (64.7, 10.5)];
    for (north, east) in elsewhere {
        for size in [Size::Neighbourhood, Size::Town, Size::District] {
            let there = cell(north, east, size);
            let map = Map::new(&[area("Cwm Isaf", here), area("There", there)], &[(1, here), (2, there)]).unwrap();
            let middles: Vec<_> = map.shown.iter().map(|cell| cell.middle).collect();
            assert!(middles.iter().all(|(x, y)| (0..=10_000).contains(x) && (0..=10_000).contains(y)), "{north} {east}: {middles:?}");
            assert!(svg(&map).len() < 24_000, "{}", svg(&map).len());
            let stops: usize = map.shown.iter().map(|cell| cell.stops.len()).sum();
            assert_eq!(stops, 2, "both stops are on it");
        }
    }
}

/// covers: C7, X4
#[test]
fn names_are_text_whatever_they_hold_and_the_words_are_inside() {
    let [isaf, _] = neighbours();
    let drawn = svg(&Map::new(&[area("<script>&", isaf)], &[(1, isaf)]).unwrap());
    assert!(drawn.contains("&lt;script&gt;&amp;") && !drawn.contains("<script"), "{drawn}");
    assert!(drawn.contains("<title>Where coin 7f7f has been</title><desc>1: Cwm Isaf; 2: Bryn</desc>"));
    // North is up: the one further to the north stands higher.
    let [isaf, bryn] = neighbours();
    let map = Map::new(&[], &[(1, isaf), (2, bryn)]).unwrap();
    let at = |number: usize| map.shown.iter().find(|cell| cell.stops == [number]).unwrap().middle;
    assert!(at(2).1 < at(1).1 && at(2).0 > at(1).0, "{:?} {:?}", at(1), at(2));
}

/// covers: C7, X6
#[test]
fn a_phone_draws_the_same_map_as_a_page_does() {
    let [isaf, bryn] = neighbours();
    let map = Map::new(&[area("Cwm Isaf", isaf), area("Bryn & Co", bryn)], &[(1, isaf), (2, bryn), (3, isaf)]).unwrap();
    let (drawing, page) = (map.drawing(), svg(&map));
    assert_eq!(drawing.strokes.iter().filter(|stroke| stroke.dashed).count(), 1, "one way from stop to stop");
    assert_eq!(drawing.strokes.iter().filter(|stroke| stroke.closed && stroke.line.is_some()).count(), map.shown.len() + map.open.len());
    assert_eq!(drawing.strokes.iter().filter(|stroke| stroke.line.is_none()).count(), 2, "a disc behind each cell's numbers");
    let texts: Vec<&str> = drawing.labels.iter().map(|label| label.text.as_str()).collect();
    assert!(texts.contains(&"1 3") && texts.contains(&"2") && texts.contains(&"Cwm Isaf") && texts.contains(&"Bryn & Co"), "{texts:?}");
    for label in &drawing.labels {
        assert!(page.contains(&format!(">{}</text>", crate::coin_face::escaped(&label.text))), "{label:?}");
        assert!((0..=10_000).contains(&label.at.0) && (0..=10_000).contains(&label.at.1), "{label:?}");
    }
}
