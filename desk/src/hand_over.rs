//! Codes between two phones as the command line handles them: read from text, file or standard input; written to a file or drawn.

use crate::{
    cli::{GiveOut, TakeFrom},
    file,
};
use kith_core::kith::{
    KithError, KithResult,
    view::{AttachmentFileView, CoinPictureView, HandOver, NewAttachment},
};
use kith_wire::{limits, text::Payload};
use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};
use serde_json::Value;
use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// Characters that a code, a note or a request may have on its way in: a hand-over as base64, with room for line breaks.
const TEXT_IN_BYTES_MAX: u64 = limits::HAND_OVER_BYTES_MAX as u64 * 2;

impl TakeFrom {
    /// The code as text.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read or is too long.
    pub fn read(self) -> KithResult<String> {
        match (self.text.or(self.alone), self.file) {
            (Some(text), _) => Ok(text),
            (None, Some(path)) => read_code(&path),
            (None, None) => Err(KithError::invalid("no-code", "give the code with --text or --in")),
        }
    }
}

/// A text as typed, or standard input for `-`.
///
/// # Errors
/// When standard input is too long or no text.
pub fn text_or_stdin(text: String) -> KithResult<String> {
    if text == "-" { into_text(bounded(io::stdin().lock(), "standard input", TEXT_IN_BYTES_MAX)?) } else { Ok(text) }
}

fn read_code(path: &Path) -> KithResult<String> {
    let bytes = if path.as_os_str() == "-" {
        bounded(io::stdin().lock(), "standard input", TEXT_IN_BYTES_MAX)?
    } else {
        bounded(open(path)?, &path.display().to_string(), TEXT_IN_BYTES_MAX)?
    };
    // The bytes of a payload may stand in a file as they are; the façade takes text.
    match Payload::from_file(&bytes) {
        Ok(payload) => Ok(payload.to_link()),
        Err(_) => into_text(bytes),
    }
}

fn open(path: &Path) -> KithResult<File> {
    File::open(path).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => KithError::not_found("no-such-file", format!("there is no file {}", path.display())),
        _ => KithError::storage("cannot-read", format!("{} cannot be read: {e}", path.display())),
    })
}

fn bounded(from: impl Read, name: &str, most: u64) -> KithResult<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes).map_err(|e| KithError::storage("cannot-read", format!("{name} cannot be read: {e}")))?;
    if bytes.len() as u64 > most {
        return Err(KithError::invalid("too-long", format!("{name} is too long")));
    }
    Ok(bytes)
}

fn into_text(bytes: Vec<u8>) -> KithResult<String> {
    String::from_utf8(bytes)
        .map(|text| text.trim_end_matches(['\n', '\r']).to_owned())
        .map_err(|_| KithError::invalid("not-text", "this is neither text nor a Kith code"))
}

/// The fields of an answer in which a code stands: the reply of something received, what goes with a gift, what others are to sign.
const CODE_FIELDS: [&str; 3] = ["reply", "hand_over", "cosign"];

/// The code in an answer, if it holds one: the answer itself, the reply of something received, or what goes with a gift or a removal.
#[must_use]
pub fn find(answer: &Value) -> Option<HandOver> {
    let fields = CODE_FIELDS.iter().filter_map(|name| answer.get(name));
    fields.chain([answer]).find_map(|value| serde_json::from_value(value.clone()).ok())
}

/// Whether what is to be given out can be written where it was asked to go; asked before anything is done.
///
/// # Errors
/// When the file or the folder cannot be written.
pub fn check(give: &GiveOut) -> KithResult<()> {
    if let Some(folder) = &give.folder {
        file::check_folder(folder)?;
    }
    give.out.as_ref().filter(|path| path.as_os_str() != "-").map_or(Ok(()), |path| file::check(path))
}

