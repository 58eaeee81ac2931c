//! Streams: compression taken off, with a budget; what has to be jumped about in, spooled to a file.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what is read through it.
pub struct Counted<R> {
    stream: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Counted<R> {
    pub fn new(stream: R, read: Arc<AtomicU64>) -> Self {
        Counted { stream, read }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// How many times larger a stream may become when it is decompressed. Text comes to 3 to 10 times, the most repetitive dumps to
/// some 100; deflate's own limit is 1,032.
pub const MAX_EXPANSION: u64 = 200;
/// What any stream may come to, whatever it is decompressed from: small files expand most.
pub const FREE_EXPANSION: u64 = 8 << 20;

/// Whether `expanded` bytes out of `compressed` ones are more than any dump of texts comes to.
pub fn is_bomb(compressed: u64, expanded: u64) -> bool {
    expanded > FREE_EXPANSION && expanded / MAX_EXPANSION > compressed
}

/// The error for a stream that expands beyond its budget.
pub fn bomb() -> io::Error {
    let message = format!("it expands to more than {MAX_EXPANSION} times its size, as no dump of articles does");
    io::Error::new(ErrorKind::FileTooLarge, message)
}

/// Takes off gzip (all members) or zstd, within the budget.
pub fn decompress<'s>(stream: Box<dyn Read + 's>, gzip: bool) -> io::Result<Box<dyn Read + 's>> {
    let compressed = Arc::new(AtomicU64::new(0));
    let counted = Counted::new(stream, Arc::clone(&compressed));
    let decoder: Box<dyn Read + 's> =
        if gzip { Box::new(flate2::read::MultiGzDecoder::new(counted)) } else { Box::new(zstd::Decoder::new(counted)?) };
    Ok(Box::new(Budgeted { decoder, compressed, expanded: 0 }))
}

/// A decompressed stream that ends with [`bomb`] beyond its budget.
struct Budgeted<R> {
    decoder: R,
    compressed: Arc<AtomicU64>,
    expanded: u64,
}

impl<R: Read> Read for Budgeted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.decoder.read(into)?;
        self.expanded += count as u64;
        if is_bomb(self.compressed.load(Ordering::Relaxed), self.expanded) { Err(bomb()) } else { Ok(count) }
    }
}

/// A stream of which a parser may read only so much until [`Allowance::renew`]: parsers that build one document in memory
/// are bounded by it.
pub struct Limited<R> {
    stream: R,
    left: Rc<Cell<usize>>,
    limit: usize,
}

/// Renews what a [`Limited`] stream may give.
pub struct Allowance {
    left: Rc<Cell<usize>>,
    limit: usize,
}

impl Allowance {
    pub fn renew(&self) {
        self.left.set(self.limit);
    }
}

impl<R: Read> Limited<R> {
    pub fn new(stream: R, limit: usize) -> (Self, Allowance) {
        let left = Rc::new(Cell::new(limit));
        (Limited { stream, left: Rc::clone(&left), limit }, Allowance { left, limit })
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(into)?;
        match self.left.get().checked_sub(count) {
            Some(left) => {
                self.left.set(left);
                Ok(count)
            }
            None => {
                let message = format!("a document is larger than {} bytes; raise --max-document-bytes to read it", self.limit);
                Err(io::Error::new(ErrorKind::QuotaExceeded, message))
            }
        }
    }
}

/// The stream as a file that can be jumped about in: the file it comes from, or a copy that goes with its handle.
pub fn seekable(mut stream: Box<dyn Read + '_>, file: Option<&Path>) -> io::Result<File> {
    if let Some(path) = file {
        // Reading the stream once more to its end would only cost time: the file itself is at hand.
        return File::open(path);
    }
    let mut copy = tempfile::tempfile()?;
    io::copy(&mut stream, &mut copy)?;
    copy.seek(SeekFrom::Start(0))?;
    Ok(copy)
}
