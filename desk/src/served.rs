//! A served profile's socket: how a command reaches the node that holds the profile.
//!
//! `kith.sock` in the profile's folder, for its owner only (0600). One JSON document a line each way: an [`Errand`], then its
//! [`Answer`]. A connection carries one errand after another; a line is at most [`LINE_BYTES_MAX`].

use kith_core::keystore::PassphraseStore;
use kith_core::kith::view::SettingsView;
use kith_core::kith::{BackupKey, ErrorKind, KithError, KithResult, Request};
use kith_core::words::Words;
use kith_net::NodeHandle;
use kith_wire::limits;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    fs::{self, File, Permissions},
    io::{self, BufRead, BufReader, Read, Write},
    os::{
        fd::AsRawFd,
        unix::{fs::PermissionsExt, net::UnixStream},
    },
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader as AsyncBufReader},
    net::{UnixListener, UnixStream as AsyncUnixStream},
    sync::Semaphore,
};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of all that can hang on one note, as text.
const ATTACHED_BYTES_MAX: u64 = (limits::ATTACHMENTS_EACH_MAX * limits::ATTACHED_DOCUMENT_BYTES_MAX.div_ceil(3) * 4) as u64;
/// Bytes of one line: a hand-over as text or all that hangs on a note, whichever is more, with room for what stands around it.
pub const LINE_BYTES_MAX: u64 = larger(2 * limits::HAND_OVER_BYTES_MAX as u64, ATTACHED_BYTES_MAX) + 64 * 1024;
/// Commands that reach a served profile at the same time.
const GUESTS_MAX: usize = 32;
const SOCKET: &str = "kith.sock";

const fn larger(a: u64, b: u64) -> u64 {
    if a > b { a } else { b }
}

/// What a command wants of a node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "kebab-case", deny_unknown_fields)]
#[allow(clippy::large_enum_variant, reason = "one is under way at a time")]
pub enum Errand {
    /// A command or query of the device.
    Ask {
        /// Which.
        request: Request,
    },
    /// An exchange now: with this relay, with this device, or with whatever can be met.
    Sync {
        /// A relay's address.
        relay: Option<String>,
        /// A device's address.
        peer: Option<String>,
    },
    /// Where the node can be reached.
    Address,
    /// Write a backup of the profile.
    Backup {
        /// The file.
        out: PathBuf,
        /// What will open it.
        passphrase: Passphrase,
    },
    /// Change what opens the profile that it serves.
    Passphrase {
        /// The passphrase until now.
        passphrase: Passphrase,
        /// The passphrase from now on.
        new: Passphrase,
        /// Where its device counts what it has signed.
        counters: PathBuf,
    },
    /// Unlock the profile that it serves.
    Unlock {
        /// The passphrase.
        passphrase: Passphrase,
        /// Where its device counts what it has signed.
        counters: PathBuf,
    },
}

/// A passphrase on its way to the node: shown nowhere, wiped when it is let go.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passphrase(String);

impl From<Zeroizing<String>> for Passphrase {
    fn from(text: Zeroizing<String>) -> Self {
        Self(text.as_str().to_owned())
    }
}

impl Passphrase {
    /// The passphrase itself.
    pub fn take(mut self) -> Zeroizing<String> {
        Zeroizing::new(std::mem::take(&mut self.0))
    }
}

impl Drop for Passphrase {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// What the node says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Done; the view.
    Ok(Value),
    /// Not done, and why.
    Error(KithError),
}

/// The fields of the errands that carry no passphrase; with one, they are not taken apart a second time.
#[derive(Deserialize)]
struct Written {
    errand: String,
    request: Option<Value>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

impl Errand {
    /// Reads an errand from its line, as strictly as `kith request` reads a request: what would be left out quietly is refused.
    ///
    /// # Errors
    /// Invalid input: `bad-request`, `unknown-field`.
    fn read(line: &[u8]) -> KithResult<Self> {
        let bad = || KithError::invalid("bad-request", "this is no errand, or it is too long");
        let errand: Self = serde_json::from_slice(line).map_err(|_| bad())?;
        if matches!(errand, Self::Ask { .. } | Self::Address) {
            let written: Written = serde_json::from_slice(line).map_err(|_| bad())?;
            if let Some(name) = written.rest.keys().next() {
                return Err(KithError::invalid("unknown-field", format!("The errand {} has no field named {name}. Nothing was done.", written.errand))
                    .with("name", name));
            }
            written.request.as_ref().map_or(Ok(()), |request| Request::from_value(request).map(|_| ()))?;
        }
        Ok(errand)
    }

