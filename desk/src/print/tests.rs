use super::*;
use kith_core::kith::view::{HandOver, PersonView};
use kith_wire::text::{Payload, PayloadKind};

fn kit() -> KitView {
    let payload = Payload { kind: PayloadKind::RecoveryKit, body: vec![7; 900] };
    KitView {
        person: PersonView { id: "00".repeat(32), name: "Siân o’r Tŷ".to_owned(), me: true },
        coop: Some("Cwm Derw".to_owned()),
        relay: None,
        check_code: "K7QD-3MXP".to_owned(),
        made_ms: 1_780_000_000_000,
        hand_over: HandOver { kind: "recovery-kit".to_owned(), text: payload.to_link(), qr: Some(payload.to_qr()), also_by_relay: false },
    }
}

/// Dark modules as they were drawn, by column and row.
fn drawn(pdf: &str, square: &Square) -> String {
    let bars = pdf.lines().filter(|l| l.ends_with(" re"));
    let unit = 284.0 / square.width as f64;
    let modules: f64 = bars.map(|l| l.split(' ').nth(2).unwrap().parse::<f64>().unwrap() / unit).map(f64::round).sum();
    format!("{modules:.0}")
}

/// covers: X3, X4
#[test]
fn a_kit_is_a_tagged_sheet_in_two_languages_with_the_whole_square() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("kit.pdf");
    let mut answer = serde_json::to_value(kit()).unwrap();
    put(&mut answer, &path).unwrap();
    assert_eq!(answer["page"], path.display().to_string());
    let bytes = std::fs::read(&path).unwrap();
    let pdf = String::from_utf8(bytes).unwrap();
    assert!(pdf.starts_with("%PDF-1.7\n") && pdf.ends_with("%%EOF\n"));
    let square = Square::of(kit().hand_over.qr.as_deref().unwrap()).unwrap();
    assert_eq!(drawn(&pdf, &square), (2 * square.dark.iter().filter(|d| **d).count()).to_string());
    for wanted in ["/Marked true", "/Lang(en)", "/Lang(cy)", "/S/Figure", "/Alt ", "/ActualText <FEFF0177>"] {
        assert!(pdf.contains(wanted), "{wanted}");
    }
    // Every object is where the table says.
    let table = pdf.split("xref\n").nth(1).unwrap();
    for (i, line) in table.lines().skip(2).take_while(|l| l.ends_with("n ")).enumerate() {
        let at: usize = line[..10].parse().unwrap();
        assert!(pdf[at..].starts_with(&format!("{} 0 obj", i + 1)), "object {}", i + 1);
    }
    // Nothing runs off the foot of the page.
    let lowest = pdf.lines().filter_map(|l| l.strip_prefix("BT ")?.split(' ').nth(8)?.parse::<f64>().ok()).fold(842.0, f64::min);
    assert!(lowest > 30.0, "{lowest}");
}

#[cfg(unix)]
#[test]
fn the_page_is_for_its_owner_alone_and_says_what_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("kit.html");
    put(&mut serde_json::to_value(kit()).unwrap(), &path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("K7QD-3MXP") && page.contains("lang=\"cy\"") && page.contains("Siân o’r Tŷ"));
    assert_eq!(check(Path::new("kit.doc")).unwrap_err().code, "bad-page");
}

/// covers: R9
#[test]
fn whether_a_page_can_be_written_is_found_out_before_anything_is_asked_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("no folder").join("card.pdf");
    assert_eq!(check(&nowhere).unwrap_err().code, "cannot-write");
    assert_eq!(check(&dir.path().join("card.txt")).unwrap_err().code, "bad-page");
    let path = dir.path().join("card.pdf");
    check(&path).unwrap();
    assert!(!path.exists());
    std::fs::write(&path, "the card before").unwrap();
    check(&path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "the card before");
}

/// covers: C9, X4
#[test]
fn a_sheet_of_twins_has_each_coins_face_name_and_whole_square() {
    use kith_core::kith::view::{CoinView, TwinSheetView, TwinView};
    let twin = |id: u8| {
        let payload = Payload { kind: PayloadKind::Twin, body: vec![id; 48] };
        let code = HandOver { kind: "twin".to_owned(), text: payload.to_link(), qr: Some(payload.to_qr()), also_by_relay: false };
        let coin = CoinView {
            id: format!("{id:02x}").repeat(32),
            state: "settled".to_owned(),
            state_reason: String::new(),
            face_svg: String::new(),
            face_words: String::new(),
            story: Vec::new(),
            vesting: false,
            steps: 0,
        };
        TwinView { coin, code, made: None, seen: Vec::new(), gap_days: None, gap: String::new(), mine_to_make: false }
    };
    let sheet = |count: u8| TwinSheetView { coins: (0..count).map(|n| twin(0x10 + n)).collect(), language: Language::Welsh };
    let dir = tempfile::tempdir().unwrap();
    for name in ["sheet.svg", "sheet.pdf", "sheet.html"] {
        let path = dir.path().join(name);
        check_sheet(&path).unwrap();
        let mut answer = serde_json::to_value(sheet(8)).unwrap();
        put_sheet(&mut answer, &path).unwrap();
        assert_eq!(answer["page"], path.display().to_string());
        let text = String::from_utf8(std::fs::read(&path).unwrap()).unwrap();
        if name == "sheet.pdf" {
            assert_eq!(text.matches("/S/Figure").count(), 16, "a face and a square for each");
            assert!(text.contains("/Lang(cy)"));
            continue;
        }
        for wanted in ["Darn 1010", "Darn 1717", "lang=\"cy\""] {
            assert!(text.contains(wanted), "{name}: {wanted}");
        }
    }
    let too_many = put_sheet(&mut serde_json::to_value(sheet(9)).unwrap(), &dir.path().join("nine.svg"));
    assert_eq!(too_many.unwrap_err().code, "too-many-coins-sheet");
}
