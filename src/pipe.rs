//! Exactly one line out for each line in: the form in which other programs drive the extraction (Spark's `rdd.pipe`, Hadoop
//! streaming, GNU parallel, a loop of the shell).
//!
//! A line is a JSON object with the field names that the readers know, or else the text of an article. The lines out stand in the
//! order of the lines in, each a record or the reject of what could not be read, and each is written as soon as it is known: a
//! program that waits for one answer before it asks the next question gets it.

use std::io::{self, BufRead, Write};
use std::path::Path;

use crossbeam_channel::{Receiver, Sender, bounded, select};

use crate::document::{Format, Source};
use crate::error::{Error, Reject};
use crate::pipeline::{Extractor, Worker};
use crate::read::{self, Input, Lines, Options};
use crate::run::guarded;
use crate::write::file::failure;
use crate::write::jsonl::line;

/// A line with its number, and where its answer is awaited.
struct Question {
    number: u64,
    line: Result<Vec<u8>, Reject>,
    answer: Sender<Vec<u8>>,
}

/// Answers every line of `input` on `output`, with `jobs` threads (0 means one). At most twice as many lines are in memory.
///
/// # Errors
/// [`Error::Read`] where the input breaks off, [`Error::Write`] where the output takes no more, [`Error::Closed`] where nobody reads
/// it any more.
pub fn pipe(
    input: impl BufRead + Send + 'static,
    output: &mut impl Write,
    extractor: &Extractor,
    options: &Options,
    jobs: usize,
) -> Result<(), Error> {
    let jobs = jobs.max(1);
    let (asking, questions) = bounded::<Question>(0);
    let (awaiting, answers) = bounded::<io::Result<Receiver<Vec<u8>>>>(jobs);
    let lines = Lines::new(input, options.max_document);
    // It is not waited for: a read that waits for standard input cannot be called off.
    std::thread::spawn(move || ask(lines, &asking, &awaiting));
    let (open, closed) = bounded::<()>(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (questions, closed) = (&questions, &closed);
            scope.spawn(move || {
                let mut worker = extractor.worker();
                loop {
                    let question = select! { recv(questions) -> question => question, recv(closed) -> _ => return };
                    let Ok(Question { number, line, answer }) = question else { return };
                    // Where the output is closed, nobody awaits the answer.
                    let _ = answer.send(reply(&mut worker, extractor, number, line, options));
                }
            });
        }
        let written = write(&answers, output);
        // Where the output is closed, the workers end even if the next line never comes.
        drop(open);
        written
    })
}

/// Hands over the lines, and where their answers will be, in order.
fn ask(mut lines: Lines<impl BufRead>, asking: &Sender<Question>, awaiting: &Sender<io::Result<Receiver<Vec<u8>>>>) {
    for number in 0.. {
        let line = match lines.next() {
            Ok(Some(line)) => line.map_err(|too_large| too_large.at(source(number))),
            Ok(None) => return,
            Err(wrong) => {
                let _ = awaiting.send(Err(wrong));
                return;
            }
        };
        let (answer, receiver) = bounded(1);
        if awaiting.send(Ok(receiver)).is_err() || asking.send(Question { number, line, answer }).is_err() {
            return;
        }
    }
}

fn write(answers: &Receiver<io::Result<Receiver<Vec<u8>>>>, output: &mut impl Write) -> Result<(), Error> {
    for answer in answers {
        let answer = answer.map_err(|source| Error::Read { path: Input::Stdin.name().into(), source })?;
        let Ok(line) = answer.recv() else {
            return Err(Error::Usage("a worker broke off; this is a bug, please report it with the input".into()));
        };
        output.write_all(&line).and_then(|()| output.flush()).map_err(|source| failure(Path::new("standard output"), source))?;
    }
    Ok(())
}

fn reply(worker: &mut Worker, extractor: &Extractor, number: u64, text: Result<Vec<u8>, Reject>, options: &Options) -> Vec<u8> {
    let document = text.and_then(|text| read::line(text, source(number), options));
    match document.and_then(|document| guarded(worker, extractor, document, &Worker::extract)) {
        Ok(record) => line(&record),
        Err(reject) => line(&reject),
    }
}

