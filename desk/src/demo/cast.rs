//! The people of the sample co-op: forty-odd neighbours of an invented valley, in English and Welsh.

use kith_core::words::Language::{self, English, Welsh};

/// The co-op's name.
pub const COOP: &str = "Cwm Derw Care Co-op";
/// Its areas, coarse on purpose.
pub const AREAS: [&str; 5] = ["Cwm Isaf", "Cwm Uchaf", "Glan-yr-afon", "Bryn", "Y Stryd Fawr"];

/// Where each of them lies, in degrees north and east: an invented valley stands on no real one for long.
pub const AREAS_AT: [&str; AREAS.len()] = ["52.912,-3.868", "52.944,-3.831", "52.897,-3.905", "52.934,-3.902", "52.915,-3.832"];

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// The name they are known by.
    pub name: &'static str,
    /// supported, worker, family or community.
    pub class: &'static str,
    /// The language of their phone.
    pub language: Language,
    /// The area they help in, by its place in [`AREAS`].
    pub area: usize,
    /// What they can do, as they say it.
    pub skills: &'static [&'static str],
    /// Languages, and the part of the day that suits them.
    pub speaks: &'static [&'static str],
    /// What they offer, in their own words.
    pub offer: &'static str,
}

impl Person {
    /// The area's name.
    #[must_use]
    pub const fn place(&self) -> &'static str {
        AREAS[self.area]
    }
}

/// The office's person: she coordinates.
pub const NIA: Person = Person {
    name: "Nia Rowlands",
    class: "worker",
    language: English,
    area: 4,
    skills: &["coordinating", "first meetings", "sign-posting"],
    speaks: &["Cymraeg", "English"],
    offer: "Ring the office or call in: the kettle is on from nine.",
};

/// Who holds the phones that are shown.
pub const DEWI: Person = Person {
    name: "Dewi Prys",
    class: "worker",
    language: Welsh,
    area: 0,
    skills: &["gofal personol", "coginio", "garddio"],
    speaks: &["Cymraeg", "English"],
    offer: "Gofal yn y cartref, a phum munud dros baned pryd bynnag y gallaf.",
};
/// The peer supporter.
pub const ANA: Person = Person {
    name: "Ana Ferreira",
    class: "community",
    language: English,
    area: 2,
    skills: &["speaking up at hospital", "living with panic", "walking"],
    speaks: &["English", "Português"],
    offer: "I have sat in those waiting rooms myself. I can come along to an appointment, or just walk.",
};
/// The daughter.
pub const ELIN: Person = Person {
    name: "Elin Morgan",
    class: "family",
    language: English,
    area: 1,
    skills: &["sewing", "forms and letters"],
    speaks: &["Cymraeg", "English"],
    offer: "Curtains, hems, and the sort of form that makes you want to cry.",
};
/// The person whose circle they are.
pub const MAIR: Person = Person {
    name: "Mair Morgan",
    class: "supported",
    language: Welsh,
    area: 0,
    skills: &["gwau", "canu", "hanes y cwm"],
    speaks: &["Cymraeg", "English"],
    offer: "Dysgu gwau, a hanesion yr hen gapel i bwy bynnag sydd am wrando.",
};

const fn person(name: &'static str, class: &'static str, language: Language, area: usize) -> Person {
    Person { name, class, language, area, skills: &[], speaks: &["English"], offer: "" }
}

const BOTH: &[&str] = &["Cymraeg", "English"];

