//! A page as it is read: lines of text in order, and the blocks that hold them.
//!
//! One walk of the tree makes it. Blocks end lines, inline elements do not; white space is folded. What is never shown
//! (scripts, buttons, forms' fields) leaves no line. What an element is by its names is only noted here: whether that is
//! believed is for [`super::body`] to decide, when all of the page is known.

use std::collections::HashMap;

use scraper::Node as Piece;
use scraper::node::Element;

use super::names::{Marks, NAMES, Site, host};

/// A block of the page. Blocks are in document order, so that a parent comes before its children.
#[derive(Debug)]
pub struct Block {
    pub parent: usize,
    /// The first block behind the ones that this one holds.
    pub end: usize,
    /// Index of its first line, and of the first behind it.
    pub lines: (usize, usize),
    pub marks: Marks,
    /// Pictures in it.
    pub pictures: usize,
}

/// A line of text: what is shown between two breaks.
#[derive(Debug)]
pub struct Line {
    /// Into [`Outline::text`].
    start: usize,
    end: usize,
    /// The innermost block that holds it.
    pub block: usize,
    /// Code points.
    pub chars: usize,
    /// How many of them lie in links.
    pub linked: usize,
    /// How many lie in inline elements whose name is noise.
    pub noisy: usize,
}

/// A script that is data: its kind and its text.
#[derive(Debug)]
pub enum Script<'a> {
    /// `application/ld+json`
    Linked(&'a str),
    /// Any other: the state of a page that is built in the browser may be in it.
    State(&'a str),
}

/// What one walk of a page's tree finds.
#[derive(Default)]
pub struct Outline<'a> {
    text: String,
    pub lines: Vec<Line>,
    pub blocks: Vec<Block>,
    /// `<meta>` and elements with an `itemprop`: name in small letters, content.
    pub meta: Vec<(String, &'a str)>,
    /// The text of `<title>`.
    pub title: Option<String>,
    pub canonical: Option<&'a str>,
    pub scripts: Vec<Script<'a>>,
    /// Dates in attributes (`datetime`, `data-date-time`): attribute, value.
    pub dates: Vec<(&'a str, &'a str)>,
    /// What is known of the page's site.
    pub site: Option<&'static Site>,
    /// The host of the page's address.
    pub host: Option<String>,
    /// Where the page does not say its address: the hosts that it links to, and how often.
    pub hosts: HashMap<&'a str, usize>,
}

impl Outline<'_> {
    pub fn text_of(&self, line: &Line) -> &str {
        &self.text[line.start..line.end]
    }

    /// The contents of every `<meta>` with a name.
    pub fn metas<'o>(&'o self, name: &'o str) -> impl Iterator<Item = &'o str> {
        self.meta.iter().filter(move |(other, _)| other == name).map(|(_, content)| content.trim())
    }

    /// The content of the first `<meta>` with one of the names that has any, in the order of the names.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let mut found = self.meta.iter().filter(|(other, _)| other == name).map(|(_, content)| content.trim());
            found.find(|content| !content.is_empty())
        })
    }
}

/// How an element lies in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    /// Nothing of it is shown as text.
    Skip,
    Break,
    Block,
    Cell,
    Heading,
    /// A block that is not the article, by its tag.
    Aside,
    /// A block that holds a picture and its caption.
    Figure,
    Caption,
    Link,
    Picture,
    Inline,
    Transparent,
}

fn flow(name: &str) -> Flow {
    match name {
        "script" | "style" | "noscript" | "template" | "iframe" | "svg" | "button" | "select" | "option" | "textarea"
        | "input" | "canvas" | "audio" | "video" | "object" | "map" | "datalist" | "math" | "applet" | "label" | "meta"
        | "link" | "title" | "frameset" | "rp" | "rt" => Flow::Skip,
        "br" | "hr" => Flow::Break,
        "td" | "th" => Flow::Cell,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Flow::Heading,
        "nav" | "footer" | "aside" | "menu" | "dialog" => Flow::Aside,
        "figure" => Flow::Figure,
        "figcaption" | "caption" => Flow::Caption,
        "a" => Flow::Link,
        "img" | "amp-img" | "picture" => Flow::Picture,
        "html" | "head" => Flow::Transparent,
        "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "font" | "i"
        | "ins" | "kbd" | "mark" | "nobr" | "q" | "ruby" | "rb" | "s" | "samp" | "small" | "span" | "strike" | "strong"
        | "sub" | "sup" | "time" | "tt" | "u" | "var" | "wbr" => Flow::Inline,
        // What HTML does not know is inline to a browser, but in news pages it is a component: a box of its own.
        _ => Flow::Block,
    }
}

/// What was opened with an element and ends with it.
#[derive(Clone, Copy)]
struct Opened {
    block: bool,
    /// Line breaks of the source are shown.
    lines: bool,
    link: bool,
    noise: bool,
}