fn source(number: u64) -> Source {
    Source { record: number, ..Source::new("-", Format::Text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines out for `input`.
    fn piped(input: &[u8], options: &Options, jobs: usize) -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        let extractor = Extractor::new().unwrap();
        pipe(io::Cursor::new(input.to_vec()), &mut out, &extractor, options, jobs).unwrap();
        assert!(out.is_empty() || out.ends_with(b"\n"));
        out.split_inclusive(|&byte| byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect()
    }

    #[test]
    fn a_line_for_each_line_in_order() {
        let mut input = Vec::new();
        let options = Options { max_document: 400, ..Options::default() };
        let long = "가".repeat(200);
        for (line, _) in LINES {
            input.extend_from_slice(line);
            input.push(b'\n');
        }
        input.extend_from_slice(long.as_bytes());
        input.extend_from_slice("\n한빛시는 30억원을 들인다.".as_bytes());
        let want: Vec<&str> = LINES.iter().map(|(_, want)| *want).chain(["read.size", ""]).collect();
        let one = piped(&input, &options, 1);
        let codes: Vec<&str> = one.iter().map(|line| line["code"].as_str().unwrap_or_default()).collect();
        assert_eq!(codes, want);
        let places: Vec<u64> = one.iter().map(|line| line["source"]["record"].as_u64().unwrap()).collect();
        assert_eq!(places, (0..want.len() as u64).collect::<Vec<_>>());
        assert_eq!(one[0]["text"], "한빛시는 12일 착공식을 열었다.");
        assert_eq!((&one[1]["title"], &one[1]["source"]["id"]), (&"제목이다".into(), &"a-1".into()));
        assert_eq!(one[1]["dates"][0]["value"], "2024-03-05");
        assert_eq!(one.last().unwrap()["amounts"][0]["value"], "3000000000");
        assert_eq!(piped(&input, &options, 3), one);
        assert!(piped(b"", &options, 2).is_empty());
    }

    /// Lines, and the codes of the rejects that some become.
    const LINES: &[(&[u8], &str)] = &[
        ("한빛시는 12일 착공식을 열었다.\r".as_bytes(), ""),
        (r#"{"id": "a-1", "title": "제목이다", "date": "2024-03-05", "text": "한빛시는 5일 협약을 맺었다."}"#.as_bytes(), ""),
        (b"", "decode.empty"),
        (b"{\"text\": \"", "read.json"),
        (b"{\"text\": null}", "read.no-text"),
        (b"{\"x\": 1}", "read.no-text"),
        (b"\xEA\xB0\x80\xEA\xB0\xFF\xFF\xFE\xC0\x80\xF5\xF6\xF7\xFF\xFF\xFF\xFF", "decode.charset"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x00\x01\x02\x03\x04\x05\x06\x07", "decode.binary"),
        ("[1] 한빛시는 5일 협약을 맺었다.".as_bytes(), ""),
    ];

    #[test]
    fn a_closed_output_and_a_broken_input_end_it() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        struct Broken;
        impl io::Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("gone"))
            }
        }
        let extractor = Extractor::new().unwrap();
        let endless = io::BufReader::new(io::repeat(b'\n'));
        let closed = pipe(endless, &mut Closed, &extractor, &Options::default(), 2);
        assert!(matches!(closed, Err(Error::Closed)));
        // One line, and then nothing for as long as `hand` is held.
        let (end, mut hand) = io::pipe().unwrap();
        hand.write_all(b"\n").unwrap();
        let closed = pipe(io::BufReader::new(end), &mut Closed, &extractor, &Options::default(), 2);
        assert!(matches!(closed, Err(Error::Closed)));
        drop(hand);
        let broken = pipe(io::BufReader::new(Broken), &mut Vec::new(), &extractor, &Options::default(), 2);
        assert!(matches!(broken, Err(Error::Read { .. })));
    }
}
