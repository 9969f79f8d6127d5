use super::{ENGLISH, Language, TimeZone, Value, WELSH, Words};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};

/// Each key with the variables that its words use.
fn catalogue(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(source.to_owned()).expect("the catalogue parses without a mistake");
    let mut keys = BTreeMap::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let mut variables = BTreeSet::new();
        in_pattern(message.value.as_ref().expect("every key has words"), &mut variables);
        let before = keys.insert(message.id.name.to_owned(), variables);
        assert!(before.is_none(), "{} is there twice", message.id.name);
    }
    keys
}

fn in_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => in_inline(inline, found),
            Expression::Select { selector, variants } => {
                in_inline(selector, found);
                variants.iter().for_each(|variant| in_pattern(&variant.value, found));
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inner) => in_inline(inner, found),
            Expression::Select { .. } => panic!("a select inside a select is hard to translate"),
        },
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("only variables are used in the catalogues, not {other:?}"),
    }
}

/// covers: X4
#[test]
fn both_languages_have_the_same_keys_and_variables() {
    let (english, welsh) = (catalogue(ENGLISH), catalogue(WELSH));
    let only_english: Vec<_> = english.keys().filter(|key| !welsh.contains_key(*key)).collect();
    let only_welsh: Vec<_> = welsh.keys().filter(|key| !english.contains_key(*key)).collect();
    assert!(only_english.is_empty() && only_welsh.is_empty(), "only in English: {only_english:?}; only in Welsh: {only_welsh:?}");
    for (key, variables) in &english {
        assert_eq!(variables, &welsh[key], "the variables of {key}");
    }
}

/// covers: X4
#[test]
fn every_message_can_be_said_with_every_count() {
    for language in Language::ALL {
        let words = Words::new(language);
        for (key, variables) in catalogue(language.source()) {
            for count in [0, 1, 2, 3, 6, 7, 20] {
                let filled: Vec<(&str, Value<'_>)> = variables.iter().map(|name| (name.as_str(), count.into())).collect();
                let said = words.say_with(&key, &filled);
                assert!(!said.contains(['⟦', '{', '}']) && !said.trim().is_empty(), "{key} in {language:?}: {said}");
            }
        }
    }
}

#[test]
fn keys_are_kebab_case_and_begin_with_their_area() {
    for key in catalogue(ENGLISH).keys() {
        let parts: Vec<&str> = key.split('-').collect();
        assert!(parts.len() >= 2 && parts.iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())), "{key}");
    }
}

#[test]
fn welsh_counts_with_its_own_mutations() {
    let words = Words::of(Language::Welsh);
    let waiting = |count: i32| words.say_with("truth-waiting", &[("count", count.into())]);
    assert_eq!(waiting(0), "Does dim yn aros.");
    assert_eq!(waiting(1), "Mae 1 peth yn aros.");
    assert_eq!(waiting(2), "Mae 2 beth yn aros.");
    assert_eq!(waiting(3), "Mae 3 pheth yn aros.");
    assert_eq!(waiting(6), "Mae 6 pheth yn aros.");
    assert_eq!(waiting(7), "Mae 7 o bethau’n aros.");
    assert_eq!(words.say_with("coins-count", &[("count", 2.into())]), "2 ddarn");
}

#[test]
fn a_key_that_is_not_there_shows_itself() {
    let said = Words::of(Language::English).say("no-such-words");
    assert_eq!(said, "⟦no-such-words⟧");
    let unfilled = Words::of(Language::English).say("today-hello");
    assert!(unfilled.starts_with("⟦today-hello"), "{unfilled}");
}

#[test]
fn a_language_is_found_by_its_code_and_by_what_a_browser_wishes() {
    assert_eq!(Language::from_code("cy-GB"), Some(Language::Welsh));
    assert_eq!(Language::from_code("fr"), None);
    assert_eq!(Language::from_wishes("fr-FR, cy;q=0.8, en;q=0.5"), Language::Welsh);
    assert_eq!(Language::from_wishes(""), Language::English);
    for language in Language::ALL {
        assert_eq!(Words::of(language).language(), language);
    }
}

