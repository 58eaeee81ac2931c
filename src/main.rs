fn main() -> anyhow::Result<()> {
    use gisa::document::{Body, Format, RawDocument, Source};
    let mut worker = gisa::Extractor::new()?.worker();
    for path in std::env::args().skip(2) {
        let mut files: Vec<std::path::PathBuf> = vec![path.clone().into()];
        if std::path::Path::new(&path).is_dir() {
            files = std::fs::read_dir(&path)?.filter_map(|e| Some(e.ok()?.path())).collect();
            files.sort();
        }
        for file in files {
            let source = Source {
                path: file.display().to_string(),
                member: None,
                record: 0,
                format: Format::Text,
                charset: None,
                replaced: 0,
                url: None,
            };
            let mut given = gisa::document::Given::default();
            let body = if file.extension().is_some_and(|e| e == "jsonl") {
                let value: serde_json::Value = serde_json::from_slice(&std::fs::read(&file)?)?;
                given.published = value["published"].as_str().and_then(gisa::document::Timestamp::parse);
                Body::Text(value["text"].as_str().unwrap_or_default().to_owned())
            } else {
                Body::Bytes(std::fs::read(&file)?)
            };
            match worker.extract(RawDocument { source, given, body, markup: None }) {
                Ok(record) => println!("{}", serde_json::to_string(&record)?),
                Err(reject) => eprintln!("{}", serde_json::to_string(&reject)?),
            }
        }
    }
    Ok(())
}
