//! XML: NewsML of the press, RSS and the search results of the portals.
//!
//! An item (`item`, `entry`, `NewsItem`, `article` …) is a document; the elements in it are its fields, by their names.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::document::Source;
use crate::error::{Fault, Stage};
use crate::read::columns::no_text;
use crate::read::stream::Limited;
use crate::read::table::is_utf8;
use crate::read::{Options, Receiver, unreadable};

/// The elements that hold one document each.
const ITEMS: [&str; 8] = ["item", "entry", "newsitem", "article", "document", "doc", "row", "news"];
/// Elements within elements that are still followed.
const MAX_DEPTH: usize = 256;

/// The document that is being read: the names of its fields and their words.
#[derive(Default)]
struct Item {
    depth: usize,
    fields: Vec<(String, String)>,
}

impl Item {
    /// Keeps the first words of a name: in NewsML the article's own component comes before captions and the raw form.
    fn add(&mut self, name: &str, words: &str) {
        let words = words.trim();
        if !words.is_empty() && !self.fields.iter().any(|(known, _)| known == name) {
            self.fields.push((name.to_owned(), words.to_owned()));
        }
    }
}

pub fn read(stream: Box<dyn Read + '_>, mut source: Source, options: &Options, into: &mut dyn Receiver) -> ControlFlow<()> {
    let mut stream = BufReader::with_capacity(64 << 10, stream);
    let utf8 = match stream.fill_buf() {
        Ok(head) => is_utf8(head),
        Err(wrong) => return into.document(Err(unreadable(source, &wrong))),
    };
    source.charset = Some(if utf8 { "utf-8" } else { "euc-kr" }.into());
    let encoding = (!utf8).then_some(encoding_rs::EUC_KR);
    let stream = encoding_rs_io::DecodeReaderBytesBuilder::new().encoding(encoding).build(stream);
    let (stream, allowance) = Limited::new(stream, options.max_document);
    let mut xml = Reader::from_reader(BufReader::with_capacity(64 << 10, stream));
    xml.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut item: Option<Item> = None;
    let mut words = String::new();
    let mut found = false;
    let mut names: Vec<String> = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => {
                let name = local_name(&element);
                words.clear();
                if item.is_none() && ITEMS.contains(&name.to_ascii_lowercase().as_str()) {
                    item = Some(Item { depth: path.len(), ..Item::default() });
                }
                property(&element, item.as_mut());
                path.push(name);
                if path.len() > MAX_DEPTH {
                    let message = format!("elements are nested deeper than {MAX_DEPTH}");
                    return into.document(Err(Fault::new(Stage::Read, "read.xml", message).at(source)));
                }
            }
            Ok(Event::Empty(element)) => property(&element, item.as_mut()),
            Ok(Event::Text(text)) => words.push_str(text.as_ref()),
            Ok(Event::CData(text)) => words.push_str(text.as_ref()),
            Ok(Event::GeneralRef(reference)) => {
                words.push('&');
                words.push_str(reference.as_ref());
                words.push(';');
            }
            Ok(Event::End(_)) => {
                let Some(name) = path.pop() else { continue };
                if let Some(current) = &mut item {
                    // The entities of XML itself; what they escaped (tags, entities of HTML) is the business of cleaning.
                    let text = quick_xml::escape::unescape_with(&words, |name| {
                        quick_xml::escape::resolve_predefined_entity(name).or(Some(""))
                    })
                    .map(|text| text.into_owned())
                    .unwrap_or_else(|_| words.clone());
                    // The name of a publisher stands in a comment beside its code.
                    let name = if name == "Comment" { path.last().cloned().unwrap_or_default() } else { name };
                    current.add(&name, &text);
                    if current.depth == path.len() {
                        let fields = item.take().map(|item| item.fields).unwrap_or_default();
                        let header: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
                        let layout = options.columns.layout(&header);
                        let document = if layout.has_text() {
                            layout.document(|at| fields.get(at).map(|(_, words)| words.clone()), source.clone())
                        } else {
                            Err(no_text(&header, source.clone()))
                        };
                        found = true;
                        source.record += 1;
                        allowance.renew();
                        into.document(document)?;
                    }
                } else if names.len() < 20 && !names.contains(&name) {
                    names.push(name);
                }
                words.clear();
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(wrong) => {
                let reject = match wrong {
                    quick_xml::Error::Io(wrong) => unreadable(source, &wrong),
                    wrong => {
                        let at = xml.buffer_position();
                        let message = format!("not sound XML at byte {at}: {wrong}; what stands after this place is not read");
                        Fault::new(Stage::Read, "read.xml", message).at(source)
                    }
                };
                return into.document(Err(reject));
            }
        }
    }
    if found {
        return ControlFlow::Continue(());
    }
    let message = format!("no element that holds an article ({}) among: {}", ITEMS.join(", "), names.join(", "));
    into.document(Err(Fault::new(Stage::Read, "read.no-text", message).at(source)))
}