/// 2026-11-22T10:42:00Z, a Sunday.
const NOW_MS: u64 = 1_795_344_120_000;
const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;

#[test]
fn times_are_said_as_people_say_them() {
    let (english, welsh, utc) = (Words::of(Language::English), Words::of(Language::Welsh), TimeZone::UTC);
    let both = |moment_ms: u64| (english.when(moment_ms, NOW_MS, &utc), welsh.when(moment_ms, NOW_MS, &utc));
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(both(NOW_MS), pair("10:42", "10:42"));
    assert_eq!(both(NOW_MS - 15 * HOUR_MS - 2 * 60_000), pair("yesterday 19:40", "ddoe 19:40"));
    assert_eq!(both(NOW_MS + DAY_MS), pair("tomorrow 10:42", "yfory 10:42"));
    assert_eq!(both(NOW_MS - 3 * DAY_MS), pair("Thursday 10:42", "ddydd Iau 10:42"));
    assert_eq!(both(NOW_MS - 10 * DAY_MS), pair("12 November 10:42", "12 Tachwedd 10:42"));
    assert_eq!(both(NOW_MS - 365 * DAY_MS), pair("22 November 2025 10:42", "22 Tachwedd 2025 10:42"));
    assert_eq!(english.when_exact(NOW_MS, &utc), "Sunday 22 November 2026, 10:42");
    assert_eq!(welsh.when_exact(NOW_MS, &utc), "dydd Sul 22 Tachwedd 2026, 10:42");
}

#[test]
fn a_clock_gone_wrong_still_has_words() {
    let (words, utc) = (Words::of(Language::English), TimeZone::UTC);
    assert_eq!(words.when(u64::MAX, NOW_MS, &utc), "at a time we cannot tell");
    assert_eq!(words.when(i64::MAX as u64, NOW_MS, &utc), "at a time we cannot tell");
    assert_eq!(words.when(0, NOW_MS, &utc), "1 January 1970 00:00");
    assert_eq!(words.day(NOW_MS, u64::MAX, &utc), "at a time we cannot tell");
}

#[test]
fn the_zone_decides_which_day_it_was() {
    let words = Words::of(Language::English);
    let east = TimeZone::fixed(jiff::tz::offset(14));
    assert_eq!(words.day(NOW_MS - 11 * HOUR_MS, NOW_MS, &TimeZone::UTC), "yesterday");
    assert_eq!(words.when(NOW_MS - 11 * HOUR_MS, NOW_MS, &east), "yesterday 13:42");
    assert_eq!(words.clock(NOW_MS, &east), "00:42");
}

#[test]
fn a_time_that_somebody_wrote_is_said_or_shown_as_it_stands() {
    let (words, utc) = (Words::of(Language::English), TimeZone::UTC);
    let said = |text: &str| words.when_written(text, NOW_MS, &utc);
    assert_eq!(said("2026-11-22T14:00"), "14:00");
    assert_eq!(said("2026-11-29T15:00"), "29 November 15:00");
    assert_eq!(said("2026-11-23"), "tomorrow");
    assert_eq!(said("14:00"), "14:00");
    assert_eq!(said("after chapel"), "after chapel");
}

#[test]
fn minutes_are_said_in_hours_once_there_are_enough() {
    let (english, welsh) = (Words::of(Language::English), Words::of(Language::Welsh));
    assert_eq!(english.minutes(65), "1 hour and 5 minutes");
    assert_eq!(english.minutes(60), "1 hour");
    assert_eq!(english.minutes(1), "1 minute");
    assert_eq!(welsh.minutes(62), "1 awr a 2 funud");
    assert_eq!(welsh.month(2026, 4), "Ebrill 2026");
}
