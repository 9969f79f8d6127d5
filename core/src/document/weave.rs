//! A text was read some time before its change is sent, and others may have written meanwhile. What was changed is woven into the text as
//! it stands now, word by word, so that sending a form never undoes what somebody else wrote.

/// One change: the words from `start` to `end` of the old text became `new`.
struct Change<'a> {
    start: usize,
    end: usize,
    new: &'a [&'a str],
}

/// The text as it stands `now` with what was changed in the one that was `read`. Where both changed the same words, both are kept, the
/// others' first.
#[must_use]
pub fn woven(read: &str, written: &str, now: &str) -> String {
    if read == now {
        return written.to_owned();
    }
    let (read, written, now) = (words(read), words(written), words(now));
    let mine = change(&read, &written);
    let theirs = change(&read, &now);
    let theirs_end_now = theirs.start + theirs.new.len();
    if mine.end <= theirs.start && mine.start < theirs.start {
        joined(&[&now[..mine.start], mine.new, &now[mine.end..]])
    } else if mine.start >= theirs.end && mine.end > theirs.end {
        // Theirs came before: mine moves with it.
        let moved = |at: usize| theirs_end_now + (at - theirs.end);
        joined(&[&now[..moved(mine.start)], mine.new, &now[moved(mine.end)..]])
    } else {
        let space = if mine.new.first().is_some_and(|word| !word.trim().is_empty()) { &[" "][..] } else { &[] };
        joined(&[&now[..theirs_end_now], space, mine.new, &now[theirs_end_now..]])
    }
}

fn joined(parts: &[&[&str]]) -> String {
    parts.concat().concat()
}

/// Words and the blanks between them, all in order.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|letter: char| letter.is_whitespace() != first.is_whitespace()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        words.push(word);
        rest = after;
    }
    words
}

fn change<'a>(old: &[&str], new: &'a [&'a str]) -> Change<'a> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    Change { start: head, end: old.len() - tail, new: &new[head..new.len() - tail] }
}

#[cfg(test)]
mod tests {
    use super::woven;

    #[test]
    fn a_text_that_nobody_else_touched_becomes_what_was_written() {
        for (read, written) in [("choir", "choir and lunch"), ("choir", ""), ("", "choir"), ("aaa", "aa"), ("same", "same")] {
            assert_eq!(woven(read, written, read), written);
        }
    }

    #[test]
    fn what_others_wrote_elsewhere_meanwhile_stays() {
        let read = "Choir.\nLunch.\nTea.";
        assert_eq!(woven(read, "Choir.\nLunch.\nTea and cake.", "Choir at two.\nLunch.\nTea."), "Choir at two.\nLunch.\nTea and cake.");
        assert_eq!(woven(read, "Big choir.\nLunch.\nTea.", "Choir.\nLunch.\nTea. Bring chairs."), "Big choir.\nLunch.\nTea. Bring chairs.");
    }

    #[test]
    fn where_both_changed_the_same_words_both_are_kept() {
        assert_eq!(woven("Lunch at one", "Lunch at two", "Lunch at three"), "Lunch at three two");
        assert_eq!(woven("Plan", "Plan mine", "Plan theirs"), "Plan theirs mine");
    }

    #[test]
    fn letters_of_several_bytes_are_never_cut() {
        assert_eq!(woven("Tŷ", "Tŷ Capel", "Y Tŷ"), "Y Tŷ Capel");
        assert_eq!(woven("â ê", "ŵ ê", "â ê ô"), "ŵ ê ô");
    }
}
