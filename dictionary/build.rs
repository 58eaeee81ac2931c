//! Builds the embedded dictionary from the compressed sources in `sources/`.
//!
//! The sources are unpacked into `OUT_DIR`, reduced to the detail fields that the crate keeps, and handed to
//! lindera's own builder, so that nothing here depends on how lindera lays out a built dictionary.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::{env, process};

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;
use lzma_rust2::XzReader;

#[path = "src/detail.rs"]
mod detail;
// What reads the trie is the library's.
#[allow(dead_code)]
#[path = "src/trie.rs"]
mod trie;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const METADATA: &str = "metadata.json";
const CONTEXT_ID_FREQUENCIES: &str = "context_id_freq.txt";
const CHARACTERS: &str = "char.def";
const UNKNOWN_WORDS: &str = "unk.def";
const LEXICON: &str = "lexicon.csv.xz";
const MATRIX: &str = "matrix.bin.xz";

/// Name of the folder of the built dictionary; `src/lib.rs` embeds what it finds there.
const BUILT: &str = "mecab-ko-dic";

/// Name of the list of tags; `src/lib.rs` embeds it.
const TAGS: &str = "tags.txt";

/// Name of the trie of surfaces; `src/lib.rs` embeds it.
const TRIE: &str = "surfaces.trie";

fn main() {
    for name in [METADATA, CONTEXT_ID_FREQUENCIES, CHARACTERS, UNKNOWN_WORDS, LEXICON, MATRIX] {
        println!("cargo:rerun-if-changed=sources/{name}");
    }
    if let Err(error) = build() {
        eprintln!("error: the dictionary cannot be built: {error}");
        eprintln!(
            "help: restore dictionary/sources from the repository, or make its lexicon, matrix and definitions \
             again as dictionary/README.md describes"
        );
        process::exit(1);
    }
}

fn build() -> Result<()> {
    let sources = variable("CARGO_MANIFEST_DIR")?.join("sources");
    let out = variable("OUT_DIR")?;
    let unpacked = out.join("unpacked");
    let built = out.join(BUILT);
    // Folders that an interrupted build left behind would mix old files with new ones.
    for folder in [&unpacked, &built] {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(|error| at(folder, error))?;
        }
    }
    fs::create_dir_all(&unpacked).map_err(|error| at(&unpacked, error))?;

    let metadata = sources.join(METADATA);
    let mut metadata = fs::read(&metadata)
        .map_err(Into::into)
        .and_then(|json| Ok(Metadata::load(&json)?))
        .map_err(|error: Box<dyn Error>| at(&metadata, error))?;
    let kept = kept_columns(&metadata.dictionary_schema)?;
    metadata.dictionary_schema =
        Schema::new(kept.iter().map(|&column| metadata.dictionary_schema.fields[column].clone()).collect());

    let characters = sources.join(CHARACTERS);
    fs::copy(&characters, unpacked.join(CHARACTERS)).map_err(|error| at(&characters, error))?;
    let mut tags = BTreeSet::new();
    let unknown_words = sources.join(UNKNOWN_WORDS);
    File::open(&unknown_words)
        .map_err(Into::into)
        .and_then(|file| keep_columns(file, &unpacked.join(UNKNOWN_WORDS), &kept, &mut tags))
        .map_err(|error| at(&unknown_words, error))?;
    let lexicon = sources.join(LEXICON);
    open_xz(&lexicon)
        .and_then(|text| keep_columns(text, &unpacked.join("lexicon.csv"), &kept, &mut tags))
        .map_err(|error| at(&lexicon, error))?;
    fs::write(out.join(TAGS), tags.into_iter().collect::<Vec<_>>().join("\n"))?;
    let matrix = sources.join(MATRIX);
    open_xz(&matrix).and_then(|costs| write_matrix(costs, &unpacked.join("matrix.def"))).map_err(|error| at(&matrix, error))?;

    DictionaryBuilder::new(metadata)
        .with_context_id_freq(sources.join(CONTEXT_ID_FREQUENCIES))
        .build_dictionary(&unpacked, &built)
        .map_err(|error| at(&sources, error))?;
    let trie = trie(&unpacked.join("lexicon.csv"), &Dictionary::load_from_path(&built)?)?;
    fs::write(out.join(TRIE), trie)?;
    // 160 MB of text that nobody reads again.
    fs::remove_dir_all(&unpacked).map_err(|error| at(&unpacked, error))?;

    // The folder under which `embedded_dictionary!` looks for the built dictionary's own folder.
    println!("cargo:rustc-env=LINDERA_WORKDIR={}", out.display());
    Ok(())
}