/// Everybody else, in the order in which they joined.
pub const NEIGHBOURS: [Person; 37] = [
    Person { skills: &["lifts", "trailers"], speaks: BOTH, offer: "A car, a trailer and Thursdays free.", ..person("Gwyn Bevan", "community", English, 0) },
    Person {
        skills: &["nursing", "wound care"],
        speaks: BOTH,
        offer: "Retired district nurse: ask me what the letter means.",
        ..person("Siân Hughes", "community", English, 1)
    },
    Person { skills: &["coginio", "pobi"], speaks: BOTH, offer: "Cawl i bawb bob dydd Mercher yn y neuadd.", ..person("Megan Lloyd", "worker", Welsh, 2) },
    Person {
        skills: &["computers", "phones"],
        offer: "Your phone, your tablet, your passwords: no question is silly.",
        ..person("Tom Whitcombe", "community", English, 4)
    },
    Person { skills: &["garddio", "ffensio"], speaks: BOTH, offer: "Torri gwair, tocio, a thipyn o sgwrs.", ..person("Ifan Rees", "community", Welsh, 1) },
    Person { skills: &["befriending", "cards"], offer: "I play cribbage badly and often.", ..person("Joan Parfitt", "supported", English, 2) },
    Person { skills: &["driving", "minibus"], offer: "Minibus licence, steady on the hills.", ..person("Carl Beynon", "worker", English, 3) },
    Person {
        skills: &["gwnïo", "crefftau"],
        speaks: BOTH,
        offer: "Bore crefftau yn y festri, croeso i bawb.",
        ..person("Lowri Gittins", "community", Welsh, 3)
    },
    Person { skills: &["listening", "bereavement"], offer: "I lost my husband young. I can sit with it.", ..person("Ruth Adeyemi", "community", English, 4) },
    Person { skills: &["joinery", "grab rails"], offer: "Rails, ramps, sticking doors.", ..person("Pete Hallam", "community", English, 0) },
    Person { skills: &["canu", "piano"], speaks: BOTH, offer: "Canu emynau ac ambell gân bop.", ..person("Aled Wyn", "community", Welsh, 2) },
    Person {
        skills: &["Polish cooking", "child-care"],
        speaks: &["Polski", "English"],
        offer: "I cook for six by habit and we are four.",
        ..person("Kasia Nowak", "family", English, 4)
    },
    Person { skills: &["walking", "birds"], offer: "Slow walks with long stops.", ..person("Derek Sayce", "supported", English, 3) },
    Person { skills: &["gofal personol"], speaks: BOTH, offer: "Gofal bore a nos yng Nghwm Uchaf.", ..person("Ffion Haf", "worker", Welsh, 1) },
    Person { skills: &["benefits", "letters"], offer: "Twenty years at the advice centre.", ..person("Maureen Tully", "community", English, 4) },
    Person { skills: &["dementia", "music"], offer: "My mother sang long after she forgot my name.", ..person("Huw Pritchard", "family", English, 2) },
    Person {
        skills: &["swimming", "sitting football"],
        offer: "Tuesday pool, shallow end, plenty of laughing.",
        ..person("Shanice Cole", "worker", English, 3)
    },
    Person { skills: &["cŵn", "cerdded"], speaks: BOTH, offer: "Mynd â'r ci am dro os nad wyt ti'n gallu.", ..person("Cadi Jones", "community", Welsh, 0) },
    Person { skills: &["shopping", "lifts"], offer: "Friday shop in town, room for three bags more.", ..person("Brian Onslow", "community", English, 1) },
    Person {
        skills: &["reading aloud"],
        speaks: BOTH,
        offer: "Darllen y papur bro i'r rhai sy'n colli eu golwg.",
        ..person("Eirlys Owen", "community", Welsh, 4)
    },
    Person {
        skills: &["carer's rest", "sitting"],
        offer: "I sit so that you can go out. No need to tidy first.",
        ..person("Denise Bright", "community", English, 2)
    },
    Person { skills: &["stroke recovery"], offer: "Two years after mine. It gets better in odd jumps.", ..person("Ravi Menon", "supported", English, 4) },
    Person { skills: &["electrics"], offer: "Smoke alarms and lamps that annoy you.", ..person("Gareth Vaughan", "worker", English, 0) },
    Person {
        skills: &["barddoni", "ysgrifennu"],
        speaks: BOTH,
        offer: "Ysgrifennu llythyr, neu gerdd ar gyfer pen-blwydd.",
        ..person("Non Tudur", "community", Welsh, 1)
    },
    Person { skills: &["young carers"], offer: "I was one. I still answer the phone at nine at night.", ..person("Jodie Marsh", "family", English, 3) },
    Person { skills: &["allotment", "jam"], offer: "Too many beans, every summer.", ..person("Ken Ashby", "supported", English, 2) },
    Person {
        skills: &["gofal personol", "cadair olwyn"],
        speaks: BOTH,
        offer: "Teithiau gyda chadair olwyn: dw i'n gwybod ble mae'r rampiau.",
        ..person("Rhodri Ellis", "worker", Welsh, 2)
    },
    Person {
        skills: &["British Sign Language"],
        speaks: &["English", "BSL"],
        offer: "Signing at the surgery and at weddings.",
        ..person("Hannah Drew", "community", English, 4)
    },
    Person { skills: &["cleaning", "laundry"], offer: "A clean kitchen before the weekend.", ..person("Pauline Crewe", "worker", English, 1) },
    Person { skills: &["chwarae cardiau"], speaks: BOTH, offer: "Prynhawn Iau yn y Llew Du, te nid cwrw.", ..person("Emrys Bowen", "supported", Welsh, 3) },
    Person { skills: &["bikes", "wheelchairs"], offer: "If it has wheels I can make it roll.", ..person("Liam Foley", "community", English, 0) },
    Person { skills: &["autism", "quiet company"], offer: "No small talk needed.", ..person("Grace Amadi", "family", English, 4) },
    Person { skills: &["cyfieithu"], speaks: BOTH, offer: "Cyfieithu llythyrau'r ysbyty.", ..person("Delyth Parry", "community", Welsh, 4) },
    Person { skills: &["hairdressing"], offer: "Wash and set at home.", ..person("Sandra Kirk", "worker", English, 2) },
    Person { skills: &["chess", "crosswords"], offer: "A slow game by the fire.", ..person("Walter Price", "supported", English, 1) },
    Person {
        skills: &["gofalwyr", "cwmni"],
        speaks: BOTH,
        offer: "Cwmni i ofalwyr eraill, bob yn ail ddydd Llun.",
        ..person("Gwenno Rhys", "family", Welsh, 3)
    },
    Person { skills: &["lunch club", "washing-up"], offer: "First in, last out, at the lunch club.", ..person("Alun Meredith", "community", English, 0) },
];

/// Those of the neighbours who give all that they earn to the pool, by their place above.
pub const GIVE_ALL: [usize; 4] = [8, 14, 20, 36];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn some_forty_people_and_no_two_of_one_name() {
        let all = [NIA, DEWI, ANA, ELIN, MAIR].into_iter().chain(NEIGHBOURS);
        let names: BTreeSet<&str> = all.clone().map(|person| person.name).collect();
        assert_eq!(names.len(), 42);
        assert!(all.clone().all(|person| !person.offer.is_empty() && !person.skills.is_empty()));
        assert!(all.filter(|person| person.language == Welsh).count() >= 10);
        assert!(GIVE_ALL.iter().all(|at| *at < NEIGHBOURS.len()));
    }
}
