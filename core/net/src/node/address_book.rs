//! Where other devices were last met, so that phones on one network find each other when the relay cannot be reached.
//!
//! A file beside the profile's database: `kith-book 1`, then one address a line, last met first. It holds network keys and socket
//! addresses, nothing about people. A line that cannot be read is left out.

use crate::DeviceAddress;
use std::{
    collections::VecDeque,
    io,
    path::{Path, PathBuf},
};

/// Devices remembered.
pub const PEERS_MAX: usize = 64;
const HEAD: &str = "kith-book 1";

/// Addresses of other devices, last met first.
#[derive(Debug, Default)]
pub struct AddressBook {
    file: Option<PathBuf>,
    peers: VecDeque<DeviceAddress>,
}

impl AddressBook {
    /// The book in a file; an empty one where there is none yet.
    #[must_use]
    pub fn open(file: Option<&Path>) -> Self {
        let text = file.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        let mut lines = text.lines();
        let known = lines.next() == Some(HEAD);
        let peers = lines.filter(|_| known).filter_map(|line| line.parse().ok()).take(PEERS_MAX).collect();
        Self { file: file.map(Path::to_owned), peers }
    }

    /// The devices to try, last met first.
    #[must_use]
    pub fn peers(&self) -> Vec<DeviceAddress> {
        self.peers.iter().cloned().collect()
    }

    /// Adds an address heard of, behind those that were met; a newer address of a known device replaces the old one. Whether it says
    /// anything new.
    pub fn heard(&mut self, address: DeviceAddress) -> bool {
        if let Some(known) = self.peers.iter_mut().find(|known| known.endpoint_id == address.endpoint_id) {
            let new = *known != address;
            *known = address;
            return new;
        }
        let room = self.peers.len() < PEERS_MAX;
        if room {
            self.peers.push_back(address);
        }
        room
    }

    /// Remembers where a device was just met. One met through an iroh-relay alone has no place of its own: it keeps the one where it
    /// was met before.
    ///
    /// # Errors
    /// When the file cannot be written; the book in memory holds it all the same.
    pub fn met(&mut self, mut address: DeviceAddress) -> io::Result<()> {
        if address.addrs.is_empty()
            && let Some(known) = self.peers.iter().find(|known| known.endpoint_id == address.endpoint_id)
        {
            address.addrs.clone_from(&known.addrs);
        }
        if self.peers.front() == Some(&address) {
            return Ok(());
        }
        self.peers.retain(|known| known.endpoint_id != address.endpoint_id);
        self.peers.push_front(address);
        self.peers.truncate(PEERS_MAX);
        self.save()
    }

    fn save(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let lines: Vec<String> = std::iter::once(HEAD.to_owned()).chain(self.peers.iter().map(ToString::to_string)).collect();
        // Written beside and renamed, so that a power cut leaves the old book or the new one.
        let beside = file.with_extension("new");
        let mut options = std::fs::File::options();
        options.write(true).create(true).truncate(true);
        // Whom somebody has met is nothing for others who use the machine.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        io::Write::write_all(&mut options.open(&beside)?, (lines.join("\n") + "\n").as_bytes())?;
        std::fs::rename(beside, file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(id: u8, port: u16) -> DeviceAddress {
        DeviceAddress { endpoint_id: [id; 32], addrs: vec![([127, 0, 0, 1], port).into()] }
    }

    #[test]
    fn who_was_met_last_comes_first_after_a_restart_too() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("peers");
        let mut book = AddressBook::open(Some(&file));
        for (id, port) in [(1, 10), (2, 20), (1, 11)] {
            book.met(at(id, port)).unwrap();
        }
        assert_eq!(AddressBook::open(Some(&file)).peers(), vec![at(1, 11), at(2, 20)]);
    }

    #[test]
    fn a_full_book_forgets_who_was_met_longest_ago() {
        let mut book = AddressBook::default();
        for id in 0..=u8::try_from(PEERS_MAX).unwrap() {
            book.met(at(id, 1)).unwrap();
        }
        assert_eq!(book.peers().len(), PEERS_MAX);
        assert!(!book.peers().contains(&at(0, 1)));
        assert!(!book.heard(at(200, 1)));
        assert!(!book.peers().contains(&at(200, 1)), "hearsay pushes nobody out");
    }

    #[test]
    fn a_device_met_through_a_relay_alone_is_remembered_and_keeps_its_place() {
        let nowhere = |id| DeviceAddress { endpoint_id: [id; 32], addrs: Vec::new() };
        let mut book = AddressBook::default();
        book.met(at(1, 10)).unwrap();
        for id in [1, 2] {
            book.met(nowhere(id)).unwrap();
        }
        assert_eq!(book.peers(), vec![nowhere(2), at(1, 10)]);
    }

    #[test]
    fn what_is_heard_again_is_no_news() {
        let mut book = AddressBook::default();
        assert_eq!([at(1, 10), at(1, 10), at(1, 11)].map(|address| book.heard(address)), [true, false, true]);
    }

    #[test]
    fn a_damaged_book_is_read_as_far_as_it_goes() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("peers");
        std::fs::write(&file, format!("{HEAD}\nnonsense\n{}\n", at(3, 30))).unwrap();
        assert_eq!(AddressBook::open(Some(&file)).peers(), vec![at(3, 30)]);
        std::fs::write(&file, [0xff, 0xfe]).unwrap();
        assert!(AddressBook::open(Some(&file)).peers().is_empty());
    }
}
