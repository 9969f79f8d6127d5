//! What is typed and is no request, or none that is known.

use crate::cli::{Cli, asking::Asking};
use clap::Parser;
use kith_core::words::{Language, Words};

#[test]
fn what_is_no_single_request_is_given_back() {
    for line in [
        &["init", "--name", "Ana"][..],
        &["address"],
        &["unlock"],
        &["backup", "--out", "f"],
        &["restore", "--in", "f"],
        &["sync"],
        &["serve"],
        &["demo", "--script"],
    ] {
        let cli = Cli::try_parse_from([&["kith"], line].concat()).unwrap();
        assert!(Asking::from_command(cli.command).is_err(), "{line:?}");
    }
}

#[test]
fn a_word_that_is_no_element_role_or_audience_is_refused() {
    for line in [
        &["role", "grant", "Ana", "king"][..],
        &["visit", "check-out", "abcd", "--done", "my-garden"],
        &["profile", "set", "--side", "give", "--section", "offer", "--text", "x", "--audience", "everybody"],
        &["join"],
        &["join", "--text", "a", "--in", "b"],
        &["sync", "--relay", "a", "--peer", "b"],
    ] {
        assert!(Cli::try_parse_from([&["kith"], line].concat()).is_err(), "{line:?}");
    }
}

#[test]
fn a_request_that_is_none_says_so() {
    let cli = Cli::try_parse_from(["kith", "request", "{\"do\":\"fly\"}"]).unwrap();
    let refused = Asking::from_command(cli.command).unwrap().unwrap_err();
    assert_eq!(refused.code, "bad-request");
}

#[test]
fn a_request_with_a_field_that_it_does_not_have_is_refused() {
    let ask = |json: &str| Asking::from_command(Cli::try_parse_from(["kith", "request", json]).unwrap().command).unwrap();
    for (json, field) in [(r#"{"do":"note-write","circle":"Mam","text":"Tea","bogus":1}"#, "bogus"), (r#"{"do":"whoami","name":"Elin"}"#, "name")] {
        let refused = ask(json).unwrap_err();
        assert_eq!(refused.code, "unknown-field");
        for language in Language::ALL {
            assert!(refused.say(Words::of(language)).contains(field), "{refused:?}");
        }
    }
    assert!(ask(r#"{"do":"note-write","circle":"Mam","text":"Tea"}"#).is_ok());
    assert!(ask(r#"{"do":"lock-after","minutes":null}"#).is_ok());
}
