// Elements are made, never parsed: what an article says reaches the page as text only.

const byId = (id) => document.getElementById(id);

/** An element. Of the properties, `class`, `for`, `data-…`, `aria-…` and the like become attributes, functions listeners. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return element;
}

/** Only web addresses become links; `javascript:` and all else stays text. */
function webLink(address, text) {
  let parsed = null;
  try { parsed = new URL(address); } catch { /* not an address */ }
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return text === address ? address : `${text} (${address})`;
  return make("a", { href: parsed.href, rel: "noopener noreferrer", target: "_blank" }, text);
}

const counted = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** Calls `action` once the calls to it pause. */
function whenQuiet(action, milliseconds = 150) {
  let waiting = 0;
  return () => { clearTimeout(waiting); waiting = setTimeout(action, milliseconds); };
}
