"use strict";
// What the page holds, and the words it says it with.

/** Reads a block of JSON out of the page. */
const read = (element) => JSON.parse(element.textContent);

const labels = read(document.getElementById("labels"));
const index = read(document.getElementById("index"));
const blocks = [...document.querySelectorAll("script.articles")];
/** The parsed blocks, as far as they were asked for. */
const parsed = [];
const BLOCK = 50;

/** The kinds of mentions, in the order of the index's counts. */
const KINDS = ["O", "P", "M", "Q", "N", "D", "U"];

index.articles.forEach((entry, at) => {
  entry.at = at;
  entry.day = entry.published ? entry.published.slice(0, 10) : "";
  entry.mentions = entry.marks.reduce((sum, count) => sum + count, 0);
});

/** The article at a place of the index, whole. */
function articleAt(at) {
  const block = Math.floor(at / BLOCK);
  parsed[block] ??= read(blocks[block]);
  return parsed[block][at % BLOCK];
}

/** The words of an article in which a search looks, in lower case. Folded once. */
function wordsOf(entry) {
  entry.words ??= `${entry.title}\n${articleAt(entry.at).subtitle ?? ""}\n${articleAt(entry.at).text}`.toLowerCase();
  return entry.words;
}

let language = "en";

/** A label of the page in the language of now, its `{name}`s filled in. */
function t(key, values = {}) {
  const label = labels[language][key] ?? key.replace(/^[a-z]+\./, "");
  return label.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const number = (value) => value.toLocaleString(language);

/** A sum in won, short. */
function won(value) {
  const short = new Intl.NumberFormat(language, { notation: "compact", maximumFractionDigits: 1 }).format(value);
  return language === "ko" ? `${short}원` : `₩${short}`;
}

/** The units of what is charted, without a prefix. */
const UNITS = { power: "W", computing: "FLOPS", storage: "B" };

/** A value in its SI unit with the prefix that suits it. */
function si(value, kind) {
  const [, digits, prefix] = /^([^a-zA-Zµ]*)(.*)$/.exec(d3.format(".4~s")(value));
  return `${digits} ${prefix}${UNITS[kind]}`;
}

/**
 * An element with attributes and children. Strings become text: nothing that an article says is ever read as markup. `null` among
 * the children stands for nothing.
 */
function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

/** Calls `work` once things have been quiet for some milliseconds. */
function quiet(work, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}