    /// Has a node do it.
    ///
    /// # Errors
    /// What the device or the network says.
    pub async fn run(self, node: &NodeHandle) -> KithResult<Value> {
        match self.at(node).await {
            // The façade says its own errors; of those of the network the sentence is still to be said, in the device's language.
            Err(e) if e.said.is_empty() => {
                let settings = node.ask(Request::Settings).await.ok().and_then(|view| serde_json::from_value::<SettingsView>(view).ok());
                Err(match settings {
                    Some(settings) => e.said_in(Words::of(settings.language)),
                    None => e,
                })
            }
            answer => answer,
        }
    }

    async fn at(self, node: &NodeHandle) -> KithResult<Value> {
        match self {
            Self::Ask { request } => node.ask(request).await,
            Self::Backup { out, passphrase } => node.backup(out, BackupKey::Passphrase(passphrase.take())).await.and_then(|view| document(&view)),
            Self::Unlock { passphrase, counters } => {
                node.unlock(Box::new(PassphraseStore::new(passphrase.take()).counting_in(counters))).await.map(|()| json!({ "locked": false }))
            }
            Self::Passphrase { passphrase, new, counters } => {
                let store = |text: Passphrase| Box::new(PassphraseStore::new(text.take()).counting_in(counters.clone()));
                node.change_store(store(passphrase), store(new)).await.map(|()| json!({ "changed": true }))
            }
            Self::Address => Ok(json!({ "address": node.address() })),
            Self::Sync { relay: Some(relay), .. } => node.sync_relay_at(&relay).await.and_then(|report| document(&report)),
            Self::Sync { peer: Some(peer), .. } => node.sync_peer(&peer).await.and_then(|report| document(&report)),
            Self::Sync { .. } => node.sync_now().await.and_then(|report| document(&report)),
        }
    }
}

fn document(report: &impl Serialize) -> KithResult<Value> {
    serde_json::to_value(report).map_err(|_| KithError::storage("bad-report", "the report cannot be shown"))
}

/// Takes an errand to the node that serves a profile; nothing when none does.
///
/// # Errors
/// What the node says, or busy when it breaks off.
pub fn take(profile: &Path, errand: &Errand) -> Option<KithResult<Value>> {
    let stream = connect(profile).ok()?;
    Some(talk(stream, errand).unwrap_or_else(|_| Err(broken_off())))
}

/// Whether a node serves a profile.
#[must_use]
pub fn is_served(profile: &Path) -> bool {
    connect(profile).is_ok()
}

fn broken_off() -> KithError {
    KithError::new(ErrorKind::Busy, "broken-off", "the program that serves this profile broke off; look before you try again")
}

/// Said before anything is sent: the node would break off in the middle.
fn too_long() -> KithError {
    KithError::invalid("too-long", "this is longer than the program that serves this profile takes at once; nothing was done")
}

fn talk(mut stream: UnixStream, errand: &Errand) -> io::Result<KithResult<Value>> {
    let mut line = Zeroizing::new(serde_json::to_vec(errand)?);
    line.push(b'\n');
    if line.len() as u64 > LINE_BYTES_MAX {
        return Ok(Err(too_long()));
    }
    stream.write_all(&line)?;
    let mut answer = String::new();
    BufReader::new(stream).take(LINE_BYTES_MAX).read_line(&mut answer)?;
    Ok(match serde_json::from_str(&answer)? {
        Answer::Ok(value) => Ok(value),
        Answer::Error(e) => Err(e),
    })
}

/// A path that fits a socket's name, however deep the folder is: the folder is opened and named by its descriptor.
fn reachable(profile: &Path) -> io::Result<(PathBuf, File)> {
    let folder = File::open(profile)?;
    Ok((PathBuf::from(format!("/proc/self/fd/{}/{SOCKET}", folder.as_raw_fd())), folder))
}

fn connect(profile: &Path) -> io::Result<UnixStream> {
    UnixStream::connect(profile.join(SOCKET)).or_else(|e| {
        let too_long = e.kind() == io::ErrorKind::InvalidInput;
        if too_long { reachable(profile).and_then(|(path, _folder)| UnixStream::connect(path)) } else { Err(e) }
    })
}

/// The socket of a served profile; it is removed when this is dropped.
#[derive(Debug)]
pub struct Door {
    path: PathBuf,
    listener: UnixListener,
}

impl Door {
    /// Opens the socket. Only who holds the profile may: a socket left over from a crash is replaced.
    ///
    /// # Errors
    /// When the folder cannot hold one.
    pub fn open(profile: &Path) -> io::Result<Self> {
        let path = profile.join(SOCKET);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        let listener = UnixListener::bind(&path).or_else(|e| {
            let too_long = e.kind() == io::ErrorKind::InvalidInput;
            if too_long { reachable(profile).and_then(|(path, _folder)| UnixListener::bind(path)) } else { Err(e) }
        })?;
        fs::set_permissions(&path, Permissions::from_mode(0o600))?;
        Ok(Self { path, listener })
    }

