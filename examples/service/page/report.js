// The report with its findings: a list on one side, cells and words that are marked on the other.

const WEIGHTS = { error: "错误", warning: "警告", information: "说明" };
const ORDER = Object.keys(WEIGHTS);
const WIDE = 6;

export function show({ findings, report }, list, shown) {
  const places = new Map();
  shown.replaceChildren(made("h2", { className: "title" }, report.title));
  places.set("title", shown.firstChild);
  for (const part of report.parts) {
    const heading = made("h3", {}, part.title);
    places.set(part.key, heading);
    shown.append(heading, ...(part.rows ? [table(part, places)] : blocks(part, findings, places)));
  }
  const lines = findings.map((finding, number) => line(finding, number, places));
  list.replaceChildren(...lines);
  findings.forEach((finding, number) => mark(finding, lines[number], places));
}

function blocks({ key, blocks: outline, rows }, findings, places) {
  if (!outline) {
    return [made("p", { className: "unseen" }, rows === null ? "没有读到这张表" : "没有读到这一部分")];
  }
  return outline.map((block, index) => {
    const own = findings.filter(({ address }) => address === block.address);
    const shown = shownBlock(block, own);
    places.set(`${key}.${index + 1}`, shown);
    return shown;
  });
}

function shownBlock(block, findings) {
  if (block.picture) {
    return picture(block.picture);
  }
  if (block.table) {
    return plainTable(block.table);
  }
  return made("p", {}, block.unsupported ?? block.ordinal, ...(block.unsupported === undefined ? words(block, findings) : []));
}

function picture({ source, alt, caption, width }) {
  const image = made("img", { src: source, alt });
  image.style.width = width;
  return made("figure", {}, image, made("figcaption", {}, ...words(caption)));
}

function plainTable({ caption, head, rows }) {
  const row = (name, cells, properties = {}) =>
    made("tr", {}, ...cells.map((cell) => made(name, properties, ...words(cell))));
  const table = made("table", {},
    made("caption", {}, ...words(caption)),
    made("thead", {}, row("th", head, { scope: "col" })),
    made("tbody", {}, ...rows.map((cells) => row("td", cells))),
  );
  return made("div", { className: head.length > WIDE ? "table wide" : "table", tabIndex: 0 }, table);
}

// The words in pieces: a piece is in the heading or not, in a link or not, and in the words of some
// findings or none.
function words({ heading = "", text, links = [] }, findings = []) {
  const signs = Array.from(heading + text); // By code points, as the spans count.
  const ends = Array.from(heading).length;
  const spans = findings.filter(({ span }) => span);
  const cuts = new Set([0, ends, signs.length, ...[...spans, ...links].flatMap(({ span }) => span)]);
  const bounds = [...cuts].filter((cut) => cut <= signs.length).sort((a, b) => a - b);
  return bounds.slice(1).map((stop, index) => {
    const start = bounds[index];
    const over = spans.filter(({ span }) => span[0] <= start && stop <= span[1]);
    const className = [
      over.length > 0 ? worst(over.map(({ severity }) => severity)) : "",
      start < ends ? "heading" : "",
    ].join(" ").trim();
    const piece = made(over.length > 0 ? "mark" : "span", { className }, signs.slice(start, stop).join(""));
    const link = links.find(({ span }) => span[0] <= start && stop <= span[1]);
    return link ? made("a", { href: link.address, rel: "noopener noreferrer", target: "_blank" }, piece) : piece;
  });
}

function table({ title, rows, header_rows: heads }, places) {
  const grid = made("table", {}, made("caption", { className: "unseen", hidden: true }, title));
  const groups = [made("thead"), made("tbody")];
  rows.forEach((row, index) => {
    groups[index < heads ? 0 : 1].append(made("tr", {}, ...row.map((cell) => shownCell(cell, places))));
  });
  grid.append(...groups.filter((group) => group.hasChildNodes()));
  const width = Math.max(...rows.map((row) => row.reduce((sum, cell) => sum + cell.columns, 0)));
  const frame = made("div", { className: width > WIDE ? "table wide" : "table", tabIndex: 0 }, grid);
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", title);
  return frame;
}