/// Writes the code of an answer where it was asked to go, and says in the answer where that was.
///
/// # Errors
/// When a file was asked for and there is no code, or the file cannot be written.
pub fn put(answer: &mut Value, give: &GiveOut) -> KithResult<()> {
    if let Some(folder) = &give.folder {
        return put_export(answer, folder);
    }
    let Some(path) = &give.out else { return Ok(()) };
    if let Some(bytes) = saved(answer) {
        return put_bytes(answer, &bytes, path);
    }
    if is_book_export(answer) {
        return put_file(answer, path);
    }
    let Some(code) = find(answer) else {
        // A reply is not always due; a file that was asked for and not written is said in the answer.
        if let Value::Object(fields) = answer {
            fields.insert("out".to_owned(), Value::Null);
        }
        return Ok(());
    };
    if path.as_os_str() != "-" {
        // Whoever has a code may use it.
        file::write_private(path, format!("{}\n", code.text).as_bytes())?;
    }
    if let Value::Object(fields) = answer {
        fields.insert("out".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// Whether the code went to a file: then its text is not for the terminal.
#[must_use]
pub fn is_in_file(give: &GiveOut) -> bool {
    give.out.as_ref().is_some_and(|path| path.as_os_str() != "-")
}

/// Leaves a code's text out of an answer that people read.
pub fn leave_out(answer: &mut Value) {
    let Value::Object(fields) = answer else { return };
    if fields.contains_key("qr") && fields.contains_key("also_by_relay") {
        fields.remove("text");
        fields.remove("qr");
    }
    for name in CODE_FIELDS {
        fields.get_mut(name).into_iter().for_each(leave_out);
    }
}

/// A file that somebody attaches: a picture already made small.
///
/// # Errors
/// When it cannot be read, is too long, or is a picture that cannot be made small.
pub fn file_to_attach(path: &Path, words: String) -> KithResult<NewAttachment> {
    let bytes = bounded(open(path)?, &path.display().to_string(), limits::PICTURE_INPUT_BYTES_MAX as u64)?;
    NewAttachment::from_file(path.file_name().map(|name| name.to_string_lossy().into_owned()), words, &bytes)
}

/// The bytes of the picture or document in an answer, if that is what was asked for.
fn saved(answer: &Value) -> Option<Vec<u8>> {
    let file = serde_json::from_value(answer.clone()).map(|file: AttachmentFileView| file.to_bytes());
    file.or_else(|_| serde_json::from_value(answer.clone()).map(|picture: CoinPictureView| picture.to_bytes())).ok()
}

/// The bytes of a picture or document that is to go to standard output, where `-` stands for the file.
#[must_use]
pub fn bytes_to_pipe(answer: &Value, give: &GiveOut) -> Option<Vec<u8>> {
    give.out.as_ref().filter(|path| path.as_os_str() == "-")?;
    saved(answer)
}

/// Writes a picture or document to a file, for nobody else to read, and leaves in the answer where it is.
fn put_bytes(answer: &mut Value, bytes: &[u8], path: &Path) -> KithResult<()> {
    if path.as_os_str() == "-" {
        return Ok(());
    }
    file::write_private(path, bytes)?;
    if let Value::Object(fields) = answer {
        fields.remove("data");
        fields.insert("out".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// Whether an answer is a statement as a file, whose text is meant for another program.
#[must_use]
pub fn is_book_export(answer: &Value) -> bool {
    answer["kind"] == "book-export"
}

/// Writes a statement to a file, and leaves in the answer where it is.
fn put_file(answer: &mut Value, path: &Path) -> KithResult<()> {
    let text = answer["text"].as_str().unwrap_or_default().to_owned();
    let written = if path.as_os_str() == "-" { Ok(()) } else { std::fs::write(path, text) };
    written.map_err(|e| file::cannot_write(path, &e))?;
    if let Value::Object(fields) = answer
        && path.as_os_str() != "-"
    {
        fields.remove("text");
        fields.insert("out".to_owned(), Value::String(path.display().to_string()));
    }
    Ok(())
}

/// Writes an export into a new folder, for nobody else to read, and leaves in the answer where it is and what to look at.
fn put_export(answer: &mut Value, folder: &Path) -> KithResult<()> {
    let cannot = |e: io::Error| file::cannot_write(folder, &e);
    file::make_folder(folder).map_err(cannot)?;
    let json = serde_json::to_vec_pretty(&answer["json"]).map_err(|_| KithError::storage("defect", "the export cannot be written as JSON"))?;
    std::fs::write(folder.join("data.json"), json).map_err(cannot)?;
    std::fs::write(folder.join("index.html"), answer["html"].as_str().unwrap_or_default()).map_err(cannot)?;
    if let Value::Object(fields) = answer {
        fields.remove("json");
        fields.remove("html");
        fields.insert("out".to_owned(), Value::String(folder.display().to_string()));
    }
    Ok(())
}

/// The pictures and documents of an export whose bytes are on this device: id, and the name of the file.
#[must_use]
pub fn export_files(export: &Value) -> Vec<(String, String)> {
    let items = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let things = items(export, "circles").into_iter().flat_map(|circle| [items(&circle, "notes"), items(&circle, "visits")].concat());
    let hanging = things.flat_map(|thing| items(&thing, "attachments"));
    hanging.filter_map(|one| Some((one["id"].as_str()?.to_owned(), one["file"].as_str()?.to_owned()))).collect()
}

/// Writes one of them beside the export.
///
/// # Errors
/// When it cannot be written.
pub fn put_beside(folder: &Path, name: &str, file: &AttachmentFileView) -> KithResult<()> {
    let folder = folder.join("attachments");
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(name), file.to_bytes()));
    written.map_err(|e| KithError::storage("cannot-write", format!("{} cannot be written: {e}", folder.display())))
}

/// The code as a picture for a terminal, two modules a line.
///
/// # Errors
/// When it does not fit one QR code.
pub fn draw(code: &HandOver) -> KithResult<String> {
    let too_long = || KithError::invalid("too-long-for-qr", "this is too long for one QR code: hand it over as a file, with --out");
    let text = code.qr.as_ref().ok_or_else(too_long)?;
    let qr = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|_| too_long())?;
    // Dark terminals are more common: light modules are drawn, the quiet zone with them.
    Ok(qr.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kith_wire::text::PayloadKind;
    use serde_json::json;

    fn code() -> HandOver {
        let payload = Payload { kind: PayloadKind::Invoice, body: vec![7; 40] };
        HandOver { kind: "invoice".into(), text: payload.to_link(), qr: Some(payload.to_qr()), also_by_relay: false }
    }

    #[test]
    fn a_code_is_found_by_itself_in_a_reply_and_with_a_gift() {
        let code = code();
        let value = serde_json::to_value(&code).unwrap();
        assert_eq!(find(&value), Some(code.clone()));
        assert_eq!(find(&json!({"kind": "ask", "outcome": "taken", "reply": value})), Some(code.clone()));
        assert_eq!(find(&json!({"transfer": "00", "hand_over": value})), Some(code));
        assert_eq!(find(&json!({"kind": "ask", "reply": null})), None);
    }

    #[test]
    fn a_code_written_to_a_file_is_read_back_alike() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("code.kith");
        let mut answer = serde_json::to_value(code()).unwrap();
        put(&mut answer, &GiveOut { out: Some(file.clone()), ..GiveOut::default() }).unwrap();
        assert_eq!(read_code(&file).unwrap(), code().text);
        let raw = dir.path().join("raw.kith");
        std::fs::write(&raw, Payload { kind: PayloadKind::Invoice, body: vec![7; 40] }.to_file()).unwrap();
        assert_eq!(read_code(&raw).unwrap(), code().text);
    }

    #[test]
    fn a_code_that_went_to_a_file_is_not_printed_and_all_else_is() {
        let code = serde_json::to_value(code()).unwrap();
        let visit = json!({"id": "ab", "text": "Breakfast", "hand_over": code.clone()});
        let removal = json!({"circle": {"text": "Breakfast"}, "text": "Breakfast", "cosign": code.clone()});
        for mut answer in [code.clone(), json!({"kind": "invitation", "outcome": "waiting", "reply": code.clone()}), visit, removal] {
            leave_out(&mut answer);
            assert!(!answer.to_string().to_lowercase().contains("kith:"), "{answer}");
            assert!(answer["outcome"] == "waiting" || answer["kind"] == "invoice" || answer["text"] == "Breakfast", "{answer}");
        }
        // Wherever a code is found, it is left out.
        for name in CODE_FIELDS {
            assert!(find(&json!({ name: code.clone() })).is_some(), "{name}");
        }
        let give = |out: &str| GiveOut { out: Some(out.into()), ..GiveOut::default() };
        assert!(is_in_file(&give("pack")) && !is_in_file(&give("-")) && !is_in_file(&GiveOut::default()));
    }

    #[test]
    fn a_code_is_drawn_and_one_that_does_not_fit_says_so() {
        assert!(draw(&code()).unwrap().lines().count() > 10);
        assert_eq!(draw(&HandOver { qr: None, ..code() }).unwrap_err().code, "too-long-for-qr");
    }
}
