"use strict";
// One article: its text with the mentions marked, and beside it what it names.

/** What is marked everywhere: the id of an organization or person of the article that is shown. */
let selected = null;

const tip = document.getElementById("tip");

/** A pair of a list of terms, where there is something to say. */
const pair = (name, value) => (value ? [h("dt", {}, t(name)), h("dd", {}, value)] : []);

/** What is said of a mention when it is pointed at. */
function explain(mark, article) {
  const [, , letter, id] = mark;
  const head = h("strong", { class: `kind ${letter}` }, t(`mark.${letter}`));
  if (letter === "O") {
    const body = article.organizations.find((known) => known.id === id);
    return [head, h("dl", {}, ...pair("meaning", body.name), ...pair("kind", body.kind && t(`of.${body.kind}`)), ...pair("aliases", body.aliases.join(", ")))];
  }
  if (letter === "P") {
    const person = article.people.find((known) => known.id === id);
    return [head, h("dl", {}, ...pair("meaning", person.name), ...pair("title", person.title), ...pair("body", person.body_name))];
  }
  const { value, kind, subject, bound, inferred, days, anchor } = id ?? {};
  return [head, h("dl", {},
    ...pair("value", value), ...pair("kind", kind && t(`of.${kind}`)), ...pair("subject", subject), ...pair("bound", bound && t(`of.${bound}`)),
    ...pair("inferred", inferred && t(`of.${inferred}`)), ...pair("days", days), ...pair("anchor", anchor && t(`of.${anchor}`)))];
}

/** The mention that the tip speaks of. */
let pointed = null;

function showTip(element, mark, article) {
  hideTip();
  pointed = element;
  tip.replaceChildren(...explain(mark, article));
  tip.hidden = false;
  element.setAttribute("aria-describedby", "tip");
  placeTip();
}

/** Puts the tip above its mention, or below where there is no room. */
function placeTip() {
  if (!pointed) return;
  const place = pointed.getClientRects()[0] ?? pointed.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const above = place.top - height - 6;
  tip.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  tip.style.top = `${above > 8 ? above : place.bottom + 6}px`;
}

function hideTip() {
  tip.hidden = true;
  pointed?.removeAttribute("aria-describedby");
  pointed = null;
}

/** What the elements of mentions stand for. */
const meant = new WeakMap();

/** Speaks of the mention that has the focus again, when the mouse has left another one. */
function leave() {
  hideTip();
  const focused = document.activeElement;
  if (meant.has(focused)) showTip(focused, ...meant.get(focused));
}

/** Marks everything of one organization or person, and what belongs to it: an official's body, a body's officials. */
function select(id, article) {
  selected = selected === id ? null : id;
  const related = new Set();
  for (const person of article.people) {
    if (person.id === selected && person.body) related.add(person.body);
    if (person.body === selected && selected) related.add(person.id);
  }
  for (const element of document.querySelectorAll("#article [data-id]")) {
    const own = element.dataset.id === selected;
    element.classList.toggle("selected", own);
    element.classList.toggle("related", related.has(element.dataset.id));
    if (element.matches("button")) element.setAttribute("aria-pressed", own);
  }
}

/** The element of a mention. Only one of them is in the order of the Tab key; the arrow keys go on from there. */
function markElement(mark, words, article, first) {
  const [, , letter, id] = mark;
  const named = typeof id === "string";
  const element = h("mark", {
    class: letter, tabindex: first ? 0 : -1, "data-tag": t(`tag.${letter}`), "data-id": named ? id : null,
    mouseenter: () => showTip(element, mark, article), mouseleave: leave, blur: hideTip,
    focus: () => showTip(element, mark, article),
    click: () => (named ? select(id, article) : showTip(element, mark, article)),
    keydown: (event) => {
      const all = [...document.querySelectorAll("#text mark")];
      const at = all.indexOf(element);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if ((event.key === "Enter" || event.key === " ") && named) select(id, article);
      else if (to === undefined) return;
      else if (all[to]) {
        element.tabIndex = -1;
        all[to].tabIndex = 0;
        all[to].focus();
      }
      event.preventDefault();
    },
  }, words);
  meant.set(element, [mark, article]);
  return element;
}

/** A piece that was cut, with its reason. */
const cutElement = ([, reason, words]) => h("span", { class: "cut" }, h("span", { class: "reason" }, t(`of.${reason}`)), words);

