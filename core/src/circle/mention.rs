//! Mentions: `@` and somebody's name in a note.

/// Whether a text mentions somebody by their whole name or its first word, in capitals or not.
#[must_use]
pub fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.trim().to_lowercase());
    let first = name.split_whitespace().next().unwrap_or_default();
    [name.as_str(), first].into_iter().filter(|n| !n.is_empty()).any(|wanted| {
        text.match_indices('@').any(|(at, _)| {
            let after = text[at + 1..].strip_prefix(wanted);
            after.is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
        })
    })
}
