// The drawing of the graph, by vis-network.

const network = {
  view: null,

  draw() {
    network.view?.destroy();
    const colours = network.colours();
    const heaviest = Math.max(1, ...graph.nodes.map((node) => node.weight));
    const nodes = graph.nodes.map(({ actor, weight }) => ({
      id: actor.number, label: actor.name, shape: "dot", size: 6 + 20 * Math.sqrt(weight / heaviest),
      color: { background: colours.node, border: colours.paper, highlight: { background: colours.ink, border: colours.paper } },
      font: { color: colours.ink, size: 17, face: colours.face, strokeWidth: 4, strokeColor: colours.paper },
    }));
    network.view = new vis.Network(byId("graph"), { nodes, edges: network.lines(colours) }, network.options());
    delete byId("graph").dataset.drawn;
    // Once it has found its shape it stays still.
    network.view.once("stabilizationIterationsDone", () => {
      network.view.setOptions({ physics: false });
      network.view.fit();
      byId("graph").dataset.drawn = "yes";
    });
    network.view.on("click", ({ nodes: [actor], edges: [line] }) => {
      if (actor !== undefined) chooseActor(corpus.actors[actor]);
      else if (line !== undefined) chooseLine(graph.edges.find((edge) => edge.key === line));
    });
    // For the tests, and for whoever wants to look at it from the console.
    byId("graph").network = network.view;
  },

  /** Lines of one pair are bent apart; width is the number of triples, dashes the status, arrows the direction. */
  lines(colours) {
    const bends = new Map();
    return graph.edges.map((line) => {
      const bend = bends.get(line.pair) ?? 0;
      bends.set(line.pair, bend + 1);
      const forwards = line.from.number < line.to.number;
      const label = `${line.relation.label}${line.status === "occurred" ? "" : `, ${line.status}`}${line.triples.length > 1 ? ` ×${line.triples.length}` : ""}`;
      return {
        id: line.key, from: line.from.number, to: line.to.number, width: 1 + 1.5 * Math.sqrt(line.triples.length),
        color: { color: colours[line.relation.family], highlight: colours[line.relation.family], opacity: 0.75 },
        dashes: { occurred: false, planned: [8, 5], negated: [2, 5], uncertain: [2, 5] }[line.status],
        arrows: line.relation.symmetric ? "" : { to: { enabled: true, scaleFactor: 0.5 } },
        smooth: { enabled: bend > 0, type: (bend % 2 === 0) === forwards ? "curvedCW" : "curvedCCW", roundness: 0.12 * Math.ceil(bend / 2) },
        label: byId("edge-labels").checked ? label : undefined,
        font: { size: 11, color: colours.muted, face: colours.face, strokeWidth: 4, strokeColor: colours.paper, align: "middle" },
      };
    });
  },

  options: () => ({
    autoResize: true,
    layout: { randomSeed: 7, improvedLayout: graph.nodes.length <= 60 },
    physics: {
      solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -90, springLength: 110, springConstant: 0.05, avoidOverlap: 0.6 },
      stabilization: { iterations: 220 }, maxVelocity: 30, minVelocity: 1,
    },
    // The wheel scrolls the page; buttons zoom.
    interaction: { hover: true, zoomView: false, keyboard: false, selectConnectedEdges: true },
  }),

  /** Marks the lines of a pair that was chosen in the table, if it is drawn. */
  select(pair) {
    const lines = graph.edges.filter((line) => line.pair === pair).map((line) => line.key);
    network.view?.unselectAll();
    if (lines.length) network.view.setSelection({ nodes: [pair.one.number, pair.other.number], edges: lines }, { highlightEdges: false });
  },

  zoom(factor) {
    network.view?.moveTo({ scale: network.view.getScale() * factor });
  },

  /** A canvas does not know CSS variables: their values, as the theme has them now. */
  colours() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    return {
      paper: value("--paper"), ink: value("--ink"), muted: value("--muted"), node: value("--node"), face: value("--sans"),
      contact: value("--contact"), off: value("--off"), stance: value("--stance"),
    };
  },
};
