// Events of the real world with their history: announced, postponed, called off, held.

const STATE_FAMILIES = { "called off": "off", postponed: "off", withdrawn: "off", declined: "off", denied: "unclear", uncertain: "unclear" };
const FORESEEN = ["announced", "proposed", "invited", "uncertain"];
const stateFamily = (state) => STATE_FAMILIES[state] ?? "contact";

function buildCases() {
  if (!byId("cases")) return () => {};
  const list = byId("case-list");
  const pager = makePager(byId("case-pager"), (cases) => list.replaceChildren(...cases.map(caseRow)), 25);
  for (const [id, name] of [["case-kind", "kind"], ["case-state", "state"]]) {
    const values = [...new Set(corpus.cases.map((one) => one[name]))].sort();
    byId(id).append(...values.map((value) => make("option", { value }, value.replaceAll("_", " "))));
  }
  byId("case-several").checked = corpus.cases.some((one) => one.articles > 1);
  const draw = () => {
    const words = folded(byId("case-search").value).split(/\s+/).filter(Boolean);
    const found = corpus.cases.filter((one) => (!byId("case-several").checked || one.articles > 1)
      && (!byId("case-kind").value || one.kind === byId("case-kind").value)
      && (!byId("case-state").value || one.state === byId("case-state").value)
      && words.every((word) => folded([one.place ?? "", ...one.participants.map(([name]) => name)].join(" ")).includes(word)));
    byId("case-count").textContent = `${counted(found.length, "case")} of ${corpus.cases.length.toLocaleString("en")}`;
    pager.set(found);
  };
  byId("case-search").addEventListener("input", whenQuiet(draw));
  for (const id of ["case-kind", "case-state", "case-several"]) byId(id).addEventListener("change", draw);
  return draw;
}

function caseRow(one) {
  const names = one.participants.map(([name]) => name).join(", ") || "nobody named";
  const due = one.due ? dates.told(one.due[0] === one.due[1] ? one.due[0] : one.due.join("/")) : "";
  const facts = [one.kind.replaceAll("_", " "), one.place ? `in ${one.place}` : "", due, counted(one.articles, "article")].filter(Boolean).join(" · ");
  return make("li", { class: `case family-${stateFamily(one.state)}` },
    make("h3", {}, names, " ", make("span", { class: `state family-${stateFamily(one.state)}` }, one.state)),
    make("p", { class: "quiet" }, facts),
    make("ol", { class: "life", "aria-label": "Its life, in order of publication" }, stepsOf(one).map(lifeStep)));
}

/** Pairs of one gathering told in one article are one step. */
function stepsOf(one) {
  const steps = new Map();
  for (const step of one.history) {
    const key = [step.doc_id, step.step, step.due, step.new_date].join("\u001f");
    if (!steps.has(key)) steps.set(key, { ...step, pairs: [] });
    steps.get(key).pairs.push(step);
  }
  return [...steps.values()];
}

function lifeStep(step) {
  const article = corpus.articleById.get(step.doc_id);
  const pairs = step.pairs.map((pair) => `${pair.subject} ${pair.relation.replaceAll("_", " ")} ${pair.object}`).join("; ");
  const when = [step.due ? `for ${dates.told(step.due)}` : "", step.new_date ? `now ${dates.told(step.new_date)}` : ""].filter(Boolean).join(", ");
  const link = article ? make("a", { href: articleAddress(article, { id: step.triple_id }), title: pairs }, article.title) : make("span", { class: "quiet" }, `${step.doc_id} (not on this page)`);
  return make("li", { class: `step${FORESEEN.includes(step.step) ? " step-foreseen" : ""} family-${stateFamily(step.step)}` }, make("span", { class: "step-day" }, step.told ? dates.told(step.told) : "no date"),
    make("strong", { class: "step-name" }, step.step), when ? make("span", {}, ` ${when}`) : null, make("span", { class: "step-source" }, link));
}
