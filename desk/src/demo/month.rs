//! A month in Mair's circle: notes and visits as the people of the sample co-op would write them, each in their own language.

use Element::{MyCare, MyCommunity, MyHome, MyLife};
use Mood::{AsUsual, Bright, Low};
use kith_core::kith::view::{Element, Mood};

/// Who writes, of those in Mair's circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Writer {
    Dewi,
    Ana,
    Elin,
    Mair,
    Gwyn,
    Sian,
}

/// A note.
#[derive(Debug, Clone, Copy)]
pub struct Note {
    /// How many days ago.
    pub days_ago: u64,
    /// At which hour of the day.
    pub hour: u64,
    /// Who wrote it.
    pub by: Writer,
    /// What.
    pub text: &'static str,
}

/// A visit, with what was done and how it was.
#[derive(Debug, Clone, Copy)]
pub struct Visit {
    /// How many days ago.
    pub days_ago: u64,
    /// At which hour of the day it began.
    pub hour: u64,
    /// Who visited.
    pub by: Writer,
    /// Minutes given.
    pub minutes: u32,
    /// By element.
    pub done: &'static [Element],
    /// How Mair was.
    pub how: Mood,
    /// What was done.
    pub text: &'static str,
    /// For the next visitor.
    pub handover: &'static str,
}

use Writer::{Ana, Dewi, Elin, Gwyn, Mair, Sian};

const fn note(days_ago: u64, hour: u64, by: Writer, text: &'static str) -> Note {
    Note { days_ago, hour, by, text }
}

/// The notes, oldest first.
pub const NOTES: [Note; 46] = [
    note(30, 9, Elin, "Mam is home. The ward sent a bag of leaflets; the ones that matter are under the magnet on the fridge."),
    note(30, 18, Mair, "Mae'n braf bod gartref. Diolch i bawb am y blodau."),
    note(29, 10, Dewi, "Noson dda o gwsg. Mae'r gris uchaf yn achosi trafferth o hyd: daliwch y rheilen gyda'ch gilydd."),
    note(29, 17, Gwyn, "Pete is fitting a second rail on Saturday. I will bring him and hold the ladder."),
    note(28, 11, Sian, "Looked at the dressing with Mair's leave. Clean and dry. The surgery wants a photo on Monday, Elin has the number."),
    note(27, 9, Dewi, "Brecwast: uwd a mêl, bwytaodd y cwbl. Gofynnodd am y radio yn y gegin, nid yn y parlwr."),
    note(27, 20, Elin, "Radio moved. It was the fuse, not the radio."),
    note(26, 14, Ana, "We walked to the gate and back, twice. She told me which farm every light used to be."),
    note(25, 9, Mair, "Dw i am fynd i'r capel ddydd Sul os oes rhywun yn dod gyda fi."),
    note(25, 12, Gwyn, "I can do chapel. Ten o'clock at the door, and home before the sermon if she gives me the look."),
    note(24, 16, Gwyn, "We stayed for the whole sermon. She sang."),
    note(23, 9, Dewi, "Roedd hi'n dawel y bore 'ma. Gwell ganddi de na choffi nawr, llai o siwgr."),
    note(22, 19, Elin, "The consultant's letter came. Next appointment is the 28th, eye clinic. I have put it on the fridge and in the plan."),
    note(21, 10, Ana, "Practised the three questions for the eye clinic. She wants to ask them herself, and wants one of us in the room."),
    note(21, 15, Sian, "Blood pressure was 134 over 78, sitting. Nothing to ring anybody about."),
    note(20, 9, Dewi, "Dydd da. Wedi gwneud bara brith gyda'n gilydd, mae hanner yn y tun glas i Elin."),
    note(20, 21, Elin, "There is a quarter in the blue tin for Dewi."),
    note(19, 11, Mair, "Mae'r gwau wedi dechrau eto: siôl i faban Cadi."),
    note(18, 9, Dewi, "Mae'r esgidiau newydd yn rhwbio. Sanau trwchus, a pheidiwch â'u gwisgo ar y stâr."),
    note(18, 13, Gwyn, "Shoes: Liam has a stretcher. Dropped them off, back Thursday."),
    note(17, 18, Elin, "Thank you all. I slept a whole night for the first time since September."),
    note(16, 10, Ana, "Bus to town and a bench by the river. Fifteen minutes out, an hour of talk, fifteen back."),
    note(15, 9, Dewi, "Wedi ailosod larwm y mwg gyda Gareth. Mae'n gweithio, ac mae'n uchel iawn."),
    note(14, 16, Sian, "Skin on the heels is fine. Keep the cushion where it is, whatever the cat thinks."),
    note(14, 19, Mair, "Y gath biau'r glustog."),
    note(13, 9, Dewi, "Bore Llun: braidd yn isel. Roedd hi'n ben-blwydd ei chwaer. Siaradon ni amdani."),
    note(13, 17, Elin, "I brought the albums down. Ask her about the one with the boat."),
    note(12, 11, Ana, "The boat was called Eluned, and it leaked. We laughed until we had to sit."),
    note(11, 10, Gwyn, "Logs stacked by the back door, low, so that nobody has to bend past the step."),
    note(10, 9, Dewi, "Wedi newid y plan bwyd: mwy o bysgod, llai o bwdin, yn ôl ei dymuniad hi. Wel, bron."),
    note(9, 15, Sian, "Flu jab done at home. Left arm. Some soreness is normal until tomorrow night."),
    note(9, 20, Elin, "Arm sore, spirits fine. She told the nurse how to knit."),
    note(8, 9, Dewi, "Mae hi'n cerdded at y giât heb y ffrâm pan fydd rhywun wrth ei hymyl."),
    note(7, 14, Ana, "Practised the hospital questions again, this time with me as the doctor. I was told that I mumble."),
    note(7, 18, Mair, "Mae Ana yn mwmian fel doctor go iawn."),
    note(6, 10, Gwyn, "Car is in for its MOT on Thursday. Brian can drive to the clinic if it fails."),
    note(6, 19, Elin, "MOT or not, I have the day off and am coming too."),
    note(5, 9, Dewi, "Rhew ar y llwybr. Mae halen yn y bwced wrth y drws cefn."),
    note(4, 16, Sian, "Left the new drops on the shelf, with the times in large print. The old bottle is gone on purpose."),
    note(3, 9, Dewi, "Diferion llygaid am wyth ac wyth. Mae'n well ganddi wneud un llygad ei hun."),
    note(3, 20, Elin, "Both eyes, on her own, while I watched. She took a bow."),
    note(2, 11, Ana, "She wants to come to the lunch club on Tuesday and sit by Joan. I will knock at half past eleven."),
    note(2, 17, Mair, "Mae'r siôl wedi gorffen. Pwy sydd am fynd â hi i Cadi?"),
    note(1, 10, Gwyn, "I will take the shawl. Cadi's is on my way."),
    note(1, 14, Dewi, "Bwyd yn yr oergell tan ddydd Mercher. Cawl Megan yn y bocs gwyn."),
    note(1, 19, Elin, "Lovely Sunday. Nobody needed anything, which is the best kind."),
];

