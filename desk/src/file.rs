//! Files that the command writes: whether they can be is found out before anything is done, and what is private is its owner's alone.

use kith_core::kith::{KithError, KithResult};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// That a file or folder cannot be written, and why.
#[must_use]
pub fn cannot_write(path: &Path, error: &io::Error) -> KithError {
    KithError::storage("cannot-write", format!("{} cannot be written: {error}", path.display()))
}

/// Whether a file can be written under this name. Nothing is left behind, and nothing that is there is changed.
///
/// # Errors
/// When it cannot.
pub fn check(path: &Path) -> KithResult<()> {
    refuse_profile(path)?;
    probe(path).map_err(|e| cannot_write(path, &e))
}

/// The files of a profile: what is written over them is the profile.
const PROFILE_FILES: [&str; 5] = ["keys", "kith.db", "kith.db-wal", "kith.db-shm", "lock"];

/// Refuses a name under which a profile keeps its own.
fn refuse_profile(path: &Path) -> KithResult<()> {
    let meant = fs::canonicalize(path).unwrap_or_else(|_| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let named = meant.file_name().is_some_and(|name| PROFILE_FILES.iter().any(|own| name == *own));
    let of_profile = named && meant.parent().is_some_and(|folder| folder.join("keys").exists() || folder.join("kith.db").exists());
    if of_profile {
        let reason = "A profile keeps its own under that name, and would be lost. Nothing was done: choose another name.";
        return Err(KithError::invalid("name-of-a-profile", reason));
    }
    Ok(())
}

/// Where a backup goes that is to stand under this name: nothing may stand there yet, for what does may be the only older backup.
///
/// # Errors
/// When a profile keeps its own there, or there is something already.
pub fn backup_place(path: &Path) -> KithResult<PathBuf> {
    refuse_profile(path)?;
    match fs::symlink_metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => std::path::absolute(path).map_err(|e| cannot_write(path, &e)),
        Err(e) => Err(cannot_write(path, &e)),
        Ok(_) => Err(cannot_write(path, &io::ErrorKind::AlreadyExists.into())),
    }
}

fn probe(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            OpenOptions::new().write(true).create_new(true).open(path)?;
            // Only to see whether it can be: nothing stays if what is asked next is refused.
            fs::remove_file(path)
        }
        Err(e) => Err(e),
        // A link that leads nowhere yet is written through when the time comes. A pipe is not opened twice: its reader would take the first
        // close for the end.
        Ok(_) => match fs::metadata(path) {
            Ok(there) if there.is_file() || there.is_dir() => OpenOptions::new().append(true).open(path).map(drop),
            Ok(_) => Ok(()),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(e),
        },
    }
}

/// Whether a new folder can be made under this name.
///
/// # Errors
/// When there is something already, or its parent cannot be written.
pub fn check_folder(path: &Path) -> KithResult<()> {
    make_folder(path).and_then(|()| fs::remove_dir(path)).map_err(|e| cannot_write(path, &e))
}

/// A new folder for its owner only.
///
/// # Errors
/// When there is something already, or its parent cannot be written.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a file that only its owner can read, also where one stood there that others could.
///
/// # Errors
/// When it cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> KithResult<()> {
    open_private(path).and_then(|mut file| file.write_all(bytes)).map_err(|e| cannot_write(path, &e))
}

fn open_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    // A terminal or a pipe has no length, and its mode is not ours.
    if file.metadata()?.is_file() {
        #[cfg(unix)]
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        file.set_len(0)?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn code(done: KithResult<()>) -> String {
        done.map_or_else(|e| e.code, |()| "fine".to_owned())
    }

    #[test]
    fn what_cannot_be_written_is_found_out_and_nothing_is_left_or_changed_by_looking() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::write(at("there"), "before").unwrap();
        fs::create_dir(at("folder")).unwrap();
        symlink(at("later"), at("link")).unwrap();
        assert_eq!(code(check(&at("new"))), "fine");
        assert_eq!(code(check(&at("there"))), "fine");
        assert_eq!(code(check(&at("link"))), "fine");
        assert_eq!(code(check(&at("folder"))), "cannot-write");
        assert_eq!(code(check(&at("none/new"))), "cannot-write");
        assert_eq!(code(check_folder(&at("export"))), "fine");
        assert_eq!(code(check_folder(&at("folder"))), "cannot-write");
        assert_eq!(code(check_folder(&at("none/export"))), "cannot-write");
        assert_eq!(fs::read_to_string(at("there")).unwrap(), "before");
        assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink(), "the link is still a link");
        assert!(!at("new").exists() && !at("later").exists() && !at("export").exists());
    }

    #[test]
    fn a_pipe_is_not_opened_to_see_whether_it_can_be_written() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        // Without a reader, to open it would wait for ever.
        assert_eq!(code(check(&pipe)), "fine");
    }

    #[test]
    fn what_is_private_is_its_owners_alone_also_where_others_could_read_what_stood_there() {
        let dir = tempfile::tempdir().unwrap();
        let (old, new) = (dir.path().join("old"), dir.path().join("new"));
        fs::write(&old, "something longer than what comes").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
        for path in [&old, &new] {
            write_private(path, b"letter").unwrap();
            assert_eq!(fs::read_to_string(path).unwrap(), "letter");
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn nothing_is_written_over_a_profiles_own_files_and_a_backup_takes_the_place_of_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("ana")).unwrap();
        for own in ["keys", "kith.db"] {
            fs::write(at("ana").join(own), "hers").unwrap();
        }
        symlink(at("ana/keys"), at("innocent")).unwrap();
        for name in ["ana/keys", "ana/kith.db", "ana/lock", "ana/kith.db-wal", "innocent", "ana/../ana/keys"] {
            assert_eq!(code(check(&at(name))), "name-of-a-profile", "{name}");
            assert_eq!(code(backup_place(&at(name)).map(drop)), "name-of-a-profile", "{name}");
        }
        assert_eq!(code(check(&at("ana/invitation"))), "fine", "another name in its folder is nobody's");
        assert_eq!(code(check(&at("keys"))), "fine", "where no profile is, no name is taken");
        assert_eq!(code(backup_place(Path::new("/dev/null")).map(drop)), "cannot-write");
        assert_eq!(code(backup_place(&at("ana")).map(drop)), "cannot-write");
        fs::write(at("old.backup"), "old").unwrap();
        symlink(at("old.backup"), at("usual")).unwrap();
        symlink(at("nowhere"), at("later")).unwrap();
        for name in ["old.backup", "usual", "later"] {
            assert_eq!(code(backup_place(&at(name)).map(drop)), "cannot-write", "{name}");
        }
        assert_eq!(backup_place(&at("new.backup")).unwrap(), at("new.backup"));
    }
}
