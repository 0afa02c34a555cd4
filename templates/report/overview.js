// What the corpus says: the numbers, and relations by status.

function drawOverview() {
  const triples = filters.matching;
  const actors = new Set(triples.flatMap((triple) => [triple.subject, triple.object]).filter((actor) => !actor.isOccasion));
  const byFamily = Object.entries(corpus.families).map(([family, name]) =>
    fact(triples.filter((triple) => triple.relation.family === family).length, name.toLowerCase(), `family-${family}`));
  const articles = new Set(triples.map((triple) => triple.article)).size;
  byId("facts").replaceChildren(fact(triples.length, "triples"), ...byFamily, fact(actors.size, "actors"), fact(articles, "articles"));
  drawMatrix(triples);
  drawLeading(triples);
}

/** The actors with most triples, with the share of each family. */
function drawLeading(triples) {
  const numbers = new Map();
  for (const triple of triples) {
    for (const actor of [triple.subject, triple.object]) {
      if (actor.isOccasion) continue;
      if (!numbers.has(actor)) numbers.set(actor, { all: 0 });
      const own = numbers.get(actor);
      own.all += 1;
      own[triple.relation.family] = (own[triple.relation.family] ?? 0) + 1;
    }
  }
  const ranked = [...numbers].sort((left, right) => right[1].all - left[1].all || collator.compare(left[0].name, right[0].name)).slice(0, 14);
  const rows = ranked.map(([actor, own]) => {
    const bars = Object.keys(corpus.families).map((family) => {
      const bar = make("span", { class: `share family-${family}` });
      bar.style.width = `${(100 * (own[family] ?? 0)) / ranked[0][1].all}%`;
      return bar;
    });
    const told = Object.entries(corpus.families).filter(([family]) => own[family]).map(([family, name]) => `${own[family]} ${name.toLowerCase()}`).join(", ");
    const open = () => { filters.set({ search: actor.name }); location.hash = "#triples"; };
    return make("tr", {}, make("th", { scope: "row" }, make("button", { type: "button", class: "link", click: open }, actor.name)),
      make("td", { class: "shares", title: told }, bars, make("span", { class: "unseen" }, told)), make("td", { class: "number quiet" }, own.all));
  });
  const head = ["Actor", "Contact, called off, stance", "Triples"].map((name, place) => make("th", { scope: "col", class: place === 2 ? "number" : null }, name));
  byId("leading").replaceChildren(make("caption", { class: "unseen" }, "The actors with most triples; each opens the triples that name it"), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows));
}

function fact(number, name, family = "") {
  return make("p", { class: `fact ${family}` }, make("strong", {}, number.toLocaleString("en")), make("span", {}, name));
}

/** Relations by status; each number opens the triples that it counts. */
function drawMatrix(triples) {
  const numbers = new Map();
  for (const triple of triples) {
    const key = `${triple.relation.name} ${triple.status}`;
    numbers.set(key, (numbers.get(key) ?? 0) + 1);
  }
  const largest = Math.max(1, ...numbers.values());
  const head = make("tr", {}, make("th", { scope: "col" }, "Relation"),
    corpus.statuses.map((status) => make("th", { scope: "col", class: "number" }, status)), make("th", { scope: "col", class: "number" }, "all"));
  const rows = corpus.relations.map((relation) => {
    const own = corpus.statuses.map((status) => numbers.get(`${relation.name} ${status}`) ?? 0);
    const cells = own.map((number, place) => make("td", { class: "number" }, countButton(number, relation, corpus.statuses[place], largest)));
    const all = own.reduce((sum, number) => sum + number, 0);
    return make("tr", { class: `family-${relation.family}` }, make("th", { scope: "row" }, relationTag(relation, "occurred")), cells,
      make("td", { class: "number quiet" }, all.toLocaleString("en")));
  });
  byId("matrix").replaceChildren(make("caption", { class: "unseen" }, "Triples by relation and status; each number opens its triples"),
    make("thead", {}, head), make("tbody", {}, rows));
}

function countButton(number, relation, status, largest) {
  if (!number) return make("span", { class: "none" }, "–");
  const open = () => { filters.set({ relations: new Set([relation.name]), statuses: new Set([status]) }); location.hash = "#triples"; };
  const button = make("button", { type: "button", class: "bar", "aria-label": `${relation.label}, ${status}: ${number}; show them`, click: open }, number.toLocaleString("en"));
  button.style.setProperty("--share", `${(100 * Math.sqrt(number / largest)).toFixed(1)}%`);
  return button;
}
