// One article: its text with what was found in it, and its triples, each linked with its evidence.

const reader = { article: null, layer: "found", chosen: null };

/** Every triple of the article, found or missed, with where it is told. */
function tellings(article) {
  const part = corpus.part(article);
  const found = corpus.triplesOf(article).map((triple) => telling("found", part.told[triple.place], { triple, id: triple.id }));
  const missed = (part.gold?.missed ?? []).map(([subject, relation, object, status, date, told], number) => telling("gold", told, {
    id: `missed-${number}`,
    triple: { subject: { name: subject }, relation: corpus.relations[relation], object: { name: object }, status: corpus.statuses[status], date: date || "", initiatorTold: true },
  }));
  return [...found, ...missed].map((one, number) => ({ ...one, number: number + 1 }));
}

function telling(layer, [event, ...spans], rest) {
  return { layer, event, sentences: spans.map(([start, length]) => ({ start, end: start + length })), ...rest };
}

function openArticle(article, tripleId) {
  const isNew = reader.article !== article;
  reader.article = article;
  reader.all = tellings(article);
  reader.chosen = reader.all.find((one) => one.id === tripleId) ?? null;
  if (isNew) { reader.layer = "found"; drawArticleHead(article); }
  drawText();
  drawTellings();
  if (reader.chosen) showEvidence();
}

function drawArticleHead(article) {
  byId("article-heading").textContent = article.title;
  const meta = [article.date ? dates.told(article.date) : "date unknown", article.source, article.split ? `split: ${article.split}` : "", article.id].filter(Boolean).join(" · ");
  byId("article-meta").replaceChildren(meta, ...(article.url ? [" · ", webLink(article.url, article.url)] : []));
  const [before, after] = [corpus.articles[article.number - 1], corpus.articles[article.number + 1]];
  const neighbour = (other, text) => (other ? [" · ", make("a", { href: articleAddress(other) }, text)] : []);
  byId("article-neighbours").replaceChildren(...neighbour(before, "Newer"), ...neighbour(after, "Older"));
  drawReadingControls(article);
}

function drawReadingControls(article) {
  const layers = article.compared ? make("fieldset", { class: "choice" }, make("legend", {}, "Marked in the text"), [["found", "what was found"], ["gold", "the gold labels"]].map(([value, text]) =>
    make("label", { class: "check" }, make("input", { type: "radio", name: "layer", value, checked: value === reader.layer, change: () => { reader.layer = value; drawText(); } }), ` ${text}`))) : null;
  const classes = [["showMentions", "Mentions", true], ["showEvents", "Triggers and arguments", true], ["showLabels", "Name them", false]];
  const toggles = classes.map(([name, text, checked]) => {
    const on = byId("article-text").dataset[name] ?? String(checked);
    byId("article-text").dataset[name] = on;
    return checkbox(text, on === "true", {}, (event) => { byId("article-text").dataset[name] = String(event.target.checked); });
  });
  byId("reading-controls").replaceChildren(...[layers, ...toggles].filter(Boolean));
}

function drawText() {
  const part = corpus.part(reader.article);
  const { chosen } = reader;
  const layer = reader.layer === "gold" ? part.gold : part;
  const shown = chosen && (chosen.layer === "gold") === (reader.layer === "gold") ? chosen.event : null;
  const spans = spansOf(layer, shown);
  if (chosen && shown === null) spans.push(...spansOf({ mentions: [], events: [(chosen.layer === "gold" ? part.gold : part).events[chosen.event]].filter(Boolean) }, 0));
  for (const sentence of chosen?.sentences ?? []) spans.push({ ...sentence, kind: "evidence" });
  for (const one of reader.all) for (const sentence of one.sentences) spans.push({ ...sentence, kind: "told", one });
  const nodes = paragraphs(part.text).map(([start, end], number) =>
    make("p", { class: number === 0 && start === part.text.search(/\S/) ? "headline" : null }, pieces(spans, start, end).flatMap((piece) => textNodes(part.text, piece))));
  byId("article-text").replaceChildren(...nodes);
}

