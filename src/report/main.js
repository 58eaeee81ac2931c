"use strict";
// The page's state is its address: filters, order and the article that is shown stand behind the #, so that the browser's back
// button works and a view can be kept or sent.

/** The state that the address says. */
const stateOf = (hash) => Object.fromEntries([...new URLSearchParams(hash.replace(/^#/, ""))].filter(([, value]) => value));

let state = stateOf(location.hash);
/** The articles that the filters leave. */
let entries = [];

/** The address of the state with some changes. */
function link(changes) {
  const next = new URLSearchParams(Object.entries({ ...state, ...changes }).filter(([, value]) => value));
  return `#${next}`;
}

/** Goes to a changed state; `quietly` leaves no step for the back button. */
function go(changes, quietly = false) {
  const to = link(changes);
  if (quietly) location.replace(to);
  else location.hash = to;
}

const FILTERS = ["q", "publisher", "from", "to", "has", "org", "official", "sort", "lang"];
const list = document.getElementById("list");
const articleView = document.getElementById("article");
/** What the list shows now, and where it was left. */
const drawn = { list: null, scroll: 0, article: null };

/** Says the page's own words in the language of now. */
function speak() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = t(element.dataset.label);
  for (const element of document.querySelectorAll("[data-aria-label]")) element.setAttribute("aria-label", t(element.dataset.ariaLabel));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", button.dataset.language === language);
  const days = index.articles.map((entry) => entry.day).filter(Boolean).sort();
  document.getElementById("extent").textContent = t(days.length ? "extent" : "extentUndated",
    { count: number(index.articles.length), from: days[0], to: days.at(-1) });
  const home = document.getElementById("home");
  home.textContent = index.title;
  document.getElementById("name").textContent = index.title;
  home.href = link(Object.fromEntries([...FILTERS, "article"].filter((name) => name !== "lang").map((name) => [name, ""])));
}

function drawList() {
  drawFilters(state);
  drawTable(entries, state);
  drawCharts(entries);
}

/** Shows what the address says. */
function show() {
  state = stateOf(location.hash);
  language = ["ko", "en"].find((known) => known === state.lang) ?? index.language ?? (navigator.language.startsWith("ko") ? "ko" : "en");
  const filters = JSON.stringify(FILTERS.map((name) => state[name] ?? ""));
  const changed = filters !== drawn.list;
  if (changed) {
    entries = filtered(state);
    speak();
  }
  const at = state.article ? Number(state.article) : null;
  const reading = index.articles[at] !== undefined;
  if (reading && list.hidden === false) drawn.scroll = scrollY;
  list.hidden = reading;
  articleView.hidden = !reading;
  document.title = reading ? `${index.articles[at].title} – ${index.title}` : index.title;
  if (reading) {
    const title = drawArticle(at, entries, state);
    scrollTo(0, 0);
    if (drawn.article !== at) title.focus({ preventScroll: true });
    drawn.article = at;
    return;
  }
  // Links in the list carry the state: they are made anew when it has changed.
  if (changed) {
    drawList();
    drawn.list = filters;
  }
  if (drawn.article !== null) {
    scrollTo(0, changed ? 0 : drawn.scroll);
    document.getElementById(`row-${drawn.article}`)?.focus({ preventScroll: true });
    drawn.article = null;
  }
}

const form = document.getElementById("filters");
const take = (quietly) => go(Object.fromEntries(new FormData(form)), quietly);
const typed = quiet(() => take(true), 200);
form.addEventListener("input", (event) => (event.target.matches("select, [type=date]") ? take(false) : typed()));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(false);
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  go(Object.fromEntries(["q", "publisher", "from", "to", "has", "org", "official"].map((name) => [name, ""])));
});
for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => go({ lang: button.dataset.language }, true));
document.getElementById("skip").addEventListener("click", () => {
  const target = list.hidden ? document.querySelector("#article h1") : document.querySelector(".scroll");
  target.focus();
  target.scrollIntoView();
});
document.getElementById("more").addEventListener("click", () => {
  const before = shown.rows;
  moreRows();
  document.getElementById(`row-${shown.entries[before].at}`)?.focus({ preventScroll: true });
});
new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && moreRows(), { rootMargin: "600px" }).observe(document.getElementById("more"));
let width = innerWidth;
addEventListener("resize", quiet(() => {
  if (innerWidth !== width && !list.hidden) drawCharts(entries);
  width = innerWidth;
}, 150));
addEventListener("hashchange", show);
drawProposals();
show();
