//! Where the profile's folder is and what unlocks it: a passphrase from a file, the environment, or the terminal.

use kith_core::kith::{ErrorKind, KithError, KithResult};
use std::{
    env,
    fs::File,
    io::{self, BufRead, BufReader, IsTerminal, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use zeroize::Zeroizing;

/// Bytes of a passphrase.
const PASSPHRASE_BYTES_MAX: u64 = 1_024;
const PASSPHRASE_VARIABLE: &str = "KITH_PASSPHRASE";
const BACKUP_PASSPHRASE_VARIABLE: &str = "KITH_BACKUP_PASSPHRASE";
const NEW_PASSPHRASE_VARIABLE: &str = "KITH_NEW_PASSPHRASE";
const COUNTERS_VARIABLE: &str = "KITH_COUNTERS";
const BUSY_WAIT_VARIABLE: &str = "KITH_BUSY_WAIT_MS";
/// How long a command waits for another one that has the profile, unless the environment says otherwise.
const BUSY_WAIT: Duration = Duration::from_secs(5);
const PROFILE_VARIABLE: &str = "KITH_PROFILE";

/// The folder of the profile: as said, as the environment says, or the one of this user.
///
/// # Errors
/// When nothing says where.
pub fn profile(said: Option<PathBuf>) -> KithResult<PathBuf> {
    let from_home = || {
        let data = env::var_os("XDG_DATA_HOME").map(PathBuf::from);
        data.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/share"))).map(|data| data.join("kith"))
    };
    said.or_else(|| env::var_os(PROFILE_VARIABLE).map(PathBuf::from))
        .or_else(from_home)
        .ok_or_else(|| KithError::invalid("which-profile", "say which profile, with --profile DIR"))
}

/// The folder where this user's devices count what they have signed: as said, as the environment says, or in the user's state folder.
/// A container without a lasting home names a volume of its own.
///
/// # Errors
/// When it would lie inside the profile, where a copy would take it along.
pub fn counters(said: Option<PathBuf>, profile: &Path) -> KithResult<PathBuf> {
    let from_home = || {
        let state = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
        state.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".local/state"))).map(|state| state.join("kith/counters"))
    };
    let beside = || profile.parent().unwrap_or(profile).join(".kith-counters");
    let folder = said.or_else(|| env::var_os(COUNTERS_VARIABLE).map(PathBuf::from)).or_else(from_home).unwrap_or_else(beside);
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if whole(&folder).starts_with(whole(profile)) {
        return Err(KithError::invalid("counters-inside", "the counters must lie outside the profile's folder, or a copy of it would not be found out"));
    }
    Ok(folder)
}

/// How long a command waits for another one that has the profile.
///
/// # Errors
/// When the environment's is no number.
pub fn busy_wait() -> KithResult<Duration> {
    let Ok(text) = env::var(BUSY_WAIT_VARIABLE) else { return Ok(BUSY_WAIT) };
    text.parse().map(Duration::from_millis).map_err(|_| KithError::invalid("bad-wait", "KITH_BUSY_WAIT_MS is a number of milliseconds"))
}

/// Whether the passphrase can be had without asking anybody for it.
pub fn is_given(file: Option<&Path>) -> bool {
    file.is_some_and(Path::exists) || (file.is_none() && env::var_os(PASSPHRASE_VARIABLE).is_some())
}

/// The passphrase of the profile. A new one that is typed is asked for twice.
///
/// # Errors
/// Locked when there is none to be had; when a file that was named is not there or cannot be read.
pub fn passphrase(file: Option<&Path>, new: bool) -> KithResult<Zeroizing<String>> {
    if let Some(path) = file {
        let file = File::open(path).map_err(|e| unread(path, &e))?;
        return first_line(BufReader::new(file));
    }
    if let Ok(passphrase) = env::var(PASSPHRASE_VARIABLE) {
        return checked(Zeroizing::new(passphrase));
    }
    if !io::stdin().is_terminal() {
        return Err(locked("this profile is locked: give --passphrase-file FILE or set KITH_PASSPHRASE".to_owned()));
    }
    let first = typed("Passphrase: ")?;
    if new && typed("Once more:  ")? != first {
        return Err(KithError::invalid("passphrases-differ", "the two were not the same"));
    }
    Ok(first)
}

/// A file that was named and is not there is another matter than a wrong passphrase.
fn unread(path: &Path, error: &io::Error) -> KithError {
    match error.kind() {
        io::ErrorKind::NotFound => KithError::not_found("no-such-file", format!("there is no file {}", path.display())),
        _ => KithError::storage("cannot-read", format!("{} cannot be read: {error}", path.display())),
    }
}

