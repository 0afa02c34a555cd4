// Who is linked with whom: actors and lines counted from the triples that match, the table of pairs, and what is chosen.

const graph = { nodes: [], edges: [], pairs: [], chosen: null };

/** Counts actors and pairs; the weightiest actors that the slider asks for are drawn, all pairs are in the table. */
function countGraph() {
  const actors = new Map();
  const pairs = new Map();
  const linking = filters.matching.filter((triple) => !triple.object.isOccasion && triple.subject !== triple.object);
  for (const triple of linking) {
    for (const actor of [triple.subject, triple.object]) actors.set(actor, (actors.get(actor) ?? 0) + 1);
    const [one, other] = [triple.subject, triple.object].sort((left, right) => left.number - right.number);
    const key = `${one.number} ${other.number}`;
    if (!pairs.has(key)) pairs.set(key, { key, one, other, triples: [] });
    pairs.get(key).triples.push(triple);
  }
  const ranked = [...actors].sort((left, right) => right[1] - left[1] || collator.compare(left[0].name, right[0].name));
  graph.nodes = ranked.slice(0, Number(byId("actor-number").value)).map(([actor, weight]) => ({ actor, weight }));
  graph.pairs = [...pairs.values()].sort((left, right) => right.triples.length - left.triples.length);
  const drawn = new Set(graph.nodes.map((node) => node.actor));
  graph.edges = graph.pairs.filter((pair) => drawn.has(pair.one) && drawn.has(pair.other)).flatMap(linesOf);
  const occasions = filters.matching.length - linking.length;
  byId("actor-number-told").textContent = graph.nodes.length;
  byId("graph-note").textContent = `${counted(graph.nodes.length, "actor")} with most triples of ${counted(ranked.length, "actor")} that match.`
    + (occasions ? ` ${counted(occasions, "triple")} with nobody on the other side (a called-off occasion) draw no line.` : "")
    + " Choose an actor or a line to read what stands behind it.";
}

/** The lines of a pair: one for each relation, direction and status, with its number of triples. */
function linesOf(pair) {
  const lines = new Map();
  for (const triple of pair.triples) {
    const key = `${pair.key} ${triple.relation.name} ${triple.status} ${triple.relation.symmetric ? "" : triple.subject.number}`;
    if (!lines.has(key)) lines.set(key, { key, pair, from: triple.subject, to: triple.object, relation: triple.relation, status: triple.status, triples: [] });
    lines.get(key).triples.push(triple);
  }
  return [...lines.values()];
}

function choose(title, triples) {
  const cards = triples.slice(0, 40).map((triple) => make("li", { class: `card family-${triple.relation.family}` },
    make("p", { class: "phrase" }, phrase(triple)), make("p", { class: "quiet" }, circumstances(triple)),
    make("a", { class: "quote", href: articleAddress(triple.article, triple) }, corpus.evidence(triple))));
  const rest = triples.length > cards.length ? make("p", { class: "note" }, `${triples.length - cards.length} more; the table of triples has them all.`) : null;
  byId("graph-panel").replaceChildren(make("h3", {}, title), make("p", { class: "quiet" }, counted(triples.length, "triple")), make("ol", { class: "cards" }, cards), ...(rest ? [rest] : []));
}

function chooseActor(actor) {
  choose(actor.name, filters.matching.filter((triple) => triple.subject === actor || triple.object === actor));
}

const choosePair = (pair) => choose(`${pair.one.name} and ${pair.other.name}`, pair.triples);

function chooseLine(line) {
  choose(`${line.from.name} ${line.relation.label} ${line.to.name}, ${line.status}`, line.triples);
}

/** What a pair has in common, as relation and number, the commonest first. */
function pairSummary(pair) {
  const numbers = new Map();
  for (const line of linesOf(pair)) {
    const name = `${line.relation.name} ${line.status}`;
    const sum = numbers.get(name) ?? { line, number: 0 };
    sum.number += line.triples.length;
    numbers.set(name, sum);
  }
  return [...numbers.values()].sort((left, right) => right.number - left.number).flatMap(({ line, number }, place) =>
    [place ? ", " : null, relationTag(line.relation, line.status), number > 1 ? ` ×${number}` : null]);
}

function buildGraph() {
  const openPair = (pair) => make("button", {
    type: "button", class: "link", click: () => { network.select(pair); choosePair(pair); byId("graph-panel").scrollIntoView({ block: "nearest" }); },
    "aria-label": `${pair.one.name} and ${pair.other.name}: show their triples`,
  }, "Show");
  const columns = [
    { name: "One", class: "name", cell: (pair) => actorTag(pair.one), key: (pair) => pair.one.name },
    { name: "Other", class: "name", cell: (pair) => actorTag(pair.other), key: (pair) => pair.other.name },
    { name: "What", class: "around", cell: pairSummary },
    { name: "Triples", class: "number", cell: (pair) => pair.triples.length, key: (pair) => pair.triples.length, falling: true },
    { name: "Open", class: "open", cell: openPair },
  ];
  const table = makeTable(byId("pair-table"), columns, byId("pair-pager"));
  byId("graph-legend").append(
    ...Object.entries(corpus.families).map(([family, name]) => make("li", {}, make("span", { class: `stroke family-${family}` }), name.toLowerCase())),
    ...[["planned", "planned"], ["uncertain", "uncertain or negated"]].map(([key, name]) => make("li", {}, make("span", { class: `stroke stroke-${key}` }), name)));
  const draw = () => {
    countGraph();
    table.set(graph.pairs);
    byId("graph-panel").replaceChildren(make("p", { class: "note" }, "Nothing chosen yet."));
    network.draw();
  };
  byId("actor-number").addEventListener("input", whenQuiet(draw));
  byId("edge-labels").addEventListener("change", () => network.draw());
  return draw;
}