/** The text: paragraphs with mentions and quotations in them, and between them what was cut. */
function textElement(article) {
  const { text, marks } = article;
  const quotes = d3.sort(article.quotes ?? [], (quote) => quote.start);
  const cuts = Array.isArray(article.cuts) ? [...article.cuts] : [];
  const element = h("div", { id: "text", lang: "ko" });
  let next = 0;
  let first = true;
  /** What was cut before a place, as paragraphs of its own. */
  const cutsBefore = (at) => {
    while (cuts.length && cuts[0][0] <= at) element.append(h("p", { class: "cuts" }, cutElement(cuts.shift())));
  };
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    cutsBefore(start);
    const paragraph = h("p");
    const nodes = (from, to, into) => {
      while (cuts.length && cuts[0][0] > from && cuts[0][0] < to) {
        into.append(text.slice(from, cuts[0][0]), cutElement(cuts[0]));
        [from] = cuts.shift();
      }
      into.append(text.slice(from, to));
    };
    /** The text from one place to another with the mentions in it. */
    const fill = (from, to, into) => {
      let at = from;
      for (; next < marks.length && marks[next][0] < to; next += 1) {
        const mark = marks[next];
        nodes(at, mark[0], into);
        into.append(markElement(mark, text.slice(mark[0], mark[1]), article, first));
        first = false;
        [, at] = mark;
      }
      if (at < to) nodes(at, to, into);
      return Math.max(at, to);
    };
    let at = start;
    for (const quote of quotes) {
      const from = Math.max(at, quote.start);
      const to = Math.min(end, quote.end);
      if (from >= to) continue;
      at = fill(at, from, paragraph);
      if (at >= to) continue;
      const inside = h("span", { class: "quote" });
      at = fill(at, to, inside);
      paragraph.append(inside);
    }
    if (at < end) fill(at, end, paragraph);
    element.append(paragraph);
    start = end + 1;
  }
  cutsBefore(text.length);
  return element;
}

/** The range of the shown text from one offset to another; what was cut is not counted. */
function rangeOf(from, to) {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT,
    (node) => (node.parentElement.closest(".cut") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const range = document.createRange();
  let at = 0;
  let paragraph = null;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const of = node.parentElement.closest("p");
    if (paragraph && of !== paragraph) at += 1;
    paragraph = of;
    if (!begun && from < at + node.length) {
      range.setStart(node, Math.max(0, from - at));
      begun = true;
    }
    if (begun && to <= at + node.length) {
      range.setEnd(node, Math.max(0, to - at));
      return range;
    }
    at += node.length;
  }
  return null;
}

