// EDTF as the tables write it: a day, a month, a year, or two of them with a slash.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const dates = {
  /** First and last day of a date as ISO text, null if it is none. */
  bounds(edtf) {
    const [start, end = start] = edtf.split("/");
    const first = dates.span(start);
    const last = dates.span(end);
    return first && last ? [first[0], last[1]] : null;
  },

  span(part) {
    const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(part.trim());
    if (!match) return null;
    const [, year, month, day] = match;
    if (month && (Number(month) < 1 || Number(month) > 12)) return null;
    if (day) return [`${year}-${month}-${day}`, `${year}-${month}-${day}`];
    if (month) return [`${year}-${month}-01`, `${year}-${month}-${new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()}`];
    return [`${year}-01-01`, `${year}-12-31`];
  },

  /** For readers: 26 December 2023, July 2023, 19–20 September 2023. */
  told(edtf) {
    const [start, end] = edtf.split("/");
    if (!end) return dates.toldPart(start);
    const [from, to] = [start.split("-"), end.split("-")];
    if (from.length === 3 && to.length === 3 && from[0] === to[0] && from[1] === to[1]) return `${Number(from[2])}–${dates.toldPart(end)}`;
    return `${dates.toldPart(start)} – ${dates.toldPart(end)}`;
  },

  toldPart(part) {
    const [year, month, day] = part.split("-");
    if (!month || !MONTHS[Number(month) - 1]) return year;
    return `${day ? `${Number(day)} ` : ""}${MONTHS[Number(month) - 1]} ${year}`;
  },
};

/** The days on which a triple is drawn: of the event; what was called off on the day it was due, else when it was called off. */
function daysOf(triple) {
  const edtf = triple.relation.family === "off" ? triple.due || triple.date : triple.date;
  return edtf ? dates.bounds(edtf) : null;
}
for (const triple of corpus.triples) triple.days = daysOf(triple);
