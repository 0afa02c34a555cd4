// How a triple reads, wherever it stands.

const articleAddress = (article, triple) => `#article/${encodeURIComponent(article.id)}${triple ? `/${triple.id}` : ""}`;

function relationTag(relation, status) {
  const name = make("span", { class: `relation family-${relation.family}` }, relation.label);
  return status === "occurred" ? name : [name, " ", statusTag(status)];
}

const statusTag = (status) => make("span", { class: `status status-${status}` }, status);

function actorTag(actor) {
  const country = actor.country ? make("span", { class: "country", title: "State it belongs to (ISO 3166)" }, ` ${actor.country}`) : null;
  return make("span", { class: actor.isOccasion ? "actor occasion" : "actor" }, actor.name, country);
}

/** Subject, relation, object on one line. */
function phrase(triple) {
  return [actorTag(triple.subject), " ", relationTag(triple.relation, triple.status), " ", actorTag(triple.object)];
}

/** Date, place and the rest, in words; empty where nothing is told. */
function circumstances(triple, withDate = true) {
  const isOff = triple.relation.family === "off";
  const told = [];
  if (withDate && triple.date) told.push(isOff ? `on ${dates.told(triple.date)}` : dates.told(triple.date));
  if (triple.occasion) told.push(isOff ? `“${triple.occasion}”` : triple.occasion);
  if (triple.due) told.push(`due ${dates.told(triple.due)}`);
  if (triple.newDate) told.push(`now ${dates.told(triple.newDate)}`);
  if (triple.where) told.push(`in ${triple.where}`);
  if (isOff && !triple.initiatorTold) told.push("not told who did it");
  if (triple.source) told.push(`according to ${triple.source}`);
  return told.join(" · ");
}

const VERDICT_CLASSES = ["", "right", "status", "made-up"];

function verdictTag(triple) {
  if (!triple.verdict) return null;
  const text = triple.verdict === 2 ? `wrong status: gold says ${triple.expected}` : corpus.verdicts[triple.verdict - 1];
  return make("span", { class: `verdict verdict-${VERDICT_CLASSES[triple.verdict]}` }, text);
}