    /// Serves errands until dropped.
    pub async fn serve(self, node: NodeHandle) {
        let guests = Arc::new(Semaphore::new(GUESTS_MAX));
        loop {
            let Ok(place) = guests.clone().acquire_owned().await else { return };
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    let node = node.clone();
                    tokio::spawn(async move {
                        if let Err(e) = attend(stream, &node).await {
                            tracing::debug!("a command broke off: {e}");
                        }
                        drop(place);
                    });
                }
                Err(e) => tracing::warn!("the profile's socket: {e}"),
            }
        }
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        // Left over, it would only be replaced next time.
        let _ = fs::remove_file(&self.path);
    }
}

async fn attend(stream: AsyncUnixStream, node: &NodeHandle) -> io::Result<()> {
    let (reading, mut writing) = stream.into_split();
    let mut reading = AsyncBufReader::new(reading);
    loop {
        let mut line = Zeroizing::new(Vec::new());
        let read = (&mut reading).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).await?;
        if read == 0 {
            return Ok(());
        }
        let whole = line.ends_with(b"\n");
        let answer = match Errand::read(if whole { &line } else { &[] }) {
            Ok(errand) => errand.run(node).await.map_or_else(Answer::Error, Answer::Ok),
            Err(e) => Answer::Error(e),
        };
        let mut out = serde_json::to_vec(&answer)?;
        out.push(b'\n');
        writing.write_all(&out).await?;
        if !whole {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_core::kith::view::NewAttachment;

    fn note(documents: usize) -> Errand {
        let data = "A".repeat(limits::ATTACHED_DOCUMENT_BYTES_MAX.div_ceil(3) * 4);
        let attach = vec![NewAttachment { name: Some("letter.txt".into()), words: String::new(), data }; documents];
        Errand::Ask { request: Request::NoteWrite { circle: "Mam".into(), text: "Tea".into(), attach } }
    }

    #[test]
    fn a_note_with_all_that_can_hang_on_it_fits_a_line_and_more_is_refused_before_a_byte_is_sent() {
        assert!(serde_json::to_vec(&note(limits::ATTACHMENTS_EACH_MAX)).unwrap().len() as u64 <= LINE_BYTES_MAX);
        let (here, there) = UnixStream::pair().unwrap();
        let refused = talk(here, &note(limits::ATTACHMENTS_EACH_MAX + 1)).unwrap().unwrap_err();
        assert_eq!((refused.kind, refused.code.as_str()), (ErrorKind::InvalidInput, "too-long"));
        assert_eq!(BufReader::new(there).read_to_end(&mut Vec::new()).unwrap(), 0);
    }

    #[test]
    fn an_errand_with_a_field_that_it_does_not_have_is_refused_as_a_request_typed_is() {
        let unknown = [
            (r#"{"errand":"ask","request":{"do":"whoami","name":"Elin"}}"#, "unknown-field"),
            (r#"{"errand":"ask","request":{"do":"note-write","circle":"Mam","text":"Tea","bogus":1}}"#, "unknown-field"),
            (r#"{"errand":"ask","request":{"do":"line-write","circle":"Mam","says":{"list":"medicine","name":"Aspirin","time":["08:00"]}}}"#, "unknown-field"),
            (r#"{"errand":"ask","request":{"do":"whoami"},"bogus":1}"#, "bad-request"),
            (r#"{"errand":"address","bogus":1}"#, "unknown-field"),
            (r#"{"errand":"sync","relay":null,"peer":null,"bogus":1}"#, "bad-request"),
            (r#"{"errand":"unlock","passphrase":"x","counters":"c","bogus":1}"#, "bad-request"),
            (r#"{"errand":"passphrase","passphrase":"x","new":"y","counters":"c","bogus":1}"#, "bad-request"),
        ];
        for (line, code) in unknown {
            assert_eq!(Errand::read(line.as_bytes()).unwrap_err().code, code, "{line}");
        }
        let whole = [
            Errand::Ask { request: Request::LockAfter { minutes: None } },
            Errand::Address,
            Errand::Sync { relay: None, peer: None },
            Errand::Unlock { passphrase: Zeroizing::new("x".to_owned()).into(), counters: "c".into() },
        ];
        for errand in whole {
            assert_eq!(Errand::read(&serde_json::to_vec(&errand).unwrap()), Ok(errand));
        }
    }
}
