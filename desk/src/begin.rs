//! `kith serve --begin` where there is no profile yet: a page begins one, or makes it from a backup, and is then the profile's.

use crate::{
    device::Profile,
    serve::{self, GOODBYE_MAX},
    web::{self, Beginning},
};
use axum::serve::Listener;
use kith_core::kith::{BackupKey, KithError, KithResult, NewProfile};
use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{mpsc, oneshot},
};
use zeroize::Zeroizing;

/// A profile to be.
struct ToBe {
    profile: Arc<Profile>,
    /// What opens it, once it is there; answered once nobody new is let in here.
    made: mpsc::Sender<(Zeroizing<String>, oneshot::Sender<()>)>,
}

/// The socket in the hand of the page that begins: its end drops with it.
struct Held {
    socket: TcpListener,
    _gone: oneshot::Sender<()>,
}

impl Listener for Held {
    type Io = TcpStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        Listener::accept(&mut self.socket).await
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.socket.local_addr()
    }
}

impl ToBe {
    /// Makes it on a thread of its own: stretching a passphrase takes a moment.
    async fn with(&self, passphrase: Zeroizing<String>, make: impl FnOnce(&Profile, Zeroizing<String>) -> KithResult<()> + Send + 'static) -> KithResult<()> {
        let (profile, opens) = (self.profile.clone(), passphrase.clone());
        let done = tokio::task::spawn_blocking(move || make(&profile, opens)).await;
        done.map_err(|_| KithError::storage("disk", "the profile could not be made"))??;
        let (closed, gone) = oneshot::channel();
        // Nobody hears it when the program is being stopped: the profile is there all the same.
        if self.made.send((passphrase, closed)).await.is_ok() {
            // The browser is sent on only once its next request can reach the profile's own pages alone.
            let _ = gone.await;
        }
        Ok(())
    }
}

impl Beginning for ToBe {
    async fn make(&self, new: NewProfile, passphrase: Zeroizing<String>) -> KithResult<()> {
        self.with(passphrase, move |profile, opens| profile.create_with(&new, opens).map(drop)).await
    }

    async fn restore(&self, backup: &Path, opens: Zeroizing<String>, passphrase: Zeroizing<String>) -> KithResult<()> {
        let backup = backup.to_owned();
        let restore = move |profile: &Profile, own| profile.restore_with(&backup, &BackupKey::Passphrase(opens), own, &mut |_, _| {}).map(drop);
        self.with(passphrase, restore).await
    }

    fn upload(&self) -> PathBuf {
        self.profile.dir().with_extension("restore")
    }
}

/// Serves the page until there is a profile, and gives the socket back with what opens it; nothing where it is stopped before.
///
/// # Errors
/// When the socket breaks or the system gives no signals.
pub async fn run(profile: Profile, listener: TcpListener, token: &str) -> KithResult<Option<(TcpListener, Zeroizing<String>)>> {
    let cannot = |e: io::Error| KithError::storage("cannot-serve", format!("the page: {e}"));
    let told = serve::told_to_stop().map_err(cannot)?;
    // One socket in two hands: between the page that begins and the pages of the profile no browser is turned away.
    let listener = listener.into_std().map_err(cannot)?;
    let here = TcpListener::from_std(listener.try_clone().map_err(cannot)?).map_err(cannot)?;
    let (made, mut opens) = mpsc::channel(1);
    let (held, gone) = oneshot::channel();
    let here = Held { socket: here, _gone: held };
    let router = web::begin_router(ToBe { profile: Arc::new(profile), made }, token);
    let (stop, stopped) = oneshot::channel::<()>();
    let server = axum::serve(here, router).with_graceful_shutdown(async {
        // An end that was dropped means stop as well.
        let _ = stopped.await;
    });
    let mut serving = tokio::spawn(server.into_future());
    let made = tokio::select! {
        made = opens.recv() => made,
        () = told => None,
        _ = &mut serving => None,
    };
    drop(stop);
    let passphrase = match made {
        Some((passphrase, closed)) => {
            // It never sends: it ends with the socket.
            let _ = gone.await;
            let _ = closed.send(());
            Some(passphrase)
        }
        None => None,
    };
    // The answer that sends the browser on is still to leave.
    if tokio::time::timeout(GOODBYE_MAX, &mut serving).await.is_err() {
        serving.abort();
    }
    passphrase.map(|opens| Ok((TcpListener::from_std(listener).map_err(cannot)?, opens))).transpose()
}
