// One set of filters for all that counts triples: overview, table and graph.

const filters = {
  search: "", relations: new Set(), statuses: new Set(), from: "", to: "", confidence: 0, verdict: "",
  matching: corpus.triples,
  listeners: [],

  apply() {
    const words = folded(filters.search).split(/\s+/).filter(Boolean);
    const first = filters.from ? dates.bounds(filters.from)?.[0] : null;
    const last = filters.to ? dates.bounds(filters.to)?.[1] : null;
    filters.matching = corpus.triples.filter((triple) =>
      (!filters.relations.size || filters.relations.has(triple.relation.name))
      && (!filters.statuses.size || filters.statuses.has(triple.status))
      && triple.confidence >= filters.confidence
      && (filters.verdict === "" || triple.verdict === Number(filters.verdict))
      && (!first || (triple.days && triple.days[1] >= first))
      && (!last || (triple.days && triple.days[0] <= last))
      && words.every((word) => haystack(triple).includes(word)));
    showFilters();
    for (const listener of filters.listeners) listener();
  },

  /** Set some and apply. */
  set(changes) {
    Object.assign(filters, changes);
    filters.apply();
  },

  clear() {
    filters.set({ search: "", relations: new Set(), statuses: new Set(), from: "", to: "", confidence: 0, verdict: "" });
  },
};

/** Without case and accents, so that Erdogan finds Erdoğan. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What the search looks in; made when first searched, since it needs the articles' texts. */
function haystack(triple) {
  triple.haystack ??= folded([
    triple.subject.name, triple.relation.label, triple.object.name, triple.where, triple.occasion, triple.source, triple.article.title,
    corpus.evidence(triple),
  ].join(" "));
  return triple.haystack;
}

/** The controls and the count say what is filtered. */
function showFilters() {
  const values = { search: filters.search, from: filters.from, to: filters.to, confidence: filters.confidence, verdict: filters.verdict };
  for (const [id, value] of Object.entries(values)) {
    if (byId(id) && byId(id) !== document.activeElement) byId(id).value = value;
  }
  for (const id of ["from", "to"]) byId(id).setAttribute("aria-invalid", String(Boolean(filters[id]) && !dates.bounds(filters[id])));
  for (const box of document.querySelectorAll("[data-relation]")) box.checked = filters.relations.has(box.dataset.relation);
  for (const box of document.querySelectorAll("[data-status]")) box.checked = filters.statuses.has(box.dataset.status);
  const told = (set, all) => (set.size ? `${all}: ${set.size === 1 ? [...set][0].replaceAll("_", " ") : set.size}` : `${all}: all`);
  byId("relation-menu").firstElementChild.textContent = told(filters.relations, "Relations");
  byId("status-menu").firstElementChild.textContent = told(filters.statuses, "Status");
  const articles = new Set(filters.matching.map((triple) => triple.article.number)).size;
  const undated = (filters.from || filters.to) ? "; those without a date are not among them" : "";
  byId("count").textContent = `${counted(filters.matching.length, "triple")} in ${counted(articles, "article")}${undated}`;
}

function checkbox(text, checked, attributes, change) {
  return make("label", { class: "check" }, make("input", { type: "checkbox", checked, ...attributes, change }), ` ${text}`);
}

function toggled(set, value) {
  const changed = new Set(set);
  if (!changed.delete(value)) changed.add(value);
  return changed;
}

function buildFilters() {
  for (const [family, name] of Object.entries(corpus.families)) {
    const own = corpus.relations.filter((relation) => relation.family === family);
    if (!own.length) continue;
    const boxes = own.map((relation) => checkbox(relation.label, false, { "data-relation": relation.name }, () =>
      filters.set({ relations: toggled(filters.relations, relation.name) })));
    byId("relation-choices").append(make("fieldset", { class: `family-${family}` }, make("legend", {}, name), boxes));
  }
  const statuses = corpus.statuses.map((status) => checkbox(status, false, { "data-status": status }, () =>
    filters.set({ statuses: toggled(filters.statuses, status) })));
  byId("status-choices").append(make("fieldset", {}, make("legend", { class: "unseen" }, "Status"), statuses));
  const read = whenQuiet(() => {
    const confidence = Math.min(1, Math.max(0, Number(byId("confidence").value) || 0));
    filters.set({ search: byId("search").value, from: byId("from").value.trim(), to: byId("to").value.trim(), confidence });
  });
  for (const id of ["search", "from", "to", "confidence"]) byId(id).addEventListener("input", read);
  byId("verdict")?.addEventListener("change", () => filters.set({ verdict: byId("verdict").value }));
  byId("clear").addEventListener("click", () => filters.clear());
  closeMenusElsewhere();
  byId("more-filters").open = matchMedia("(min-width: 52.01rem)").matches;
}

/** A menu closes with Escape or with a click beside it. */
function closeMenusElsewhere() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
    if (menu) { menu.open = false; menu.firstElementChild.focus(); }
  });
}