/// The trie of the surfaces in the CSV text at `lexicon`, whose entries are where the built `dictionary` has them.
fn trie(lexicon: &Path, dictionary: &Dictionary) -> Result<Vec<u8>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(lexicon)?;
    let mut surfaces = BTreeSet::new();
    for entry in reader.records() {
        // As lindera's builder reads them.
        surfaces.insert(entry?.get(0).unwrap_or_default().trim().to_owned());
    }
    let words = &dictionary.prefix_dictionary;
    let start = words.vals_data.as_ptr() as usize;
    let mut placed = Vec::with_capacity(surfaces.len());
    for surface in surfaces {
        let chars: Vec<char> = surface.chars().collect();
        let found = words.common_prefix_search(&chars).find(|(_, length)| *length == chars.len());
        let (entries, _) = found.ok_or_else(|| format!("the built dictionary does not hold {surface:?}"))?;
        placed.push((surface, (entries.as_ptr() as usize - start) / trie::ENTRY_LENGTH, entries.len() / trie::ENTRY_LENGTH));
    }
    Ok(trie::build(&placed)?)
}

/// The path in the environment variable `name`, which Cargo sets for build scripts.
fn variable(name: &str) -> Result<PathBuf> {
    env::var_os(name)
        .map(PathBuf::from)
        .ok_or_else(|| format!("the environment variable {name} is not set; run this through Cargo").into())
}

/// `error` with the path that it is about.
fn at(path: &Path, error: impl Into<Box<dyn Error>>) -> Box<dyn Error> {
    format!("{}: {}", path.display(), error.into()).into()
}

/// A reader of the decompressed content of the `.xz` file at `path`.
fn open_xz(path: &Path) -> Result<impl Read> {
    Ok(XzReader::new(BufReader::new(File::open(path)?), false))
}

/// The columns of an entry that the dictionary keeps: the four that every lindera dictionary starts with (surface,
/// context ids, cost), then the crate's detail fields.
fn kept_columns(schema: &Schema) -> Result<Vec<usize>> {
    let details = detail::NAMES
        .iter()
        .map(|name| schema.get_field_index(name).ok_or_else(|| format!("sources/{METADATA}: the schema has no field {name:?}")));
    let common = (0..4).map(Ok);
    Ok(common.chain(details).collect::<std::result::Result<_, _>>()?)
}

/// Copies the columns `kept` of the CSV text `from` to the file at `to`, and adds the tags it meets to `tags`.
fn keep_columns(from: impl Read, to: &Path, kept: &[usize], tags: &mut BTreeSet<String>) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(from);
    let mut writer = csv::Writer::from_path(to)?;
    let mut entry = csv::ByteRecord::new();
    let mut fields = csv::ByteRecord::new();
    while reader.read_byte_record(&mut entry)? {
        fields.clear();
        for &column in kept {
            let field =
                entry.get(column).ok_or_else(|| format!("entry {} has no column {}", reader.position().record(), column + 1))?;
            fields.push_field(field);
        }
        writer.write_byte_record(&fields)?;
        let tag = std::str::from_utf8(&fields[4 + detail::TAG])?;
        if !tags.contains(tag) {
            tags.insert(tag.to_owned());
        }
    }
    Ok(writer.flush()?)
}

/// Writes MeCab's binary connection matrix as the text that lindera's builder reads.
///
/// The binary form holds the numbers of right contexts R and of left contexts L as little-endian `u16`, then L × R
/// costs as little-endian `i16`, with the right context (that of the left-hand morpheme) running fastest. The text
/// form starts with the line `R L` and has the line `right left cost` for each cell.
fn write_matrix(mut from: impl Read, to: &Path) -> Result<()> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    let numbers: Vec<[u8; 2]> = bytes.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect();
    let [right_size, left_size, costs @ ..] = numbers.as_slice() else {
        return Err("the sizes of the matrix are missing".into());
    };
    let right_size = usize::from(u16::from_le_bytes(*right_size));
    let left_size = usize::from(u16::from_le_bytes(*left_size));
    if bytes.len() != 4 + 2 * right_size * left_size || right_size == 0 {
        return Err(format!("{} bytes are not a matrix of {right_size} x {left_size} costs", bytes.len()).into());
    }
    let mut text = BufWriter::with_capacity(1 << 20, File::create(to)?);
    writeln!(text, "{right_size} {left_size}")?;
    for (left, row) in costs.chunks_exact(right_size).enumerate() {
        for (right, cost) in row.iter().enumerate() {
            writeln!(text, "{right} {left} {}", i16::from_le_bytes(*cost))?;
        }
    }
    Ok(text.flush()?)
}
