// The timeline: bars of years, months or days, whichever fits the span that the triples cover.

const chart = { view: null, drawing: Promise.resolve() };
const DAY = 86400000;
const SCALES = [
  { name: "day", start: (day) => day, next: (day) => iso(new Date(Date.parse(day) + DAY)), days: 1 },
  { name: "month", start: (day) => `${day.slice(0, 7)}-01`, next: (day) => iso(new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1))), days: 31 },
  { name: "year", start: (day) => `${day.slice(0, 4)}-01-01`, next: (day) => `${String(Number(day.slice(0, 4)) + 1).padStart(4, "0")}-01-01`, days: 366 },
];
const iso = (date) => date.toISOString().slice(0, 10);

function kindOf(triple) {
  if (triple.status === "negated" || triple.status === "uncertain") return "denied or unclear";
  if (triple.relation.family === "off") return "called off";
  if (triple.status === "planned") return "planned";
  return triple.relation.family === "stance" ? "stance" : "took place";
}

const isWithin = (scale) => ({ days }) => (Date.parse(days[1]) - Date.parse(days[0])) / DAY < scale.days;

/** The finest scale with at most 120 bars between the first and the last day that hides few of the dates for being longer than a bar. */
function scaleFor(triples) {
  let [first, last] = ["9999", "0000"];
  for (const { days } of triples) {
    if (days[0] < first) [first] = days;
    if (days[0] > last) [last] = days;
  }
  const span = triples.length ? (Date.parse(last) - Date.parse(first)) / DAY : 0;
  return SCALES.find((scale) => span / scale.days <= 120 && triples.filter(isWithin(scale)).length >= 0.9 * triples.length) ?? SCALES.at(-1);
}

/** Bars from triples: for each stretch of days the number of each kind, stacked away from the line. */
function barsOf(triples, scale) {
  const bins = new Map();
  for (const triple of triples) {
    const from = scale.start(triple.days[0]);
    if (!bins.has(from)) bins.set(from, { from, to: scale.next(from), numbers: {} });
    const { numbers } = bins.get(from);
    numbers[kindOf(triple)] = (numbers[kindOf(triple)] ?? 0) + 1;
  }
  return [...bins.values()].sort((left, right) => (left.from < right.from ? -1 : 1));
}

function stacked(bins, scale) {
  return bins.flatMap(({ from, to, numbers }) => {
    let top = 0;
    return index.kinds.filter((kind) => numbers[kind]).map((kind) => {
      const number = numbers[kind];
      const below = kind === "called off";
      const told = `${dates.told(from.slice(0, { day: 10, month: 7, year: 4 }[scale.name]))}: ${number} ${kind}`;
      const [low, high] = below ? [0, -number] : [top, top + number];
      if (!below) top += number;
      return { from: Date.parse(from), to: Date.parse(to), low, high, kind, told };
    });
  });
}

function drawTimeline() {
  const dated = filters.matching.filter((triple) => triple.days);
  const scale = scaleFor(dated);
  const fine = dated.filter(isWithin(scale));
  const bins = barsOf(fine, scale);
  const undated = filters.matching.length - dated.length;
  byId("timeline-note").textContent = `A bar is a ${scale.name}. Not drawn: ${counted(undated, "triple")} without a date`
    + (dated.length > fine.length ? `, ${counted(dated.length - fine.length, "triple")} whose date is longer than a ${scale.name}.` : ".");
  drawTimelineTable(bins, scale);
  const bars = stacked(bins, scale);
  chart.drawing = chart.drawing.then(() => showBars(bars));
}

/** Without bars there is no chart: it would have no beginning and no end. */
async function showBars(bars) {
  byId("timeline").hidden = !bars.length;
  if (!bars.length) return;
  chart.view ??= await makeChart(bars);
  await chart.view.data("bars", bars).resize().runAsync();
}

async function makeChart(bars) {
  const spec = JSON.parse(byId("timeline-spec").textContent);
  // Expressions are interpreted, not compiled: the page's policy forbids to make code from text.
  const options = { actions: false, renderer: "svg", ast: true, defaultStyle: false, tooltip: showTip };
  const { view } = await vegaEmbed(byId("timeline"), { ...spec, datasets: { bars }, description: "Triples over time; the table below says the same" }, options);
  view.addEventListener("click", (_, item) => {
    if (item?.datum?.from) filters.set({ from: iso(new Date(item.datum.from)), to: iso(new Date(item.datum.to - DAY)) });
  });
  return view;
}

const tip = document.body.appendChild(make("div", { class: "tip", hidden: true, "aria-hidden": "true" }));

function showTip(_, event, __, value) {
  tip.hidden = !value;
  if (!value) return;
  tip.textContent = value;
  tip.style.left = `${Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${event.clientY + 16}px`;
}

function drawTimelineTable(bins, scale) {
  const head = make("tr", {}, make("th", { scope: "col" }, scale.name), index.kinds.map((kind) => make("th", { scope: "col", class: "number" }, kind)));
  const rows = bins.map(({ from, numbers }) => make("tr", {},
    make("th", { scope: "row" }, dates.told(from.slice(0, { day: 10, month: 7, year: 4 }[scale.name]))),
    index.kinds.map((kind) => make("td", { class: "number" }, numbers[kind] ?? "–"))));
  byId("timeline-table").replaceChildren(make("table", { class: "figures" }, make("thead", {}, head), make("tbody", {}, rows)));
}

function buildLegend() {
  const keys = ["held", "planned", "stance", "unclear", "off"];
  byId("timeline-legend").append(...index.kinds.map((kind, place) => make("li", {}, make("span", { class: `swatch swatch-${keys[place]}` }), kind)));
}