struct Walk<'a> {
    outline: Outline<'a>,
    /// Marks by the value of a `class` or `id` attribute: pages repeat them.
    known: HashMap<&'a str, Marks>,
    /// Open blocks.
    stack: Vec<usize>,
    start: usize,
    chars: usize,
    linked: usize,
    noisy: usize,
    space: bool,
    /// Open elements that show the line breaks of the source.
    shown_breaks: usize,
    links: usize,
    noises: usize,
}

/// Reads a parsed page. `url`: its address, where it is known already.
pub fn read<'a>(html: &'a scraper::Html, url: Option<&str>) -> Outline<'a> {
    let mut walk = Walk {
        outline: Outline::default(),
        known: HashMap::new(),
        stack: Vec::new(),
        start: 0,
        chars: 0,
        linked: 0,
        noisy: 0,
        space: false,
        shown_breaks: 0,
        links: 0,
        noises: 0,
    };
    walk.outline.host = url.and_then(host);
    walk.open_block(Marks::NONE);
    let mut opened: Vec<Opened> = Vec::new();
    let mut node = html.tree.root().first_child();
    while let Some(at) = node {
        let inside = match at.value() {
            Piece::Element(element) => {
                let content = || at.first_child().and_then(|child| child.value().as_text()).map(|text| &**text);
                walk.element(element, content, &mut opened)
            }
            Piece::Text(text) => {
                walk.text(text);
                false
            }
            _ => false,
        };
        node = if inside { at.first_child() } else { None };
        if inside && node.is_none() {
            walk.close(opened.pop());
        }
        let mut up = at;
        while node.is_none() {
            node = up.next_sibling();
            if node.is_some() {
                break;
            }
            match up.parent() {
                Some(parent) if parent.value().is_element() => {
                    walk.close(opened.pop());
                    up = parent;
                }
                _ => break,
            }
        }
    }
    walk.end_line();
    walk.close_block();
    walk.outline
}

impl<'a> Walk<'a> {
    /// Opens an element; `content` is the text it begins with. Whether its content is to be read.
    fn element(&mut self, element: &'a Element, content: impl Fn() -> Option<&'a str>, opened: &mut Vec<Opened>) -> bool {
        let name = element.name();
        let flow = flow(name);
        if flow == Flow::Skip {
            self.data(name, element, content);
            return false;
        }
        if flow == Flow::Break {
            self.end_line();
            return false;
        }
        let mut marks = Marks::NONE;
        let mut linked = false;
        let mut lines = name == "pre";
        for (attribute, value) in &element.attrs {
            match &*attribute.local {
                "class" => marks |= self.classes(value),
                "id" => marks |= self.names(value),
                "href" => {
                    linked = true;
                    self.lies_on(value);
                }
                "style" if hides(value) => marks |= Marks::HIDDEN,
                "style" if value.contains("white-space") && value.contains("pre") => lines = true,
                "hidden" => marks |= Marks::HIDDEN,
                "itemprop" => match &**value {
                    "articleBody" => marks |= Marks::DECLARED,
                    "datePublished" | "dateModified" | "headline" | "author" => {
                        if let Some(content) = element.attr("content").or_else(|| element.attr("datetime")) {
                            self.outline.meta.push((value.to_lowercase(), content));
                        }
                    }
                    _ => {}
                },
                "datetime" | "data-date-time" | "data-modify-date-time" | "data-published" | "data-pubdate" | "data-date" => {
                    self.outline.dates.push((&attribute.local, value));
                }
                _ => {}
            }
        }
        if flow == Flow::Picture {
            if let Some(block) = self.stack.last() {
                self.outline.blocks[*block].pictures += 1;
            }
            return false;
        }
        if matches!(name, "html" | "body" | "main" | "form") {
            marks = marks & (Marks::BODY | Marks::DECLARED);
        }
        if name == "body" && self.outline.site.is_none() {
            self.find_site();
        }
        match flow {
            Flow::Cell => marks |= Marks::CELL | Marks::BOX,
            Flow::Heading => marks |= Marks::HEADING,
            Flow::Aside => marks |= Marks::NOISE,
            Flow::Figure => marks |= Marks::PICTURE,
            Flow::Caption => marks |= Marks::CAPTION,
            Flow::Block if matches!(name, "div" | "center" | "table" | "tbody" | "tr") => marks |= Marks::BOX,
            _ => {}
        }
        let inline = matches!(flow, Flow::Inline | Flow::Link | Flow::Transparent);
        if inline && marks.has(Marks::HIDDEN) {
            return false;
        }
        let apart = Marks::CAPTION | Marks::SUBTITLE | Marks::TITLE | Marks::BYLINE | Marks::BODY | Marks::DECLARED;
        let state = Opened {
            block: !inline || marks.has(apart),
            lines,
            link: flow == Flow::Link && linked,
            noise: inline && marks.has(Marks::NOISE),
        };
        if state.block {
            self.end_line();
            // A link or a word with a noisy name inside a paragraph is a word of it.
            self.open_block(if inline { marks & !Marks::NOISE } else { marks });
        }
        self.shown_breaks += usize::from(state.lines);
        self.links += usize::from(state.link);
        self.noises += usize::from(state.noise);
        opened.push(state);
        true
    }

