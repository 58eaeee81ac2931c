"use strict";
// The list of articles: filters, and a table whose rows are made as they come into view.

const PAGE = 100;

/** The orders of the table; each says what an article is compared by, and whether it begins with the largest. */
const ORDERS = {
  date: { of: (entry) => entry.day, falling: true },
  publisher: { of: (entry) => index.publishers[entry.publisher] ?? "\uffff", falling: false },
  title: { of: (entry) => entry.title, falling: false },
  largest: { of: (entry) => entry.won[0]?.[0] ?? -1, falling: true },
  mentions: { of: (entry) => entry.mentions, falling: true },
};

const COLUMNS = ["date", "publisher", "title", "organizations", "officials", "largest", "mentions"];

/** Whether an article has what the filter "contains" asks for. */
function has(entry, what) {
  const [sort, name] = what.split(":");
  if (sort === "mark") return entry.marks[KINDS.indexOf(name)] > 0;
  if (sort === "org") return entry.organizations.some((at) => index.organizations[at][1] === name);
  if (name === "quote") return entry.quotes > 0;
  return entry.facts.some((at) => index.facts[at] === name);
}

/** The organizations that a filter names: the one of that name, or all whose names hold it. */
function organizationsNamed(name) {
  const places = new Set();
  const exact = index.organizations.findIndex(([known]) => known === name);
  if (exact >= 0) return places.add(exact);
  const part = name.toLowerCase();
  index.organizations.forEach(([known], at) => known.toLowerCase().includes(part) && places.add(at));
  return places;
}

