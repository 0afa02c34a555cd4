// Start: build each section once, draw the one that is shown.

buildFilters();
buildLegend();
Object.assign(views.draw, {
  overview: () => { drawOverview(); drawTimeline(); },
  triples: buildTriples(),
  actors: buildGraph(),
  articles: buildArticles(),
  cases: buildCases(),
});
filters.listeners.push(() => {
  for (const name of views.FILTERED) views.stale.add(name);
  drawIfStale();
});
views.stale.add("articles").add("cases");
themes.start();
addEventListener("hashchange", showView);
showView();
filters.apply();
document.documentElement.dataset.ready = "yes";
