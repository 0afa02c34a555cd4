// Spans over a text, however they overlap, as pieces that do not: each piece carries all that covers it.

/** Pieces of text from `start` to `end`: {start, end, spans}. */
function pieces(spans, start, end) {
  const inside = spans.filter((span) => span.start < end && span.end > start && span.end > span.start);
  const cuts = new Set([start, end]);
  for (const span of inside) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const sorted = [...cuts].sort((left, right) => left - right);
  return sorted.slice(0, -1).map((from, place) => {
    const to = sorted[place + 1];
    return { start: from, end: to, spans: inside.filter((span) => span.start <= from && span.end >= to) };
  });
}

/** Paragraphs of a text, between blank lines. */
function paragraphs(text) {
  const found = [];
  for (const match of text.matchAll(/\S(?:.|\n(?!\s*\n))*/g)) found.push([match.index, match.index + match[0].length]);
  return found;
}

/** The events' triggers and arguments and the mentions as spans. */
function spansOf(layer, chosenEvent) {
  const spans = layer.mentions.map(([start, length, label]) => ({ start, end: start + length, kind: "mention", name: corpus.labels[label] }));
  layer.events.forEach(([start, length, relation, , roles], event) => {
    const { family, label } = corpus.relations[relation];
    const chosen = event === chosenEvent;
    spans.push({ start, end: start + length, kind: "trigger", family, name: label, event, chosen });
    for (const [role, from, size] of roles) spans.push({ start: from, end: from + size, kind: "argument", family, name: corpus.roles[role], event, chosen });
  });
  return spans;
}

/** One piece as a node: plain text, or a mark in the manner of displaCy, with the names of what ends in it. */
function pieceNode(text, piece) {
  const content = text.slice(piece.start, piece.end).replace(/\s*\n\s*/g, " ");
  if (!piece.spans.length) return document.createTextNode(content);
  const of = (kind) => piece.spans.filter((span) => span.kind === kind);
  const leading = of("trigger").find((span) => span.chosen) ?? of("trigger")[0] ?? of("argument").find((span) => span.chosen) ?? of("argument")[0];
  const classes = [...new Set(piece.spans.map((span) => span.kind))];
  if (leading) classes.push(`family-${leading.family}`);
  if (leading?.chosen) classes.push("chosen");
  const mention = of("mention").find((span) => span.end === piece.end);
  if (of("mention").length) classes.push(`label-${of("mention")[0].name}`);
  const role = leading && leading.end === piece.end ? leading.name : null;
  return make("mark", {
    class: classes.join(" "), "data-label": mention?.name ?? null, "data-role": role,
    "data-event": leading?.kind === "trigger" ? leading.event : null,
  }, content);
}
