// The list of articles.

const tally = ({ compared }) => (compared ? `${compared.right} right, ${compared.wrongStatus + compared.madeUp} wrong, ${compared.missed} missed` : "");

function buildArticles() {
  const columns = [
    { name: "Title", class: "title", cell: (article) => make("a", { href: articleAddress(article) }, article.title), key: (article) => article.title },
    { name: "Date", class: "date", cell: (article) => (article.date ? dates.told(article.date) : "unknown"), key: (article) => article.date, falling: true },
    { name: "Source", class: "around", cell: (article) => article.source, key: (article) => article.source },
    { name: "Triples", class: "number", cell: (article) => article.size, key: (article) => article.size, falling: true },
  ];
  if (corpus.articles.some((article) => article.split)) columns.push({ name: "Split", class: "split", cell: (article) => article.split, key: (article) => article.split });
  if (corpus.articles.some((article) => article.compared)) {
    columns.push({ name: "Against gold", class: "around", cell: tally, key: ({ compared }) => (compared ? compared.wrongStatus + compared.madeUp + compared.missed : ""), falling: true });
  }
  const table = makeTable(byId("article-table"), columns, byId("article-pager"));
  const search = byId("article-search");
  const draw = () => {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const found = corpus.articles.filter((article) => !words.length || words.every((word) => articleHaystack(article).includes(word)));
    byId("article-count").textContent = counted(found.length, "article");
    table.set(found);
  };
  search.addEventListener("input", whenQuiet(draw));
  return draw;
}

function articleHaystack(article) {
  article.haystack ??= folded([article.title, article.source, article.id, corpus.part(article).text].join(" "));
  return article.haystack;
}
