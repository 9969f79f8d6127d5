//! What is said of coins: the text that travels with one, and why coins cannot be given or taken.

use super::pool::WELCOME_COINS;
use crate::{
    kith::KithError,
    ledger::purse::{CannotGive, Reason},
};
use kith_wire::limits;

/// Between the words and the poem that travel with a coin, in the one text that a telling names: U+001E, which no text of a person has.
/// A text without it is words alone.
const POEM_FOLLOWS: char = '\u{1e}';

/// The one text of a telling: words, a poem, and what the picture shows for those who cannot see it.
pub(super) fn text_of(words: &str, poem: Option<&str>, shows: &str) -> Option<String> {
    match (words, poem, shows) {
        ("", None, "") => None,
        (words, None, "") => Some(words.to_owned()),
        (words, Some(poem), "") => Some(format!("{words}{POEM_FOLLOWS}{poem}")),
        (words, poem, shows) => Some(format!("{words}{POEM_FOLLOWS}{}{POEM_FOLLOWS}{shows}", poem.unwrap_or_default())),
    }
}

/// The words and the poem that travel with a coin, and what its picture shows.
pub(in crate::kith) fn words_and_poem(text: &str) -> (String, Option<String>, String) {
    let mut parts = text.splitn(3, POEM_FOLLOWS);
    let words = parts.next().unwrap_or_default().to_owned();
    let poem = parts.next().filter(|poem| !poem.is_empty()).map(str::to_owned);
    (words, poem, parts.next().unwrap_or_default().to_owned())
}

pub(super) fn refused(error: impl std::fmt::Display) -> KithError {
    KithError::not_allowed("cannot-give", format!("This cannot be given: {error}."))
}

pub(super) fn cannot_give(error: CannotGive) -> KithError {
    use CannotGive as C;
    let most = limits::TRANSFER_COINS_MAX;
    match error {
        C::NotEnough { free } => KithError::not_allowed("not-enough-coins", format!("So many coins cannot be given now; {free} can.")).with("free", free),
        C::NotSettled { free, settle } => KithError::not_allowed(
            "coins-must-settle",
            format!("{free} coins can be given now, and {settle} more once the office has settled them. Meet the office first."),
        )
        .with("free", free)
        .with("settle", settle),
        C::TooFewVested { free, welcome } => KithError::not_allowed(
            "coins-vesting",
            format!("{free} coins can be given to people now; {welcome} are welcome coins, which go to support or the pool until the first settled hour."),
        )
        .with("free", free)
        .with("welcome", welcome),
        C::Count => KithError::invalid("coin-count", format!("From 1 to {most} coins can be given at once, each once.")).with("most", most),
        C::NotHere(_) => KithError::not_allowed("coin-not-held", "This coin is not yours to give, or not any more."),
        C::Contested(_) => KithError::not_allowed("coin-contested", "This coin was given twice by somebody; it is locked until that is decided."),
        C::Ripening(_) => KithError::not_allowed("coin-ripening", "This coin is still ripening. It can be given once the office's next statement is here."),
        C::TooManyHops(_) => KithError::not_allowed("coin-must-settle", "This coin has to settle before it is passed on. Meet the office first."),
        C::PutBy(_) => KithError::not_allowed("coin-put-by", "This coin is put by for a rainy day. Take it back first."),
        C::TooManyPutBy { free, apart } => {
            KithError::not_allowed("coins-put-by", format!("{free} coins can be given now; {apart} are put by for a rainy day. Take some back first."))
                .with("free", free)
                .with("apart", apart)
        }
        C::NotVested(_) => KithError::not_allowed("coin-vesting", "A welcome coin goes to support or the pool until the first settled hour."),
        C::ManyPromised { most, now, to_receiver: true } => KithError::not_allowed(
            "promised-to-one",
            format!("{now} of your coins are promised to them already; {most} may be until the office has settled them."),
        )
        .with("now", now)
        .with("most", most),
        C::ManyPromised { most, now, .. } => {
            KithError::not_allowed("promised-in-all", format!("{now} of your coins are promised already; {most} may be until the office has settled them."))
                .with("now", now)
                .with("most", most)
        }
        C::Key | C::Terms(_) => refused(error),
    }
}

pub(super) fn pool_lacks(error: CannotGive) -> KithError {
    match error {
        CannotGive::NotEnough { free }
        | CannotGive::NotSettled { free, .. }
        | CannotGive::TooFewVested { free, .. }
        | CannotGive::TooManyPutBy { free, .. } => {
            KithError::not_allowed("pool-too-small", format!("The pool holds {free} coins; a welcome is {WELCOME_COINS}."))
                .with("free", free)
                .with("welcome", WELCOME_COINS)
        }
        other => cannot_give(other),
    }
}

/// The same where the pool is to make good, and no welcome is meant.
pub(super) fn pool_has_none(error: CannotGive) -> KithError {
    match error {
        CannotGive::NotEnough { free } | CannotGive::NotSettled { free, .. } => {
            KithError::not_allowed("pool-has-none", format!("The pool holds {free} coins that can be given. It makes good once more has been given to it."))
                .with("free", free)
        }
        other => pool_lacks(other),
    }
}

pub(super) fn refusal_code(reason: Reason) -> &'static str {
    match reason {
        Reason::Bad(_) => "coins-bad",
        Reason::NotForMe => "coins-not-for-me",
        Reason::UnknownSender(_) => "coins-unknown-sender",
        Reason::SenderConvicted => "coins-sender-locked",
        Reason::SenderCutOff => "coins-sender-cut-off",
        Reason::Unproven(_) | Reason::NotHeld(_) => "coins-unproven",
        Reason::TooManyHops(_) => "coins-must-settle",
        Reason::SpentBefore(_) => "coins-given-before",
    }
}
