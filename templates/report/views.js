// Sections by the address after #, so that the back button works; light and dark.

const views = { FILTERED: ["overview", "triples", "actors"], draw: {}, stale: new Set(), shown: null };

/** #overview, #triples, … or #article/ID/TRIPLE. */
function readAddress() {
  const [name, ...rest] = location.hash.slice(1).split("/");
  if (name === "article") {
    let id = rest[0] ?? "";
    try { id = decodeURIComponent(id); } catch { /* not an address of ours */ }
    const article = corpus.articleById.get(id);
    if (article) return { name, article, triple: rest[1] };
  }
  return { name: byId(name)?.classList.contains("view") && name !== "article" ? name : "overview" };
}

function showView() {
  if (location.hash === "#main") return; // the skip link
  const { name, article, triple } = readAddress();
  const isNew = views.shown !== name || (name === "article" && reader.article !== article);
  for (const view of document.querySelectorAll(".view")) view.hidden = view.id !== name;
  byId("filters").hidden = !views.FILTERED.includes(name);
  const tab = name === "article" ? "articles" : name;
  for (const link of document.querySelectorAll(".tabs a")) {
    if (link.getAttribute("href") === `#${tab}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const isFirst = views.shown === null;
  if (isNew) document.title = `${article ? article.title : byId(`${name}-heading`).textContent} – ${byId("site-title").textContent}`;
  views.shown = name;
  if (isNew && !isFirst) {
    scrollTo(0, 0);
    byId(`${name}-heading`).focus({ preventScroll: true });
  }
  if (name === "article") openArticle(article, triple);
  else drawIfStale();
}

/** Draws the view that is shown, if the filters changed since; a hidden view waits. */
function drawIfStale() {
  if (views.stale.delete(views.shown)) views.draw[views.shown]();
}

const themes = {
  dark: matchMedia("(prefers-color-scheme: dark)"),

  set(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    if (views.shown === "actors") network.draw();
    else if (views.draw.actors) views.stale.add("actors");
  },

  /** The choice is kept where the browser keeps such things for a file; not all do. */
  start() {
    let kept = "";
    try { kept = localStorage.getItem("theme") ?? ""; } catch { /* not kept */ }
    byId("theme").value = kept;
    themes.set(byId("theme").value);
    byId("theme").addEventListener("change", () => {
      themes.set(byId("theme").value);
      try { localStorage.setItem("theme", byId("theme").value); } catch { /* not kept */ }
    });
    themes.dark.addEventListener("change", () => themes.set(byId("theme").value));
  },
};
