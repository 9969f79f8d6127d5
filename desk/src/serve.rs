//! `kith serve`: a profile as a node with its web page, until it is told to stop.

use crate::{
    begin, cli,
    device::Profile,
    output,
    served::Door,
    web::{self, WebOptions},
};
use axum::Router;
use kith_core::keystore::{DemoStore, KeyStore, PassphraseStore};
use kith_core::kith::{BackupKey, Change, ErrorKind, Kith, KithError, KithResult, Request};
use kith_net::{NodeHandle, Reach};
use serde_json::{Value, json};
use std::{
    fs::File,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::{broadcast, oneshot},
};
use zeroize::Zeroizing;

/// How long open pages may take to go once the node is told to stop.
pub const GOODBYE_MAX: Duration = Duration::from_secs(1);
const TOKEN_BYTES: usize = 18;

/// A node as its pages see it.
#[derive(Clone)]
pub struct PageDevice {
    /// The running device.
    pub node: NodeHandle,
    /// Where its profile is.
    pub dir: PathBuf,
    /// What a passphrase opens it with.
    pub keys: PageKeys,
}

/// What opens a device's profile from its pages.
#[derive(Debug, Clone)]
pub enum PageKeys {
    /// A passphrase, with counters in this folder.
    Passphrase(PathBuf),
    /// The demo's: a passphrase that everybody may know, with counters beside the profile.
    Demo(&'static str),
    /// The demo's store for those of its devices that have no passphrase.
    Sample(u64, &'static str),
}

impl PageKeys {
    fn store(&self, passphrase: Zeroizing<String>) -> KithResult<Box<dyn KeyStore>> {
        Ok(match self {
            Self::Passphrase(counters) => Box::new(PassphraseStore::new(passphrase).counting_in(counters.clone())),
            Self::Demo(_) => Box::new(PassphraseStore::new(passphrase)),
            Self::Sample(seed, known) if passphrase.as_str() == *known => Box::new(DemoStore::new(*seed)),
            Self::Sample(..) => return Err(KithError::new(ErrorKind::Locked, "locked", "another passphrase")),
        })
    }
}

/// A backup's file for as long as it takes to open it: each has a name of its own, so that two at once do not meet.
fn download(folder: &Path) -> PathBuf {
    folder.join(format!("backup-{}.download", token()))
}

impl web::Device for PageDevice {
    async fn ask(&self, request: Request) -> KithResult<Value> {
        self.node.ask(request).await
    }

    async fn sync_now(&self) -> KithResult<Value> {
        let report = self.node.sync_now().await?;
        serde_json::to_value(report).map_err(|_| KithError::storage("bad-report", "the report cannot be shown"))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.node.changes()
    }

    fn address(&self) -> Option<String> {
        self.node.address()
    }

    async fn unlock(&self, passphrase: Zeroizing<String>) -> KithResult<()> {
        self.node.unlock(self.keys.store(passphrase)?).await
    }

    async fn backup(&self, passphrase: Zeroizing<String>) -> KithResult<File> {
        let path = download(&self.dir);
        let made = self.node.backup(path.clone(), BackupKey::Passphrase(passphrase)).await;
        let file = made.and_then(|_| File::open(&path).map_err(|e| KithError::storage("cannot-serve", format!("the backup: {e}"))));
        // Whoever downloads it has it open: no copy stays behind in the profile's folder.
        let _ = std::fs::remove_file(&path);
        file
    }

    async fn change_passphrase(&self, now: Zeroizing<String>, new: Zeroizing<String>) -> KithResult<()> {
        let PageKeys::Passphrase(_) = self.keys else {
            return Err(KithError::not_allowed("known-passphrase", "In the sample co-op the passphrase is everybody's, and stays as it is."));
        };
        self.node.change_store(self.keys.store(now)?, self.keys.store(new)?).await
    }

    fn known_passphrase(&self) -> Option<&'static str> {
        match self.keys {
            PageKeys::Passphrase(_) => None,
            PageKeys::Demo(known) | PageKeys::Sample(_, known) => Some(known),
        }
    }
}

/// A new secret for an address: random, in letters that an address may hold.
#[must_use]
pub fn token() -> String {
    let mut bytes = [0; TOKEN_BYTES];
    getrandom::fill(&mut bytes).expect("the operating system always has randomness once it has started");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs the profile until SIGTERM or ctrl-c.
///
/// # Errors
/// When the profile cannot be opened or a socket cannot be had.
pub async fn run(profile: Profile, serve: &cli::Serve, as_json: bool) -> KithResult<()> {
    let reach = if serve.loopback { Reach::Loopback } else { Reach::Everywhere };
    // Before anything else is begun: a port that is taken is found out at once.
    let listener = listen(serve.port).await?;
    let addr = listener.local_addr().map_err(|e| cannot_serve("the page's port cannot be had", &e))?;
    let token = token();
    let url = format!("http://{addr}/?token={token}");
    let begins = serve.begin && !Kith::exists(profile.dir()) && !Kith::lacks_keys(profile.dir());
    let (listener, passphrase) = if begins {
        say_where(&url, None, as_json).map_err(|e| cannot_serve("standard output", &e))?;
        if serve.open {
            open_browser(&url);
        }
        let Some((listener, passphrase)) = begin::run(profile.clone(), listener, &token).await? else { return Ok(()) };
        (listener, Some(passphrase))
    } else {
        (listener, None)
    };
    // A page that has begun a profile has told where it is: it is stopped in order from then on. A passphrase that is asked for at the terminal
    // can be broken off as anything there can.
    let told = || told_to_stop().map_err(|e| cannot_serve("the signals", &e));
    let early = if begins { Some(told()?) } else { None };
    let node = profile.start(reach, !serve.no_lan && !serve.loopback, (true, passphrase)).await?;
    let told = early.map_or_else(told, Ok)?;
    if !begins {
        say_where(&url, node.address(), as_json).map_err(|e| cannot_serve("standard output", &e))?;
    }
    if serve.open && !begins {
        open_browser(&url);
    }
    let result = pages(&profile, &node, listener, token, told).await;
    node.shutdown().await;
    result
}

fn cannot_serve(what: &str, e: &io::Error) -> KithError {
    KithError::storage("cannot-serve", format!("{what}: {e}"))
}

async fn pages(profile: &Profile, node: &NodeHandle, listener: TcpListener, token: String, told: impl Future<Output = ()>) -> KithResult<()> {
    let door = Door::open(profile.dir()).map_err(|e| cannot_serve("the profile's socket cannot be made", &e))?;
    let serving = tokio::spawn(door.serve(node.clone()));
    let keys = PageKeys::Passphrase(profile.counters().to_owned());
    let device = PageDevice { node: node.clone(), dir: profile.dir().to_owned(), keys };
    let router = web::router(device, WebOptions { prefix: String::new(), token });
    let result = until_stopped(listener, router, told).await.map_err(|e| cannot_serve("the page", &e));
    serving.abort();
    // The socket's file goes with the task that held it.
    let _ = serving.await;
    result
}

fn say_where(url: &str, address: Option<String>, as_json: bool) -> io::Result<()> {
    if as_json {
        return output::document(&json!({ "url": url, "address": address }));
    }
    output::line(url)?;
    address.map_or(Ok(()), |address| output::line(&address))
}

/// A socket for pages, on loopback only.
///
/// # Errors
/// Busy when another program has the port, not allowed when this user may not take it.
pub async fn listen(port: u16) -> KithResult<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(|e| match e.kind() {
        io::ErrorKind::AddrInUse => {
            let reason = format!("another program has port {port} already: name another with --port, or none for a free one");
            KithError::new(ErrorKind::Busy, "port-in-use", reason).with("port", port)
        }
        io::ErrorKind::PermissionDenied => {
            KithError::not_allowed("port-not-allowed", format!("this user may not take port {port}: name one from 1024 on")).with("port", port)
        }
        _ => KithError::storage("cannot-serve", format!("the page's port cannot be had: {e}")),
    })
}

/// Serves pages until it is told to stop ([`told_to_stop`], called before anybody is told where the pages are), then lets what is under way finish for a moment.
///
/// # Errors
/// When the socket breaks.
pub async fn until_stopped(listener: TcpListener, router: Router, told: impl Future<Output = ()>) -> io::Result<()> {
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        // An end that was dropped means stop as well.
        let _ = stopped.await;
    });
    let mut serving = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut serving => return ended.unwrap_or_else(|e| Err(io::Error::other(e))),
        () = told => {}
    }
    drop(stop);
    // A page that listens for changes would stay for ever.
    if tokio::time::timeout(GOODBYE_MAX, &mut serving).await.is_err() {
        serving.abort();
    }
    Ok(())
}

/// Ends once SIGTERM or ctrl-c tells this process to stop. Both are caught from the call on.
///
/// # Errors
/// When the system gives no signals.
pub fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut term = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Opens an address in the browser, if the system knows one.
pub fn open_browser(url: &str) {
    let opened = std::process::Command::new("xdg-open").arg(url).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn();
    if opened.is_err() {
        tracing::warn!("no browser could be opened");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_backups_at_once_do_not_share_a_file() {
        let folder = Path::new("profile");
        assert_ne!(download(folder), download(folder));
        assert!(download(folder).starts_with(folder));
    }

    #[tokio::test]
    async fn a_port_that_is_taken_is_told_as_that_with_a_way_out() {
        let first = listen(0).await.unwrap();
        let port = first.local_addr().unwrap().port();
        let taken = listen(port).await.unwrap_err();
        assert_eq!((taken.kind, taken.code.as_str()), (ErrorKind::Busy, "port-in-use"));
        assert!(taken.reason.contains(&port.to_string()) && taken.reason.contains("--port"), "{}", taken.reason);
    }
}
