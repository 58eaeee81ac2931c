"use strict";
// The overview: charts of the articles that the filters leave. Every chart is there as a table too.

/** Rows of a chart of names. */
const TOP = 10;

/** A label short enough for so many ems; Hangul is about one em wide, Latin letters half of it. */
function short(label, ems) {
  let width = 0;
  let at = 0;
  for (const c of label) {
    width += c.codePointAt(0) < 0x1100 ? 0.58 : 1;
    if (width > ems) return `${label.slice(0, at).trimEnd()}…`;
    at += c.length;
  }
  return label;
}

/** Fills a figure: its caption, a chart or the word that there is nothing, and the same as a table. */
function figure(id, caption, note, chart, head, rows) {
  const element = document.getElementById(id);
  const open = element.querySelector("details")?.open ?? false;
  const cells = (row) => row.map((cell, nth) => h("td", { class: typeof cell === "number" ? "number" : null, "data-nth": nth },
    typeof cell === "object" ? h("a", { href: cell.href }, cell.text) : typeof cell === "number" ? number(cell) : cell));
  const table = () => h("table", {},
    h("thead", {}, h("tr", {}, head.map((name) => h("th", { scope: "col" }, t(name))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, cells(row)))));
  const details = h("details", { open }, h("summary", {}, t("asTable")));
  const fill = () => details.open && details.childElementCount === 1 && details.append(table());
  details.addEventListener("toggle", fill);
  fill();
  element.replaceChildren(
    h("figcaption", {}, h("strong", {}, caption), note ? h("span", {}, note) : null),
    ...(rows.length ? [...[chart(element.clientWidth - 32)].flat(), details] : [h("p", { class: "none" }, t("nothing"))]),
  );
}

const FONT = { fontSize: "12px", fontFamily: "inherit", background: "none", overflow: "visible" };

/** Bars with names on the left and numbers at their ends; each leads somewhere. */
function bars(rows, width, label) {
  const left = Math.min(180, Math.round(width * 0.44));
  const names = new Map(rows.map((row) => [row.key, short(row.name, left / 12.5)]));
  return Plot.plot({
    width, marginTop: 0, marginBottom: 0, marginLeft: left, marginRight: 64, height: rows.length * 26, style: FONT, ariaLabel: label,
    x: { axis: null, domain: [0, d3.max(rows, (row) => row.value)] },
    y: { domain: rows.map((row) => row.key), padding: 0.3, label: null },
    marks: [
      Plot.axisY({ tickSize: 0, tickPadding: 8, tickFormat: (key) => names.get(key) }),
      Plot.barX(rows, { x: "value", y: "key", fill: "var(--accent)", href: "href", title: "full", ariaLabel: "full" }),
      Plot.text(rows, { x: "value", y: "key", text: "shown", textAnchor: "start", dx: 6, fill: "currentColor" }),
    ],
  });
}

/** Time in steps that give a readable number of bars. */
function step(days) {
  const [first, last] = d3.extent(days);
  const span = (last - first) / 86_400_000;
  if (span <= 45) return { every: d3.utcDay, label: "perDay", format: "%Y-%m-%d" };
  if (span <= 400) return { every: d3.utcMonday, label: "perWeek", format: "%Y-%m-%d" };
  if (span <= 3660) return { every: d3.utcMonth, label: "perMonth", format: "%Y-%m" };
  return { every: d3.utcYear, label: "perYear", format: "%Y" };
}

/** The values of a logarithmic scale that are worth a line: powers of ten, with 2 and 5 times those where there are few of them. */
function decades(low, high) {
  const span = Math.log10(high / low);
  if (span < 1) return d3.ticks(low, high, 6);
  const digits = span > 3 ? [1] : [1, 2, 5];
  const powers = d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1);
  return powers.flatMap((power) => digits.map((digit) => digit * 10 ** power)).filter((value) => value >= low && value <= high);
}

const day = d3.utcFormat("%Y-%m-%d");

function drawTime(entries) {
  const dated = entries.filter((entry) => entry.day);
  const days = dated.map((entry) => new Date(`${entry.day}T00:00Z`));
  const { every, label, format } = days.length ? step(days) : { every: d3.utcDay, label: "perDay", format: "%Y" };
  const name = d3.utcFormat(format);
  const counts = d3.rollups(days, (group) => group.length, (date) => +every.floor(date)).sort(([a], [b]) => a - b);
  const rows = counts.map(([time, value]) => {
    const from = new Date(time);
    const to = every.offset(from, 1);
    const last = day(d3.utcDay.offset(to, -1));
    return { from, to, value, name: name(from), full: `${name(from)}: ${number(value)}`, href: link({ from: day(from), to: last }) };
  });
  const undated = entries.length - dated.length;
  const note = [t(label), undated ? t("undated", { count: number(undated) }) : null].filter(Boolean).join(", ");
  const chart = (width) => Plot.plot({
    width, height: 132, marginTop: 8, marginBottom: 24, marginLeft: 44, marginRight: 28, style: FONT, ariaLabel: t("articlesOverTime"),
    x: { type: "utc", label: null, domain: [rows[0].from, rows.at(-1).to] },
    y: { label: null, grid: true, ticks: Math.min(3, d3.max(rows, (row) => row.value)), tickFormat: number },
    marks: [
      Plot.axisX({ ticks: Math.max(2, Math.round(width / 110)), tickFormat: format === "%Y-%m-%d" ? "%Y-%m-%d" : format === "%Y" ? "%Y" : "%Y-%m" }),
      Plot.rectY(rows, { x1: "from", x2: "to", y: "value", insetLeft: 0.5, insetRight: 0.5, fill: "var(--accent)", href: "href", title: "full", ariaLabel: "full" }),
      Plot.ruleY([0], { stroke: "var(--line)" }),
    ],
  });
  figure("chart-time", t("articlesOverTime"), note, chart, ["period", "articles"], rows.map((row) => [row, row.value].map((cell) => (cell === row ? { text: row.name, href: row.href } : cell))));
}