    fn close(&mut self, state: Option<Opened>) {
        let Some(state) = state else { return };
        self.shown_breaks -= usize::from(state.lines);
        self.links -= usize::from(state.link);
        self.noises -= usize::from(state.noise);
        if state.block {
            self.end_line();
            self.close_block();
        }
    }

    fn open_block(&mut self, marks: Marks) {
        let line = self.outline.lines.len();
        let parent = self.stack.last().copied().unwrap_or(0);
        self.stack.push(self.outline.blocks.len());
        self.outline.blocks.push(Block { parent, end: 0, lines: (line, line), marks, pictures: 0 });
    }

    fn close_block(&mut self) {
        let Some(block) = self.stack.pop() else { return };
        let end = self.outline.blocks.len();
        let lines = self.outline.lines.len();
        let closed = &mut self.outline.blocks[block];
        closed.end = end;
        closed.lines.1 = lines;
        let (parent, pictures) = (closed.parent, closed.pictures);
        if parent != block {
            self.outline.blocks[parent].pictures += pictures;
        }
    }

    /// What an element says that shows no text.
    fn data(&mut self, name: &str, element: &'a Element, content: impl Fn() -> Option<&'a str>) {
        match name {
            "meta" => {
                let name = element.attr("property").or_else(|| element.attr("name")).or_else(|| element.attr("itemprop"));
                if let (Some(name), Some(content)) = (name, element.attr("content")) {
                    self.outline.meta.push((name.trim().to_ascii_lowercase(), content));
                }
            }
            "title" if self.outline.title.is_none() => {
                self.outline.title = content().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            "link" if element.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.outline.canonical = element.attr("href").map(str::trim).filter(|href| !href.is_empty());
            }
            "script" => {
                if let Some(source) = element.attr("src") {
                    self.lies_on(source);
                }
                let Some(text) = content() else { return };
                if element.attr("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json")) {
                    self.outline.scripts.push(Script::Linked(text));
                } else {
                    self.outline.scripts.push(Script::State(text));
                }
            }
            _ => {}
        }
    }

    fn find_site(&mut self) {
        let outline = &mut self.outline;
        let own = outline.canonical.or_else(|| outline.meta(&["og:url", "twitter:url"])).and_then(host);
        outline.host = own.or_else(|| outline.host.take());
        outline.site = outline.host.as_deref().and_then(|host| NAMES.site(host));
    }

    /// Notes where something that the page links to lies.
    fn lies_on(&mut self, url: &'a str) {
        if self.outline.host.is_none()
            && let Some((_, rest)) = url.split_once("//")
            && let Some(host) = rest.split(['/', '?', '#', ':']).next()
            && host.len() < 80
        {
            *self.outline.hosts.entry(host).or_default() += 1;
        }
    }

    fn classes(&mut self, value: &'a str) -> Marks {
        if let Some(marks) = self.known.get(value) {
            return *marks;
        }
        let marks = value.split_ascii_whitespace().take(16).fold(Marks::NONE, |marks, name| marks | self.one_name(name));
        self.known.insert(value, marks);
        marks
    }

    fn names(&mut self, value: &'a str) -> Marks {
        self.one_name(value.trim())
    }

    fn one_name(&self, name: &str) -> Marks {
        let marks = NAMES.marks(name);
        self.outline.site.map_or(marks, |site| marks | site.marks(name))
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                if c == '\n' && self.shown_breaks > 0 {
                    self.end_line();
                    continue;
                }
                self.space = self.chars > 0;
                continue;
            }
            // Zero-width characters and soft hyphens are layout.
            if matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}') || c.is_control() {
                continue;
            }
            let mut count = 1;
            if self.space {
                self.outline.text.push(' ');
                self.space = false;
                count += 1;
            }
            self.outline.text.push(c);
            self.chars += count;
            if self.links > 0 {
                self.linked += count;
            }
            if self.noises > 0 {
                self.noisy += count;
            }
        }
    }

    fn end_line(&mut self) {
        self.space = false;
        if self.chars == 0 {
            return;
        }
        let end = self.outline.text.len();
        self.outline.lines.push(Line {
            start: self.start,
            end,
            block: self.stack.last().copied().unwrap_or(0),
            chars: self.chars,
            linked: self.linked,
            noisy: self.noisy,
        });
        self.start = end;
        (self.chars, self.linked, self.noisy) = (0, 0, 0);
    }
}

/// Whether a `style` hides its element.
fn hides(style: &str) -> bool {
    if !style.contains("none") && !style.contains("hidden") {
        return false;
    }
    let plain: String = style.chars().take(200).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}