/// The visits, oldest first. All but the last are confirmed.
pub const VISITS: [Visit; 14] = [
    visit(29, 8, Dewi, 60, &[MyCare, MyHome], AsUsual, "Ymolchi, brecwast, a newid y gwely.", "Rheilen dde yn rhydd ar y stâr."),
    visit(26, 13, Ana, 60, &[MyCommunity], Bright, "A walk to the gate, twice.", "She likes to be asked about the farms."),
    visit(25, 8, Dewi, 60, &[MyCare], AsUsual, "Ymolchi a gwisgo, ei phwysau hi ei hun.", "Mae'r sanau pwysau yn y drôr uchaf."),
    visit(22, 8, Dewi, 75, &[MyCare, MyHome], Low, "Bore anodd. Te, tawelwch, a golchi'r llestri.", "Peidiwch â brysio heddiw."),
    visit(21, 10, Ana, 60, &[MyLife], AsUsual, "Practised three questions for the eye clinic.", "The list is in her handbag."),
    visit(20, 8, Dewi, 90, &[MyHome], Bright, "Bara brith, ac ymolchi cyn hynny.", "Hanner yn y tun glas i Elin."),
    visit(16, 12, Ana, 120, &[MyCommunity, MyLife], Bright, "Bus to town, a bench by the river.", "Seat on the left: the step is lower."),
    visit(15, 8, Dewi, 60, &[MyHome], AsUsual, "Larwm mwg newydd gyda Gareth.", "Botwm coch i'w dawelu."),
    visit(13, 8, Dewi, 60, &[MyCare, MyLife], Low, "Pen-blwydd ei chwaer. Siarad, ymolchi, albwm.", "Gofynnwch am y cwch."),
    visit(12, 10, Ana, 60, &[MyLife], Bright, "The albums, and the boat that leaked.", "Tissues are in the top drawer."),
    visit(8, 8, Dewi, 60, &[MyCare], Bright, "Cerdded at y giât heb y ffrâm.", "Ffrâm o fewn cyrraedd bob amser."),
    visit(7, 13, Ana, 60, &[MyLife], AsUsual, "The hospital questions again.", "Speak up: she will tell you if you mumble."),
    visit(4, 8, Dewi, 60, &[MyCare, MyHome], AsUsual, "Ymolchi, brecwast, halen ar y llwybr.", "Diferion newydd ar y silff."),
    visit(1, 8, Dewi, 60, &[MyCare], Bright, "Bore braf. Diferion, ymolchi, cân.", "Cawl Megan yn y bocs gwyn."),
];

