// The data: the index at once, the part of an article when it is asked for.

const index = JSON.parse(byId("index").textContent);
const partElements = document.getElementsByClassName("part");
const parts = new Map();

const corpus = {
  relations: index.relations.map((relation) => ({ ...relation, label: relation.name.replaceAll("_", " ") })),
  families: index.families,
  statuses: index.statuses,
  labels: index.labels,
  roles: index.roles,
  verdicts: index.verdicts,
  actors: index.actors.map(([name, country, isOccasion], number) => ({ number, name, country: country || "", isOccasion: Boolean(isOccasion) })),
  articles: [],
  triples: [],
  cases: index.cases,

  /** Text, mentions, events, and where triples are told. */
  part(article) {
    if (!parts.has(article.number)) parts.set(article.number, JSON.parse(partElements[article.number].textContent));
    return parts.get(article.number);
  },

  /** The sentence that tells a triple best. */
  evidence(triple) {
    const part = corpus.part(triple.article);
    const [start, length] = part.told[triple.place][1];
    return part.text.slice(start, start + length).replace(/\s+/g, " ");
  },

  triplesOf: (article) => corpus.triples.slice(article.first, article.first + article.size),
};

for (const [id, title, date, source, url, split, labelled, size, compared] of index.articles) {
  const last = corpus.articles.at(-1);
  const [right, wrongStatus, madeUp, missed] = compared || [];
  corpus.articles.push({
    number: corpus.articles.length, id, title: title || id, date: date || "", source: source || "", url: url || "", split: split || "",
    labelled: Boolean(labelled), size, first: last ? last.first + last.size : 0,
    compared: compared ? { right, wrongStatus, madeUp, missed } : null,
  });
}
for (const article of corpus.articles) {
  for (let place = 0; place < article.size; place += 1) {
    const row = index.triples[article.first + place];
    const [subject, relation, object, status, confidence, verdict, expected, date, due, newDate, where, occasion, source, initiator, id] = row;
    corpus.triples.push({
      number: corpus.triples.length, id, article, place: place,
      subject: corpus.actors[subject], relation: corpus.relations[relation], object: corpus.actors[object], status: corpus.statuses[status],
      confidence: confidence / 100, verdict, expected: expected || "", date: date || "", due: due || "", newDate: newDate || "",
      where: where || "", occasion: occasion || "", source: source || "", initiatorTold: initiator !== 2,
    });
  }
}
corpus.articleById = new Map(corpus.articles.map((article) => [article.id, article]));