/** Sets pieces of the text apart without touching it, and shows the first. */
function highlight(name, ranges, scroll) {
  const found = ranges.filter(Boolean);
  if (globalThis.CSS?.highlights) {
    CSS.highlights.delete(name);
    if (found.length) CSS.highlights.set(name, new Highlight(...found));
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (scroll) found[0]?.startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

/** The places where the words of the search stand in the text. */
function hits(text, query) {
  const lower = text.toLowerCase();
  // Folding may change the length of a few letters; places would be wrong then.
  if (lower.length !== text.length) return [];
  return query.toLowerCase().split(/\s+/).filter(Boolean).flatMap((word) => {
    const found = [];
    for (let at = lower.indexOf(word); at >= 0 && found.length < 200; at = lower.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    return found;
  });
}

/** A list in the margin, with its heading; nothing where it has no entries. */
const aside = (label, entries) => (entries.length
  ? h("section", { "data-list": label }, h("h2", {}, t(label), h("span", { class: "rest" }, ` ${number(entries.length)}`)), h("ul", {}, entries.map((entry) => h("li", {}, entry))))
  : null);

function margin(article) {
  const times = new Map();
  for (const [, , , id] of article.marks) times.set(id, (times.get(id) ?? 0) + 1);
  const button = (id, letter, name) => h("button", { type: "button", class: `entity ${letter}`, "data-id": id, "aria-pressed": "false", click: () => {
    select(id, article);
    if (selected) document.querySelector(`#text mark[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
  } }, name);
  const rest = (...parts) => h("span", { class: "rest" }, parts.filter(Boolean).join(" · "));
  const count = (id) => (times.has(id) ? t("times", { count: times.get(id) }) : null);
  const body = (person) => (person.body ? button(person.body, "O", person.body_name) : person.body_name);
  const jump = (start, end, ...children) => h("button", { type: "button", class: "jump", click: () => highlight("evidence", [rangeOf(start, end)], true) }, ...children);
  /** The letters of the kinds of what has an id. */
  const known = new Map([...article.organizations.map(({ id }) => [id, "O"]), ...article.people.map(({ id }) => [id, "P"])]);
  /** A part of a fact is named by what it is in facts of that kind, if it has a name of its own there. */
  const role = (kind, part) => t(labels[language][`role.${kind}.${part}`] ? `role.${kind}.${part}` : `role.${part}`);
  const numbers = article.marks.filter(([, , letter]) => letter === "M" || letter === "Q");
  // Positions come last: they say what the list of officials does.
  const facts = d3.sort(article.facts ?? [], (fact) => fact.kind === "position");
  return h("aside", {},
    aside("officials", article.people.filter((person) => person.title).map((person) => [button(person.id, "P", person.name), " ", person.title, " ", body(person) ?? "", rest(count(person.id))])),
    aside("organizations", article.organizations.map((named) => [button(named.id, "O", named.name), " ", rest(named.aliases.join(", "), t(`of.${named.kind}`), count(named.id))])),
    aside("people", article.people.filter((person) => !person.title).map((person) => [button(person.id, "P", person.name), " ", rest(count(person.id))])),
    aside("facts", facts.map((fact) => jump(fact.start, fact.end,
      h("strong", {}, t(`of.${fact.kind}`)),
      h("span", { class: "parts" }, d3.groups(fact.parts, ([part]) => part).flatMap(([part, said]) => [
        h("span", { class: "rest" }, role(fact.kind, part)),
        h("span", {}, said.map(([, words]) => (part === "modality" ? t(`of.${words}`) : words)).join(", "))]))))),
    aside("quotes", (article.quotes ?? []).map((quote) => [
      known.has(quote.speaker) ? button(quote.speaker, known.get(quote.speaker), quote.name) : quote.name, " ", rest(quote.verb),
      jump(quote.start, quote.end, article.text.slice(quote.start, quote.end))])),
    aside("numbers", numbers.map(([start, end, letter, said]) => [
      jump(start, end, h("span", { class: `words ${letter}` }, article.text.slice(start, end)), h("span", { class: "value" }, said?.value ?? ""))])));
}

/** Switches: which kinds are set off, and whether what was cut is shown. */
function switches(article, text) {
  const present = KINDS.filter((kind) => article.marks.some(([, , letter]) => letter === kind));
  const kinds = present.map((kind) => h("label", { class: `switch ${kind}` },
    h("input", { type: "checkbox", checked: true, change: (event) => text.classList.toggle(`without-${kind}`, !event.target.checked) }),
    h("span", {}, t(`mark.${kind}`)), h("span", { class: "rest" }, number(article.marks.filter(([, , letter]) => letter === kind).length))));
  let cuts;
  if (!Array.isArray(article.cuts)) {
    const why = { missing: "cutsMissing", changed: "cutsChanged", page: "cutsPage" }[article.cuts] ?? "cutsOff";
    cuts = h("p", { class: "note" }, t(why));
  } else if (article.cuts.length === 0) cuts = h("p", { class: "note" }, t("cutsNone"));
  else {
    cuts = h("button", { type: "button", "aria-pressed": "false", id: "show-cuts", click: (event) => {
      const on = text.classList.toggle("with-cuts");
      event.currentTarget.setAttribute("aria-pressed", on);
    } }, t("showCuts", { count: number(article.cuts.length) }));
  }
  return h("div", { class: "switches" }, h("fieldset", {}, h("legend", { class: "unseen" }, t("highlights")), kinds), cuts);
}

/** An address as a link, where it is one that a browser may follow. */
const address = (url) => (/^https?:\/\//i.test(url) ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, t("original")) : url);

function drawArticle(at, entries, state) {
  const entry = index.articles[at];
  const article = articleAt(at);
  const place = entries.indexOf(entry);
  selected = null;
  hideTip();
  const text = textElement(article);
  const step = (to, label, rel) => (entries[to]
    ? h("a", { class: "button", rel, href: link({ article: String(entries[to].at) }) }, t(label))
    : h("span", { class: "button off", "aria-disabled": "true" }, t(label)));
  const reporters = (article.reporters ?? []).map(([name, mail]) => (mail ? `${name} (${mail})` : name)).join(", ");
  const about = [index.publishers[entry.publisher], article.section, reporters, entry.published?.replace("T", " ") ?? t("noDate"), article.url && address(article.url)];
  const title = h("h1", { tabindex: -1, lang: "ko" }, entry.title);
  document.getElementById("article").replaceChildren(
    h("nav", {}, h("a", { class: "button", href: link({ article: "" }), id: "back" }, t("back")),
      h("span", { class: "steps" }, place >= 0 ? h("span", { class: "rest" }, t("place", { at: number(place + 1), total: number(entries.length) })) : null,
        step(place - 1, "previous", "prev"), step(place + 1, "next", "next"))),
    h("article", {}, h("header", {}, title,
      ...(article.subtitle ?? "").split("\n").filter(Boolean).map((line) => h("p", { class: "subtitle", lang: "ko" }, line)),
      h("p", { class: "about" }, about.filter(Boolean).flatMap((part, nth) => (nth ? [" · ", part] : [part]))),
      h("p", { class: "about" }, `${t("source")}: ${article.source}`)),
      h("div", { class: "columns" },
        h("div", { class: "reading" }, switches(article, text), text, h("p", { class: "note" }, t("keys"))),
        margin(article))));
  highlight("evidence", [], false);
  highlight("hits", state.q ? hits(article.text, state.q).map(([from, to]) => rangeOf(from, to)) : [], false);
  return title;
}

document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
document.addEventListener("scroll", placeTip, { capture: true, passive: true });