/** A piece, and after the last one of a sentence the numbers of the triples that it tells, as links to them. */
function textNodes(text, piece) {
  const marks = piece.spans.filter((span) => span.kind !== "told");
  const ends = piece.spans.filter((span) => span.kind === "told" && span.end === piece.end);
  const links = [...new Map(ends.map(({ one }) => [one.number, one])).values()].map((one) => make("a", {
    href: tellingAddress(one), class: `told ${one.layer === "gold" ? "told-missed " : ""}family-${one.triple.relation.family}`, "data-told": one.id,
    "aria-label": `${one.layer === "gold" ? "Missed triple" : "Triple"} ${one.number}: ${one.triple.subject.name} ${one.triple.relation.label} ${one.triple.object.name}`,
    click: () => { reader.from = "text"; },
  }, one.number));
  return [pieceNode(text, { ...piece, spans: marks }), ...(links.length ? [make("sup", { class: "told-list" }, links)] : [])];
}

const tellingAddress = (one) => articleAddress(reader.article, one);

function drawTellings() {
  const { article } = reader;
  const found = reader.all.filter((one) => one.layer === "found");
  const missed = reader.all.filter((one) => one.layer === "gold");
  const parts = [make("h3", {}, counted(found.length, "triple"))];
  if (article.compared) {
    const { right, wrongStatus, madeUp } = article.compared;
    parts.push(make("p", { class: "tally" }, `Against gold: ${right} right, ${wrongStatus} with a wrong status, ${madeUp} made up, ${missed.length} missed.`
      + (article.split === "train" ? " The models were trained on this article." : "")));
  } else if (article.labelled) {
    parts.push(make("p", { class: "tally" }, "A test article: what is wrong in those is counted, in Scores, and not shown, so that nobody tunes to it."));
  }
  parts.push(make("ol", { class: "cards" }, found.map(card)));
  if (missed.length) parts.push(make("h3", {}, `${missed.length} missed`), make("ol", { class: "cards" }, missed.map(card)));
  byId("article-triples").replaceChildren(...parts);
}

function card(one) {
  const { triple } = one;
  const verdict = one.layer === "gold" ? make("span", { class: "verdict verdict-missed" }, "missed") : verdictTag(triple);
  const link = one.sentences.length ? make("a", { href: tellingAddress(one), class: "evidence-link", click: () => { reader.from = "card"; if (reader.chosen?.id === one.id) showEvidence(); } },
    one.sentences.length > 1 ? `Evidence (${one.sentences.length} sentences)` : "Evidence") : null;
  return make("li", { class: `card family-${triple.relation.family}${reader.chosen?.id === one.id ? " chosen" : ""}`, id: `card-${one.id}`, tabindex: "-1" },
    make("p", { class: "phrase" }, make("span", { class: "ordinal" }, `${one.number} `), phrase(triple)),
    make("p", { class: "quiet" }, circumstances(triple) || null),
    make("p", { class: "card-foot" }, link, " ", verdict, one.layer === "found" ? make("span", { class: "quiet" }, ` ${triple.confidence.toFixed(2)}`) : null));
}

/** Scrolls to what was asked for: the card if a number in the text was followed, else the sentence. */
function showEvidence() {
  const target = reader.from === "text" ? byId(`card-${reader.chosen.id}`) : byId("article-text").querySelector("mark.evidence");
  if (target) { target.tabIndex = -1; target.focus({ preventScroll: true }); target.scrollIntoView({ block: "center" }); }
  reader.from = null;
}

byId("article-text").addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-event]");
  const one = mark && reader.all.find((other) => other.layer === reader.layer && other.event === Number(mark.dataset.event));
  if (one) { reader.from = "text"; location.hash = tellingAddress(one); }
});
