// A long list a page at a time, and headings that sort.

/** A pager below a list: `show` draws the items of the page that is chosen. */
function makePager(container, show, size = 50) {
  const pager = { items: [], page: 0, size };
  pager.set = (items) => { pager.items = items; pager.page = 0; pager.draw(); };
  pager.draw = () => {
    const last = Math.max(0, Math.ceil(pager.items.length / pager.size) - 1);
    const first = pager.page * pager.size;
    const shown = pager.items.slice(first, first + pager.size);
    show(shown, first);
    const step = (by, text) => make("button", {
      type: "button", "aria-disabled": pager.page + by < 0 || pager.page + by > last ? "true" : null,
      click: () => turn(by),
    }, text);
    const sizes = [25, 50, 100, 250].map((number) => make("option", { value: number, selected: number === pager.size }, number));
    const choose = make("select", { change: (event) => { pager.size = Number(event.target.value); pager.page = 0; pager.draw(); } }, sizes);
    const told = pager.items.length ? `${(first + 1).toLocaleString("en")}–${(first + shown.length).toLocaleString("en")} of ${pager.items.length.toLocaleString("en")}` : "none";
    container.replaceChildren(step(-1, "Previous"), make("span", { role: "status" }, told), step(1, "Next"), make("label", {}, "A page ", choose));
    function turn(by) {
      if (pager.page + by < 0 || pager.page + by > last) return;
      pager.page += by;
      pager.draw();
      container.children[by < 0 ? 0 : 2].focus({ preventScroll: true });
      container.previousElementSibling?.scrollIntoView({ block: "start" });
    }
  };
  return pager;
}

/** A table whose rows are drawn a page at a time. Columns: name, cell (a node or text of an item), key (to sort by), class. */
function makeTable(table, columns, pagerElement, size = 50) {
  const [head, body] = [table.tHead, table.tBodies[0]];
  const sort = { column: null, falling: false };
  const sorted = { items: [] };
  const pager = makePager(pagerElement, (items) => body.replaceChildren(...items.map(row)), size);

  function row(item) {
    return make("tr", { role: "row" }, columns.map((column) =>
      make("td", { role: "cell", class: column.class, "data-name": column.name }, column.cell(item))));
  }
  function drawHead() {
    const cells = columns.map((column) => {
      const chosen = sort.column === column;
      const order = chosen ? (sort.falling ? "descending" : "ascending") : null;
      const button = column.key ? make("button", { type: "button", class: "sort", click: () => choose(column) }, column.name) : column.name;
      return make("th", { scope: "col", role: "columnheader", class: column.class, "aria-sort": order }, button);
    });
    head.replaceChildren(make("tr", { role: "row" }, cells));
  }
  function choose(column) {
    sort.falling = sort.column === column ? !sort.falling : Boolean(column.falling);
    sort.column = column;
    drawHead();
    head.querySelector("[aria-sort] button").focus();
    draw();
  }
  /** Empty keys come last either way. */
  function draw() {
    const { column, falling } = sort;
    const order = (left, right) => {
      const [a, b] = [column.key(left), column.key(right)];
      if (a === "" || b === "") return (a === "") - (b === "");
      const way = typeof a === "number" ? a - b : collator.compare(a, b);
      return falling ? -way : way;
    };
    pager.set(column ? [...sorted.items].sort(order) : sorted.items);
  }
  drawHead();
  return { set(items) { sorted.items = items; draw(); } };
}

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
