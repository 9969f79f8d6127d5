//! The pages over real HTTP, and thing seven: the relay's switch and what lies on it.

use super::{Told, ask, check, said, until};
use crate::{
    demo::{
        coop::{CIRCLE, SampleCoop},
        stage::Stage,
    },
    web::Demo,
};
use kith_core::kith::{
    Request,
    view::{NoteView, TruthView},
};
use std::{io, net::SocketAddr, path::Path};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// Bytes of a page that are read.
const PAGE_BYTES_MAX: u64 = 4 * 1024 * 1024;
const WITHOUT_RELAY: &str = "The relay is off; this went from phone to phone.";

struct Page {
    status: u16,
    head: String,
    body: String,
}

async fn get(addr: SocketAddr, path: &str, cookie: &str) -> io::Result<Page> {
    let mut stream = TcpStream::connect(addr).await?;
    let cookie = if cookie.is_empty() { String::new() } else { format!("Cookie: {cookie}\r\n") };
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {addr}\r\n{cookie}Connection: close\r\n\r\n").as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.take(PAGE_BYTES_MAX).read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Ok(Page { status, head: head.to_owned(), body: body.to_owned() })
}

/// Without the token nothing is shown; with it, the demo's page and every device's.
pub async fn pages_open(addr: SocketAddr, token: &str) -> Told {
    let page = |path: String, cookie: String| async move { get(addr, &path, &cookie).await.map_err(|e| format!("{path}: {e}")) };
    let stranger = page("/".to_owned(), String::new()).await?;
    check(stranger.status == 401 || stranger.status == 403, &format!("a stranger is turned away, not answered {}", stranger.status))?;
    let entered = page(format!("/?token={token}"), String::new()).await?;
    let cookie = entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).ok_or("the token gives a cookie")?;
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    for (path, holds) in [
        ("/", "/phone/dewi"),
        ("/office/book", "Ana Ferreira"),
        ("/phone/dewi", "Mair"),
        ("/phone/ana", "Mair"),
        ("/phone/elin", "Mair"),
        ("/phone/mair", "Mair"),
        ("/relay", "<table"),
    ] {
        let shown = page(path.to_owned(), cookie.clone()).await?;
        check(shown.status == 200, &format!("{path} is answered {}", shown.status))?;
        check(shown.body.contains(holds), &format!("{path} shows {holds}"))?;
    }
    Ok(())
}

/// With the relay off two phones on one network sync directly; with it on, it holds only what nobody there can read.
pub async fn relay(coop: &SampleCoop, stage: &Stage) -> Told {
    let (dewi, ana) = (&coop.dewi, &coop.ana);
    stage.switch_relay(false).await.map_err(said)?;
    check(!stage.view().await.relay_on, "the relay is off")?;
    check(dewi.node.sync_relay().await.is_err(), "nobody answers for the relay")?;
    let _: NoteView = ask(dewi, Request::NoteWrite { circle: CIRCLE.to_owned(), text: WITHOUT_RELAY.to_owned(), attach: Vec::new() }).await?;
    let notes = Request::Notes { circle: CIRCLE.to_owned(), limit: 10, before_ms: None };
    let arrived = |notes: &Vec<NoteView>| notes.iter().any(|note| note.text == WITHOUT_RELAY && note.author.name == dewi.person.name);
    until(ana, notes, "the note, from phone to phone", arrived).await?;
    let met: TruthView = ask(ana, Request::Truth).await?;
    check(met.last_peer_ms.is_some(), "Ana's phone says that it met another")?;
    stage.switch_relay(true).await.map_err(said)?;
    until(dewi, Request::Truth, "nothing waits once the relay is back", |truth: &TruthView| truth.waiting == 0).await?;
    let holding = stage.relay_holding().await.map_err(said)?;
    check(holding.envelopes > 0 && !holding.rows.is_empty() && holding.bytes > 0, "the relay holds envelopes")?;
    let words = [WITHOUT_RELAY, "Bore braf", "blue tin", "Ana Ferreira", "Mair Morgan", "Eye clinic", "lunch club", "Cylch Mair"];
    let found = words_on_disk(coop.relay.dir(), &words).map_err(|e| format!("the relay's folder cannot be read: {e}"))?;
    check(found.is_empty(), &format!("nothing of what people wrote lies readable on the relay: {found:?}"))
}

/// Which of the words stand readable in any file of a folder.
fn words_on_disk<'a>(dir: &Path, words: &[&'a str]) -> io::Result<Vec<&'a str>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_file() {
            let bytes = std::fs::read(path)?;
            found.extend(words.iter().filter(|word| bytes.windows(word.len()).any(|window| window == word.as_bytes())));
        }
    }
    Ok(found)
}