/** The articles that the state's filters leave, in its order. */
function filtered(state) {
  const words = (state.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const organizations = state.org ? organizationsNamed(state.org) : null;
  const official = state.official ? Number(state.official) : null;
  const publisher = state.publisher ? index.publishers.indexOf(state.publisher) : null;
  const entries = index.articles.filter((entry) =>
    (publisher === null || (entry.publisher ?? -1) === publisher)
    && (!state.from || (entry.day && entry.day >= state.from))
    && (!state.to || (entry.day && entry.day <= state.to))
    && (!state.has || has(entry, state.has))
    && (!organizations || entry.organizations.some((at) => organizations.has(at)))
    && (official === null || entry.officials.includes(official))
    && words.every((word) => wordsOf(entry).includes(word)));
  const [name, turned] = (state.sort ?? "date").split("-");
  const { of, falling } = ORDERS[name] ?? ORDERS.date;
  const collator = new Intl.Collator("ko");
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  const sign = falling !== Boolean(turned) ? -1 : 1;
  // Dates are compared as they are: a collator costs too much for thousands of them.
  if (name === "date") return entries.sort((a, b) => sign * (a.day < b.day ? -1 : a.day > b.day ? 1 : 0) || a.at - b.at);
  return entries.sort((a, b) => sign * compare(of(a), of(b)) || a.at - b.at);
}

/** Names, the first few of them, and how many more there are. */
function names(places, name, shown) {
  const rest = places.length - shown;
  const first = places.slice(0, shown).map(name).join(", ");
  return h("td", { class: "names" }, first, rest > 0 ? h("span", { class: "rest" }, ` ${t("andMore", { count: rest })}`) : null);
}

function row(entry) {
  return h("tr", {},
    h("td", { class: "day" }, entry.day || "–"),
    h("td", { class: "publisher" }, index.publishers[entry.publisher] ?? "–"),
    h("th", { scope: "row" }, h("a", { href: link({ article: String(entry.at) }), id: `row-${entry.at}` }, entry.title)),
    names(entry.organizations, (at) => index.organizations[at][0], 3),
    names(entry.officials, (at) => [index.officials[at][0], index.officials[at][2]].join(" ").trim(), 2),
    h("td", { class: "number" }, entry.won.length ? won(entry.won[0][0]) : "–"),
    h("td", { class: "number" }, number(entry.mentions)));
}

function heads(state) {
  const [current, turned] = (state.sort ?? "date").split("-");
  return h("tr", {}, COLUMNS.map((name) => {
    const order = ORDERS[name];
    const numeric = name === "largest" || name === "mentions";
    if (!order) return h("th", { scope: "col" }, t(name));
    const falling = order.falling !== Boolean(turned);
    const sorted = name !== current ? null : falling ? "descending" : "ascending";
    const next = name === current && !turned ? `${name}-turned` : name;
    return h("th", { scope: "col", "aria-sort": sorted, class: numeric ? "number" : null },
      h("button", { type: "button", "data-sort": name, click: () => go({ sort: next }) }, t(name)));
  }));
}

/** The table on the page: the articles it is to show, and how many of them are there as rows. */
const shown = { entries: [], rows: 0 };

function moreRows() {
  const next = shown.entries.slice(shown.rows, shown.rows + PAGE);
  shown.rows += next.length;
  document.querySelector("#table tbody").append(...next.map(row));
  const left = shown.entries.length - shown.rows;
  const more = document.getElementById("more");
  more.hidden = left === 0;
  more.textContent = t("more", { count: number(Math.min(left, PAGE)) });
}

function drawTable(entries, state) {
  const focused = document.activeElement?.dataset?.sort;
  document.querySelector("#table thead").replaceChildren(heads(state));
  document.querySelector("#table tbody").replaceChildren();
  Object.assign(shown, { entries, rows: 0 });
  moreRows();
  if (focused) document.querySelector(`[data-sort="${focused}"]`)?.focus();
  const total = number(index.articles.length);
  const all = entries.length === index.articles.length;
  document.getElementById("count").textContent = entries.length === 0 ? t("noneFound")
    : t(all ? "showingAll" : "showing", { count: number(entries.length), total });
}

/** Fills the filters' choices, which depend on the language, and sets what the state says. */
function drawFilters(state) {
  const form = document.getElementById("filters");
  const option = (value, text) => h("option", { value }, text);
  const publishers = d3.sort(index.publishers, (name) => name);
  form.publisher.replaceChildren(option("", t("allPublishers")), ...publishers.map((name) => option(name, name)));
  const used = (of) => KINDS.filter((_, nth) => index.articles.some((entry) => entry.marks[nth] > 0)).map(of);
  const kinds = [...new Set(index.organizations.map(([, kind]) => kind))].filter(Boolean).sort();
  const facts = [...(index.articles.some((entry) => entry.quotes) ? ["quote"] : []), ...index.facts];
  const group = (label, options) => (options.length ? h("optgroup", { label: t(label) }, options) : null);
  form.has.replaceChildren(...[
    option("", t("anything")),
    group("mentionsOf", used((kind) => option(`mark:${kind}`, t(`mark.${kind}`)))),
    group("factsOf", facts.map((kind) => option(`fact:${kind}`, t(`of.${kind}`)))),
    group("organizationsOf", kinds.map((kind) => option(`org:${kind}`, t(`of.${kind}`)))),
  ].filter(Boolean));
  for (const name of ["q", "publisher", "from", "to", "has", "org", "official"]) {
    const field = form.elements[name];
    if (field.value !== (state[name] ?? "")) field.value = state[name] ?? "";
  }
  const chosen = document.getElementById("chosen");
  const official = index.officials[Number(state.official)];
  chosen.hidden = !(state.official && official);
  if (!chosen.hidden) {
    chosen.replaceChildren(`${t("official")}: ${official.filter(Boolean).join(", ")} `,
      h("button", { type: "button", click: () => go({ official: "" }) }, t("remove")));
  }
}

/** The names that the filter for organizations proposes: those that most articles name. */
function drawProposals() {
  const proposed = 300;
  const counts = new Array(index.organizations.length).fill(0);
  for (const entry of index.articles) for (const at of entry.organizations) counts[at] += 1;
  const places = d3.sort(d3.range(counts.length), (at) => -counts[at]).slice(0, proposed);
  document.getElementById("organizations").replaceChildren(...places.map((at) => h("option", { value: index.organizations[at][0] })));
}
