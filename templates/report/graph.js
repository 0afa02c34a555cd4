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
  graph.nodes = linkedAmong(ranked, pairs, Number(byId("actor-number").value));
  graph.pairs = [...pairs.values()].sort((left, right) => right.triples.length - left.triples.length);
  const drawn = new Set(graph.nodes.map((node) => node.actor));
  graph.edges = graph.pairs.filter((pair) => drawn.has(pair.one) && drawn.has(pair.other)).flatMap(linesOf);
  const occasions = filters.matching.length - linking.length;
  byId("actor-number-told").textContent = graph.nodes.length;
  byId("graph-note").textContent = `${counted(graph.nodes.length, "actor")} drawn of the ${ranked.length.toLocaleString("en")} that match: those with most triples that are linked with one another.`
    + (occasions ? ` ${counted(occasions, "triple")} with nobody on the other side (a called-off occasion) draw no line.` : "")
    + " Choose an actor or a line to read what stands behind it.";
}

/** The weightiest actors, down to where `number` of them have a line to another: who stands alone among them tells nothing here. */
function linkedAmong(ranked, pairs, number) {
  const neighbours = new Map();
  for (const { one, other } of pairs.values()) {
    for (const [actor, next] of [[one, other], [other, one]]) {
      if (!neighbours.has(actor)) neighbours.set(actor, []);
      neighbours.get(actor).push(next);
    }
  }
  const seen = new Set();
  const linked = new Set();
  for (const [actor] of ranked) {
    if (linked.size >= number) break;
    seen.add(actor);
    for (const next of neighbours.get(actor)) if (seen.has(next)) linked.add(actor).add(next);
  }
  return ranked.filter(([actor]) => linked.has(actor)).map(([actor, weight]) => ({ actor, weight }));
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
  const table = makeTable(byId("pair-table"), columns, byId("pair-pager"), 25);
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
  byId("zoom-in").addEventListener("click", () => network.zoom(1.3));
  byId("zoom-out").addEventListener("click", () => network.zoom(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => network.view?.fit());
  byId("edge-labels").addEventListener("change", () => network.draw());
  return draw;
}