#[allow(clippy::too_many_arguments, reason = "a row of a table, read across")]
const fn visit(days_ago: u64, hour: u64, by: Writer, minutes: u32, done: &'static [Element], how: Mood, text: &'static str, handover: &'static str) -> Visit {
    Visit { days_ago, hour, by, minutes, done, how, text, handover }
}

/// A shared plan: title, text, when, where.
pub const PLANS: [(&str, &str, &str, &str); 3] = [
    (
        "Eye clinic",
        "Ana goes in with Mair.\nThree questions, in her handbag.\nElin drives them home.\n",
        "28 November, 10:30",
        "Eye clinic, Ysbyty Glan-yr-afon",
    ),
    ("Bore yn y tŷ", "Te cyn dim arall.\nDiferion am wyth.\nYmolchi wrth y sinc, nid y bath.\n", "08:00", "Gartref"),
    ("Tuesday lunch club", "Knock at half past eleven.\nA seat by Joan.\n", "Tuesday 12:00", "Neuadd y Pentref"),
];

/// Work that helped members in general: who of the neighbours, minutes, element, what it was, how many days ago.
pub const WORK: [(usize, u32, Element, &str, u64); 26] = [
    (36, 180, MyCommunity, "Lunch club, from the first chair to the last plate", 28),
    (2, 180, MyHome, "Cawl i ddeugain yn y neuadd", 28),
    (6, 120, MyCommunity, "The minibus to the coast and back", 27),
    (8, 240, MyLife, "The Monday table for people who have lost somebody", 26),
    (14, 300, MyLife, "Benefits surgery in the chapel vestry", 25),
    (20, 240, MyHome, "Sitting in, so that three families could go out", 24),
    (3, 120, MyLife, "Phones and passwords at the library", 23),
    (9, 120, MyHome, "Rails and a ramp in Cwm Isaf", 22),
    (10, 60, MyCommunity, "Canu yn y festri", 21),
    (36, 180, MyCommunity, "Lunch club again: dumplings", 21),
    (0, 120, MyCommunity, "Lifts to the surgery, four of them", 20),
    (4, 120, MyHome, "Torri gwair i dri thŷ", 19),
    (16, 90, MyCare, "Tuesday pool, shallow end", 18),
    (7, 120, MyCommunity, "Bore crefftau", 17),
    (14, 240, MyLife, "Letters and forms, before the deadline", 15),
    (8, 180, MyLife, "The Monday table", 14),
    (20, 240, MyHome, "Two nights' rest for a family in Bryn", 13),
    (30, 90, MyHome, "Four wheelchairs and a pram made to roll", 12),
    (36, 180, MyCommunity, "Lunch club: the one with the power cut", 11),
    (23, 60, MyLife, "Cerdd i ben-blwydd Emrys", 10),
    (19, 60, MyLife, "Darllen y papur bro", 9),
    (27, 60, MyCare, "Signing at the surgery", 8),
    (12, 60, MyCommunity, "A slow walk with long stops", 7),
    (25, 120, MyHome, "Beans, jam, and a lesson in both", 6),
    (1, 120, MyCare, "Feet and flu jabs at the hall", 5),
    (32, 60, MyLife, "Llythyrau'r ysbyty yn Gymraeg", 3),
];

/// Coins passed on, each for a kindness: from whom (of the neighbours), to whom (a name), words, a poem if there is one, days ago.
pub const GIFTS: [(usize, &str, &str, Option<&str>, u64); 6] = [
    (0, "Ana Ferreira", "For the walk home from the surgery", Some("The hill was steep, the talk was not,\nand at the gate the rain forgot."), 11),
    (2, "Dewi Prys", "Am gario'r byrddau", Some("Deg bwrdd, dwy fraich, un wên fach gam,\na'r cawl yn boeth i bawb ond Mam."), 10),
    (3, "Ana Ferreira", "For sitting with my father", None, 9),
    (9, "Elin Morgan", "For the curtains", None, 8),
    (4, "Megan Lloyd", "Am y cawl", None, 7),
    (6, "Gwyn Bevan", "For the trailer", None, 6),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_runs_forwards_and_stays_within_itself() {
        assert!(NOTES.windows(2).all(|pair| (pair[0].days_ago, 24 - pair[0].hour) >= (pair[1].days_ago, 24 - pair[1].hour)));
        assert!(VISITS.windows(2).all(|pair| pair[0].days_ago > pair[1].days_ago));
        assert!(WORK.windows(2).all(|pair| pair[0].4 >= pair[1].4));
        assert!(GIFTS.windows(2).all(|pair| pair[0].4 >= pair[1].4));
    }

    #[test]
    fn whoever_passes_a_coin_on_has_earned_one_before() {
        for (from, to, _, _, days_ago) in GIFTS {
            assert!(WORK.iter().any(|(who, minutes, _, _, ago)| *who == from && *minutes >= 60 && *ago > days_ago), "{from} to {to}");
        }
    }
}