fn local_name(element: &BytesStart) -> String {
    element.local_name().as_ref().to_owned()
}

/// NewsML's `<Property FormalName="LinkPage" Value="…"/>` is a field of its own.
fn property(element: &BytesStart, item: Option<&mut Item>) {
    let Some(item) = item.filter(|_| element.local_name().as_ref() == "Property") else { return };
    let value = |key: &str| element.try_get_attribute(key).ok().flatten().map(|a| a.value.into_owned());
    if let (Some(name), Some(value)) = (value("FormalName"), value("Value")) {
        item.add(&name, &value);
    }
}

#[cfg(test)]
mod tests {
    use crate::read::Options;
    use crate::read::tests::{read, texts};

    #[test]
    fn search_results() {
        let xml = "<?xml version=\"1.0\"?><rss><channel><title>결과</title><item><title>가 &lt;b&gt;나&lt;/b&gt;</title><originallink>https://example.com/1</originallink><description>요지 &amp;quot;말&amp;quot;</description><pubDate>Mon, 02 Dec 2024 15:51:00 +0900</pubDate></item><item><title>다</title><description>둘째</description></item></channel></rss>";
        let heap = read("a.xml", xml.as_bytes(), &Options::default());
        let [Ok(first), Ok(second)] = heap.documents.as_slice() else { panic!("{:?}", heap.documents) };
        assert_eq!(first.given.title.as_deref(), Some("가 <b>나</b>"));
        assert_eq!(first.given.url.as_deref(), Some("https://example.com/1"));
        assert_eq!(first.given.published.unwrap().to_string(), "2024-12-02T15:51:00+09:00");
        assert!(first.source.truncated && second.source.record == 1);
        assert_eq!(texts("a.xml", xml.as_bytes()), ["요지 &quot;말&quot;", "둘째"]);
    }

    #[test]
    fn newsml() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><NewsML><NewsItem><Identification><NewsItemId>01.2024</NewsItemId></Identification><NewsComponent><NewsLines><HeadLine><![CDATA[한빛시 착공]]></HeadLine><DateLine>20240305T203700+0900</DateLine></NewsLines><Provider><Comment>가나일보</Comment></Provider><Property FormalName=\"LinkPage\" Value=\"https://example.com/2\"/><NewsComponent><Role FormalName=\"Main\"/><ContentItem><DataContent><![CDATA[한빛시는 &quot;곧 짓는다&quot;고 밝혔다.]]></DataContent></ContentItem></NewsComponent><NewsComponent><Role FormalName=\"Caption\"/><ContentItem><DataContent>사진 설명</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>";
        let heap = read("a.xml", xml.as_bytes(), &Options::default());
        let document = heap.documents[0].as_ref().unwrap();
        assert_eq!(document.source.id.as_deref(), Some("01.2024"));
        assert_eq!(document.given.title.as_deref(), Some("한빛시 착공"));
        assert_eq!(document.given.publisher.as_deref(), Some("가나일보"));
        assert_eq!(document.given.published.unwrap().to_string(), "2024-03-05T20:37:00+09:00");
        assert_eq!(document.given.url.as_deref(), Some("https://example.com/2"));
        assert_eq!(texts("a.xml", xml.as_bytes()), ["한빛시는 \"곧 짓는다\"고 밝혔다."]);
    }

    #[test]
    fn broken_and_foreign_xml_is_rejected() {
        assert_eq!(texts("a.xml", b"<?xml version=\"1.0\"?><config><a>1</a></config>"), ["read.no-text"]);
        let deep = format!("<?xml version=\"1.0\"?>{}", "<a>".repeat(100_000));
        assert_eq!(texts("a.xml", deep.as_bytes()), ["read.xml"]);
    }
}