/** The names that most of the articles name. */
function most(entries, field) {
  const counts = new Map();
  for (const entry of entries) for (const at of entry[field]) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, TOP);
}

function drawOrganizations(entries) {
  const rows = most(entries, "organizations").map(([at, value]) => {
    const [name] = index.organizations[at];
    return { key: at, name, value, shown: number(value), full: `${name}: ${number(value)}`, href: link({ org: name }) };
  });
  figure("chart-organizations", t("topOrganizations"), null, (width) => bars(rows, width, t("topOrganizations")),
    ["name", "articles"], rows.map((row) => [{ text: row.name, href: row.href }, row.value]));
}

function drawOfficials(entries) {
  const rows = most(entries, "officials").map(([at, value]) => {
    const [name, body, title] = index.officials[at];
    const full = [name, title, body].filter(Boolean).join(", ");
    return { key: at, name: `${name} ${title}`, full: `${full}: ${number(value)}`, said: full, value, shown: number(value), href: link({ official: String(at) }) };
  });
  figure("chart-officials", t("topOfficials"), null, (width) => bars(rows, width, t("topOfficials")),
    ["name", "articles"], rows.map((row) => [{ text: row.said, href: row.href }, row.value]));
}

function drawWon(entries) {
  const all = entries.flatMap((entry) => entry.won.map(([value, words, what]) => ({ value, words, what, entry })));
  const rows = d3.sort(all, (row) => -row.value).slice(0, TOP).map((row, nth) => ({
    ...row, key: nth, name: row.what || row.entry.title, shown: won(row.value),
    full: [row.words, row.what, row.entry.title].filter(Boolean).join(", "), href: link({ article: String(row.entry.at) }),
  }));
  figure("chart-won", t("largestAmounts"), null, (width) => bars(rows, width, t("largestAmounts")),
    ["amount", "subject", "article"], rows.map((row) => [row.words, row.what || "–", { text: row.entry.title, href: row.href }]));
}

function drawCapacities(entries) {
  const all = entries.flatMap((entry) => entry.capacities.map(([kind, value, words, what]) => ({ kind, value, words, what, entry })));
  // The same value of the same thing in several articles is one point.
  const points = d3.rollups(all, (group) => ({ ...group[0], count: group.length }), ({ kind, value, what }) => `${kind} ${value} ${what}`)
    .map(([, point]) => ({
      ...point,
      full: `${[point.what, si(point.value, point.kind)].filter(Boolean).join(": ")}\n${short(point.entry.title, 28)}${point.count > 1 ? ` (${point.count})` : ""}`,
      href: link({ article: String(point.entry.at) }),
    }));
  const kinds = Object.keys(UNITS).filter((kind) => points.some((point) => point.kind === kind));
  const chart = (width) => kinds.map((kind) => {
    const of = points.filter((point) => point.kind === kind);
    const [least, largest] = d3.extent(of, (point) => point.value);
    const [low, high] = [least / 1.6, largest * 1.6];
    const label = t(`of.${kind}`);
    const plot = Plot.plot({
      width: width - 88, height: 62, marginTop: 10, marginBottom: 22, marginLeft: 24, marginRight: 24, style: FONT, ariaLabel: label,
      x: { type: "log", domain: [low, high], label: null, grid: true, ticks: decades(low, high), tickFormat: (value) => si(value, kind), tickSize: 0 },
      marks: [
        Plot.dot(of, { x: "value", r: (point) => Math.sqrt(point.count), fill: "var(--accent)", fillOpacity: 0.45, stroke: "var(--accent)", href: "href", ariaLabel: "full" }),
        Plot.tip(of, Plot.pointerX({ x: "value", title: "full", fill: "var(--raised)", stroke: "var(--line)", anchor: "bottom" })),
      ],
      r: { range: [4, 10], domain: [1, Math.sqrt(d3.max(points, (point) => point.count) + 1)] },
    });
    return h("div", { class: "strip" }, h("span", {}, label), plot);
  });
  const rows = d3.sort(points, (point) => kinds.indexOf(point.kind), (point) => -point.value).slice(0, 60)
    .map((point) => [t(`of.${point.kind}`), point.what || "–", point.words, { text: point.entry.title, href: point.href }]);
  figure("chart-capacities", t("capacities"), t("capacitiesHint"), chart, ["kind", "subject", "value", "article"], rows);
}

function drawCharts(entries) {
  drawTime(entries);
  drawOrganizations(entries);
  drawOfficials(entries);
  drawWon(entries);
  drawCapacities(entries);
}