function shownCell({ role, text, columns, rows, address, label }, places) {
  const spans = { colSpan: columns, rowSpan: rows };
  if (role === "figure") {
    const cell = made("td", { ...spans, className: "figure" }, text);
    cell.dataset.label = label;
    places.set(address, cell);
    return cell;
  }
  if (role === "note") {
    return made("td", spans, text);
  }
  const scope = { title: "rowgroup", head: "col" }[role] ?? "row";
  return made("th", { ...spans, scope }, text);
}

function line(finding, number, places) {
  const entry = made("li", { className: `finding ${finding.severity}`, id: `finding-${number + 1}` });
  const weight = finding.waiver ? "已豁免" : WEIGHTS[finding.severity];
  const go = made("button", { type: "button" },
    made("span", { className: "weight" }, `${weight} ${finding.rule} `),
    made("span", { className: "where" }, [finding.label, position(finding.location)].filter(Boolean).join("，")),
    made("span", { className: "message" }, finding.message),
  );
  go.addEventListener("click", () => visit(place(finding.address, places), entry));
  entry.append(go);
  for (const relation of finding.relations.filter((words) => !finding.message.includes(words))) {
    entry.append(made("div", { className: "relation" }, `不成立：${relation}`));
  }
  for (const { address, value, repair } of finding.suspects.slice(0, 10)) {
    const cell = place(address, places);
    const sure = finding.suspects.length === 1 ? "应改成" : "可能";
    const name = cell?.dataset.label ?? address;
    const jump = made("button", { type: "button" }, `${sure}：${name} 由 ${value || "空白"} 改为 ${repair}`);
    jump.addEventListener("click", () => visit(cell, entry));
    entry.append(made("div", { className: "repair" }, jump));
  }
  return entry;
}

function mark(finding, entry, places) {
  for (const found of marked(finding.address, places)) {
    paint(found, finding.severity, entry, `${WEIGHTS[finding.severity]} ${finding.rule}：${finding.message}`);
  }
  if (finding.waiver) {
    return;
  }
  for (const { address, repair } of finding.suspects.slice(0, 10)) {
    const cell = places.get(address);
    if (!cell || cell.querySelector(".ought")) {
      continue;
    }
    const sure = finding.suspects.length === 1;
    paint(cell, "suspect", entry, `${sure ? "应为" : "可能应为"} ${repair}`);
    if (sure) {
      cell.append(made("span", { className: "ought" }, `应为 ${repair}`));
    }
  }
}

// A figure that is marked is a button that leads to its finding.
function paint(found, kind, entry, why) {
  found.classList.add("marked", kind);
  found.title = found.title ? `${found.title}\n${why}` : why;
  if (found.matches("td.figure") && !found.querySelector("button")) {
    const back = made("button", { type: "button" }, found.textContent || "（空白）");
    back.addEventListener("click", () => visit(entry, entry));
    found.replaceChildren(back);
  }
}

// What a finding is about: a cell or a paragraph, or all cells of a row.
function marked(address, places) {
  const whole = places.get(address);
  if (whole) {
    return [whole];
  }
  const inside = [...places].filter(([each, found]) => each.startsWith(`${address}.`) && found.matches("td"));
  return address ? inside.map(([, found]) => found) : [];
}

// Where to go for an address: there, to its first cell, or to what encloses it.
function place(address, places) {
  for (let rest = address; rest; rest = rest.split(".").slice(0, -1).join(".")) {
    const [found] = marked(rest, places);
    if (found) {
      return found;
    }
  }
  return places.get("title");
}

function visit(target, entry) {
  for (const old of document.querySelectorAll(".current, .current-place")) {
    old.classList.remove("current", "current-place");
  }
  entry.classList.add("current");
  target.classList.add("current-place");
  target.tabIndex = -1;
  target.scrollIntoView({ block: "center", inline: "center" });
  target.focus({ preventScroll: true });
}

function position(location) {
  if (location?.line) {
    return `第 ${location.line} 行第 ${location.column} 列`;
  }
  if (location?.table) {
    const cell = location.cell ? `第 ${location.cell} 格` : "";
    return `第 ${location.table} 个表格${location.row ? `第 ${location.row} 行` : ""}${cell}`;
  }
  if (location?.paragraph) {
    return `正文第 ${location.paragraph} 段`;
  }
  return [location?.sheet, location?.reference].filter(Boolean).join("!");
}

function worst(severities) {
  return ORDER.find((severity) => severities.includes(severity));
}

function made(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}
