//! What each crate is built from, read off the manifests.

use super::tree;
use std::collections::BTreeSet;
use std::fs;

/// Folders of the crates that other crates of ours depend on, by name.
const OURS: [(&str, &str); 5] =
    [("kith-wire", "core/wire"), ("kith-core", "core"), ("kith-net", "core/net"), ("kith-relay", "sync-relay"), ("kith-ffi", "bindings")];

fn manifest(folder: &str) -> toml::Table {
    let path = tree::top().join(folder).join("Cargo.toml");
    fs::read_to_string(&path).unwrap().parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn direct(folder: &str) -> BTreeSet<String> {
    let manifest = manifest(folder);
    let names = manifest["dependencies"].as_table().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    assert!(!names.is_empty());
    names
}

/// Everything that the crate names, and what the crates of ours among it name in turn; development dependencies apart.
fn all(folder: &str) -> BTreeSet<String> {
    let mut found = direct(folder);
    for (name, place) in OURS {
        if found.contains(name) {
            found.extend(all(place));
        }
    }
    found
}

fn refuse(folder: &str, forbidden: &[&str], why: &str) {
    let all = all(folder);
    for name in forbidden {
        assert!(!all.contains(*name), "{folder} depends on {name}: {why}");
    }
}

/// covers: R5, X2
#[test]
fn the_relay_is_built_without_the_means_to_read() {
    refuse("sync-relay", &["kith-core", "kith-net", "automerge", "hpke", "chacha20poly1305", "x25519-dalek"], "the relay links nothing that opens an envelope");
}

/// covers: R5
#[test]
fn what_the_relay_shares_with_devices_cannot_open_store_or_send() {
    refuse("core/wire", &["chacha20poly1305", "hpke", "x25519-dalek", "rusqlite", "iroh", "tokio", "axum", "automerge"], "kith-wire is bytes and limits only");
}

#[test]
fn the_core_is_built_without_network_runtime_or_bindings() {
    refuse("core", &["iroh", "tokio", "axum", "uniffi", "kith-net", "kith-relay"], "the core is a value that is stepped");
}

#[test]
fn only_bindings_depend_on_uniffi() {
    for folder in ["core", "core/wire", "core/net", "sync-relay", "desk", "tests"] {
        assert!(!direct(folder).contains("uniffi"), "{folder} depends on uniffi");
    }
}

#[test]
fn every_crate_takes_the_workspace_lints() {
    let workspace = manifest(".");
    for folder in workspace["workspace"]["members"].as_array().unwrap() {
        let folder = folder.as_str().unwrap();
        let taken = manifest(folder).get("lints").and_then(|l| l.get("workspace")).and_then(toml::Value::as_bool);
        assert_eq!(taken, Some(true), "{folder}/Cargo.toml says `[lints] workspace = true`");
    }
}
