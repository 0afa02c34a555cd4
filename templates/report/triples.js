// The table of triples.

function evidenceCell(triple) {
  const { article } = triple;
  const meta = [article.title, article.date ? dates.told(article.date) : null].filter(Boolean).join(" · ");
  return [
    make("a", { class: "quote", href: articleAddress(article, triple) }, corpus.evidence(triple)),
    make("span", { class: "quiet meta" }, meta, " ", verdictTag(triple)),
  ];
}

function buildTriples() {
  const columns = [
    { name: "Subject", class: "name", cell: (triple) => actorTag(triple.subject), key: (triple) => triple.subject.name },
    { name: "Relation", class: "what", cell: (triple) => relationTag(triple.relation, triple.status), key: (triple) => `${triple.relation.label} ${triple.status}` },
    { name: "Object", class: "name", cell: (triple) => actorTag(triple.object), key: (triple) => triple.object.name },
    { name: "Date", class: "date", cell: (triple) => (triple.date ? dates.told(triple.date) : ""), key: (triple) => (triple.date ? dates.bounds(triple.date)[0] : ""), falling: true },
    { name: "Circumstances", class: "around", cell: (triple) => circumstances(triple, false) },
    { name: "Evidence", class: "evidence", cell: evidenceCell, key: (triple) => triple.article.title },
    { name: "Confidence", class: "number", cell: (triple) => triple.confidence.toFixed(2), key: (triple) => triple.confidence },
  ];
  const table = makeTable(byId("triple-table"), columns, byId("triple-pager"));
  return () => table.set(filters.matching);
}