/// The passphrase of a backup, which is its own. A new one that is typed is asked for twice.
///
/// # Errors
/// Locked when there is none to be had.
pub fn backup_passphrase(file: Option<&Path>, new: bool) -> KithResult<Zeroizing<String>> {
    match (file, env::var(BACKUP_PASSPHRASE_VARIABLE)) {
        (Some(_), _) => passphrase(file, new),
        (None, Ok(passphrase)) => checked(Zeroizing::new(passphrase)),
        (None, Err(_)) if io::stdin().is_terminal() => {
            let first = typed("Passphrase of the backup: ")?;
            if new && typed("Once more:                ")? != first {
                return Err(KithError::invalid("passphrases-differ", "the two were not the same"));
            }
            Ok(first)
        }
        _ => Err(locked("a backup has a passphrase of its own: give --backup-passphrase-file FILE or set KITH_BACKUP_PASSPHRASE".to_owned())),
    }
}

/// The passphrase that is to open the profile from now on. One that is typed is asked for twice.
///
/// # Errors
/// Locked when there is none to be had.
pub fn new_passphrase(file: Option<&Path>) -> KithResult<Zeroizing<String>> {
    match (file, env::var(NEW_PASSPHRASE_VARIABLE)) {
        (Some(_), _) => passphrase(file, true),
        (None, Ok(passphrase)) => checked(Zeroizing::new(passphrase)),
        (None, Err(_)) if io::stdin().is_terminal() => {
            let first = typed("Passphrase from now on: ")?;
            if typed("Once more:              ")? != first {
                return Err(KithError::invalid("passphrases-differ", "the two were not the same"));
            }
            Ok(first)
        }
        _ => Err(locked("say which passphrase is to open the profile from now on: --new-passphrase-file FILE or KITH_NEW_PASSPHRASE".to_owned())),
    }
}

fn first_line(from: impl BufRead) -> KithResult<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    from.take(PASSPHRASE_BYTES_MAX + 1).read_line(&mut line).map_err(|_| locked("the passphrase is not text".to_owned()))?;
    let end = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(end);
    checked(line)
}

/// A passphrase that is neither empty nor endless.
///
/// # Errors
/// Invalid input otherwise.
pub fn checked(passphrase: Zeroizing<String>) -> KithResult<Zeroizing<String>> {
    let length = passphrase.len() as u64;
    if length == 0 || length > PASSPHRASE_BYTES_MAX {
        return Err(KithError::invalid("bad-passphrase", "a passphrase has from 1 to 1,024 bytes"));
    }
    Ok(passphrase)
}

fn typed(question: &str) -> KithResult<Zeroizing<String>> {
    // Nobody reads the question when stderr is closed; the answer is still taken.
    let _ = write!(io::stderr(), "{question}");
    let quiet = echo(false);
    let line = first_line(io::stdin().lock());
    if quiet {
        echo(true);
        let _ = writeln!(io::stderr());
    }
    line
}

/// Switches what the terminal shows of typing. Where there is no `stty`, the passphrase is seen as it is typed.
fn echo(on: bool) -> bool {
    let stty = Command::new("stty").arg(if on { "echo" } else { "-echo" }).stdin(Stdio::inherit()).stderr(Stdio::null()).status();
    stty.is_ok_and(|status| status.success())
}

fn locked(reason: String) -> KithError {
    KithError::new(ErrorKind::Locked, "locked", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_never_lie_inside_the_profile() {
        let profile = Path::new("/home/ana/kith");
        assert_eq!(counters(Some("/var/counters".into()), profile).unwrap(), Path::new("/var/counters"));
        assert_eq!(counters(Some("/home/ana/kith/state".into()), profile).unwrap_err().code, "counters-inside");
    }

    #[test]
    fn a_passphrase_is_the_first_line_and_never_empty() {
        assert_eq!(first_line(&b"paned o de\r\nmore\n"[..]).unwrap().as_str(), "paned o de");
        assert_eq!(first_line(&b"\n"[..]).unwrap_err().code, "bad-passphrase");
        assert_eq!(first_line(&[b'a'; 2_000][..]).unwrap_err().code, "bad-passphrase");
        assert_eq!(passphrase(Some(Path::new("/nowhere/at/all")), false).unwrap_err().kind, ErrorKind::NotFound);
    }
}
