//! Archives: each member is read as if it were a file of its own.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::stream::{bomb, is_bomb, seekable};
use crate::read::{Options, Receiver, any, unreadable};

/// The source of a member.
fn member(archive: &Source, name: &str) -> Source {
    let name = match &archive.member {
        Some(outer) => format!("{outer}/{name}"),
        None => name.to_owned(),
    };
    Source { member: Some(name), ..archive.clone() }
}

/// Whether a member is a file that a person put there, and not what a system leaves beside it.
fn is_content(name: &str) -> bool {
    !name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}

pub fn tar(
    stream: Box<dyn Read + '_>,
    source: Source,
    nesting: u32,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    for entry in entries {
        match entry {
            Ok(entry) => {
                let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                if entry.header().entry_type().is_file() && is_content(name.trim_start_matches("./")) {
                    any(Box::new(entry), None, member(&source, &name), nesting + 1, options, into)?;
                }
            }
            // A broken header hides where the next one begins.
            Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
        }
    }
    ControlFlow::Continue(())
}

pub fn zip(
    stream: Box<dyn Read + '_>,
    file: Option<&Path>,
    source: Source,
    nesting: u32,
    options: &Options,
    into: &mut dyn Receiver,
) -> ControlFlow<()> {
    let opened = seekable(stream, file).map_err(|wrong| unreadable(source.clone(), &wrong)).and_then(|file| {
        zip::ZipArchive::new(BufReader::new(file)).map_err(|wrong| {
            let message = format!("not a sound zip archive: {wrong}; pack or download it again");
            Fault::new(Stage::Read, "read.zip", message).at(source.clone())
        })
    });
    let mut archive = match opened {
        Ok(archive) => archive,
        Err(reject) => return into.document(Err(reject)),
    };
    for nth in 0..archive.len() {
        match archive.by_index(nth) {
            Ok(entry) => {
                // Korean systems write names in CP949 without saying so: a wrong letter in a name is no reason to lose a file.
                let name = entry.name().map_or_else(|_| format!("member {nth}"), |name| name.into_owned());
                if !entry.is_file() || !is_content(&name) {
                    continue;
                }
                let at = member(&source, &name);
                if is_bomb(entry.compressed_size(), entry.size()) {
                    into.document(Err(unreadable(at, &bomb())))?;
                    continue;
                }
                // The sizes of the directory may lie: the member gives no more than it says.
                let size = entry.size();
                any(Box::new(entry.take(size)), None, at, nesting + 1, options, into)?;
            }
            Err(wrong) => {
                let message = format!("member {nth} cannot be read: {wrong}");
                into.document(Err(Fault::new(Stage::Read, "read.zip", message).at(source.clone())))?;
            }
        }
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use crate::read::tests::texts;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn tarball(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, *bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn members_are_read_as_files() {
        let members = [("a.txt", "첫 글".as_bytes()), (".DS_Store", b"\0"), ("b.jsonl", "{\"text\": \"둘째 글\"}".as_bytes())];
        for (name, bytes) in [("x.tar", tarball(&members)), ("x.tgz", gzip(&tarball(&members))), ("x.zip", zipped(&members))] {
            assert_eq!(texts(name, &bytes), ["첫 글", "둘째 글"], "{name}");
        }
        assert_eq!(texts("x.txt.gz", &gzip("글".as_bytes())), ["글"]);
        assert_eq!(texts("x.txt.zst", &zstd::encode_all("글".as_bytes(), 1).unwrap()), ["글"]);
    }

    #[test]
    fn bombs_end_as_rejects() {
        let zeros = vec![b'a'; 64 << 20];
        assert_eq!(texts("x.txt.gz", &gzip(&zeros)), ["read.bomb"]);
        assert_eq!(texts("x.zip", &zipped(&[("a.txt", &zeros), ("b.txt", "글".as_bytes())])), ["read.bomb", "글"]);
        let mut nested = "글".as_bytes().to_vec();
        for _ in 0..6 {
            nested = gzip(&nested);
        }
        assert_eq!(texts("x.gz", &nested), ["read.nesting"]);
    }

    #[test]
    fn a_truncated_archive_is_a_reject() {
        let whole = zipped(&[("a.txt", "글".as_bytes())]);
        assert_eq!(texts("x.zip", &whole[..whole.len() - 10]), ["read.zip"]);
        let whole = gzip("글이 길다. ".repeat(1000).as_bytes());
        assert_eq!(texts("x.gz", &whole[..whole.len() / 2]), ["read.io"]);
    }
}
