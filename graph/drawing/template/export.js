// PNG and SVG: the picture as drawn, with its title, date, legend and sources.
const clean = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ");
const MOST_SOURCES = 120;

function textBlock(lines, x, y, size, height, extra) {
  return lines.map((line, i) => draw("text", { x, y: y + i * height, "font-size": size, ...extra }, clean(line)));
}
function wrapText(text, most) {
  const lines = [""];
  for (const word of clean(text).split(/\s+/)) {
    const bit = word.length > most ? word.slice(0, most - 1) + "…" : word;
    if ((lines[lines.length - 1] + " " + bit).trim().length > most) lines.push(bit);
    else lines[lines.length - 1] = (lines[lines.length - 1] + " " + bit).trim();
  }
  return lines;
}

// What is drawn rests on the sources of its relations, of the disagreements marked on it, and of things that stand
// alone; all else that is stated about the same things has its sources in the panel.
function citedNow(view) {
  const cited = new Set(), joined = new Set();
  const add = (item) => {
    for (const conflict of item.conflicts || NONE) for (const value of conflict.values) value.sources.forEach((n) => cited.add(n));
    (item.sources || NONE).forEach((n) => cited.add(n));
  };
  const line = (id) => {
    const edge = EDGES.get(id);
    add(edge);
    joined.add(edge.from).add(edge.to);
  };
  for (const id of view.edges.keys()) line(id);
  for (const bond of view.bonds.values()) bond.edges.forEach(line);
  for (const id of view.nodes.keys()) {
    add(NODES.get(id));
    if (!joined.has(id)) statementsOf(NODES.get(id)).forEach(add);
  }
  return [...cited].sort((a, b) => a - b);
}
const MOST_PRINTED = 240; // three pages: of a picture of hundreds of things nobody reads more on paper
function printSources() {
  const signs = document.querySelector(".legend details"), wasOpen = signs.open;
  signs.open = true; // what the marks mean
  addEventListener("afterprint", () => { signs.open = wasOpen; }, { once: true });
  const cited = citedNow(look()), more = PAGE.sources.length - Math.min(cited.length, MOST_PRINTED);
  const now = new Date(), today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  $("printed").replaceChildren(
    make("p", {}, `Printed on ${readable(today)}. ${cited.length ? "Sources of what is drawn:" : ""}`),
    make("ol", {}, cited.slice(0, MOST_PRINTED).map((number) => make("li", { value: number }, sourceLine(PAGE.sources[number - 1])))),
    more ? make("p", {}, `${plural(more, "more source")} ${more === 1 ? "is" : "are"} listed in the page itself.`) : "");
}

function toSvg() {
  keepPlaces();
  const view = look(), ids = [...view.nodes.keys()];
  const signs = [...view.communities.keys()], all = ids.map((id) => [places[id], 90, 40, 90]);
  for (const id of signs) all.push([places[id], 110, item(id).size + 8, item(id).size + 90]);
  for (const id of state.unfold) all.push([places[id], item(id).half[0] + 40, item(id).half[1] + 60, item(id).half[1] + 40]);
  const xs = all.flatMap(([at, across]) => [at.x - across, at.x + across]), ys = all.flatMap(([at, , up, down]) => [at.y - up, at.y + down]);
  const least = (list, other) => list.reduce((a, b) => Math.min(a, b), other), most = (list, other) => list.reduce((a, b) => Math.max(a, b), other);
  const left = least(xs, 0), top = least(ys, 0), wide = Math.max(most(xs, 0) - left, 640), high = Math.max(most(ys, 0) - top, 200);
  const width = Math.round(wide + 60), scale = Math.max(1, width / 1400), per = Math.floor(width / (8.2 * scale));
  const root = draw("svg", { xmlns: SVG, width, "font-family": "system-ui, sans-serif", fill: colours.ink });
  const size = (n) => n * scale;
  let y = size(40);
  const write = (lines, points, extra) => {
    root.append(...textBlock(lines, 30, y, size(points), size(points * 1.35), extra));
    y += lines.length * size(points * 1.35);
  };
  const back = draw("rect", { width: "100%", height: "100%", fill: colours.paper });
  root.append(draw("title", {}, clean(PAGE.title)), back);
  write(wrapText(PAGE.title, Math.floor(per * 0.6)), 24, { "font-weight": "700" });
  write(wrapText(`${PAGE.question}${state.on ? " As of " + readable(state.on) + "." : " All dates."}`, per), 14, { fill: colours.soft });
  y = legendInto(root, view, y + size(8), width, size);
  const stage = draw("g", { transform: `translate(${30 - left} ${y + 20 - top})` });
  fieldsInto(stage);
  bondsInto(stage, view);
  edgesInto(stage, view);
  nodesInto(stage, view, ids);
  signsInto(stage, view);
  root.append(stage);
  y += high + 60;
  if (view.communities.size) write(wrapText(`${foldedWords(view).replace("; ", "")}: each sign is named after its best connected things, with their number inside and their kinds round it; the lines carry the number of relations.`, per), 12, { fill: colours.soft });
  const cited = citedNow(view);
  write(["Sources"], 14, { "font-weight": "700" });
  y = sourcesInto(root, cited.slice(0, MOST_SOURCES), y, width, size);
  if (cited.length > MOST_SOURCES) write([`and ${figure(cited.length - MOST_SOURCES)} more, listed in the page`], 12, {});
  if (PAGE.leftOut) write(wrapText(PAGE.leftOut, per), 12, { fill: colours.soft });
  const height = Math.round(y + size(16));
  root.setAttribute("height", height);
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

// Many sources stand in columns of small letters and without addresses, so that they do not dwarf the picture.
function sourcesInto(root, numbers, y, width, size) {
  const columns = numbers.length > 45 ? 3 : numbers.length > 15 ? 2 : 1, points = columns > 1 ? 9.5 : 12;
  const wide = (width - 60) / columns, per = Math.floor((wide - size(16)) / size(points * 0.6)), high = size(points * 1.35);
  const texts = numbers.map((number) => {
    const source = PAGE.sources[number - 1];
    return wrapText(`[${number}] ${describe(source)}${source.link && columns === 1 ? ". " + source.page : ""}`, per);
  });
  const most = Math.ceil(texts.flat().length / columns);
  let column = 0, line = 0, lowest = 0;
  for (const lines of texts) {
    if (line >= most && column < columns - 1) { column += 1; line = 0; }
    root.append(...textBlock(lines, 30 + column * wide, y + line * high, size(points), high, {}));
    line += lines.length;
    lowest = Math.max(lowest, line);
  }
  return y + lowest * high + size(8);
}
function legendInto(root, view, y, width, size) {
  let x = 30;
  for (const kind of PAGE.kinds) {
    const count = view.counts.kinds.get(kind.kind);
    if (!count || state.off.has(kind.kind)) continue;
    const label = `${clean(kind.plural)} ${figure(count)}`, long = size(30 + label.length * 7.6);
    if (x + long > width - 20) { x = 30; y += size(24); }
    root.append(draw("path", { d: outline(kind.shape, size(7)), fill: kind.colour, stroke: colours.ink, transform: `translate(${x + size(8)} ${y + size(8)})` }), ...textBlock([label], x + size(22), y + size(13), size(13), 0, {}));
    x += long;
  }
  return y + size(26);
}

function edgesInto(stage, view) {
  const head = (id, colour) => draw("marker", { id, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, draw("path", { d: "M0 0 10 5 0 10 2.5 5Z", fill: colour }));
  stage.append(draw("defs", {}, [head("head", colours.line), head("lit", colours.accent)]));
  for (const [id, how] of view.edges) {
    const edge = EDGES.get(id), line = course(edge, places), front = view.lit.edges.has(id);
    const { from, to, via, loop } = line, end = shorten(via || from, to, NODES.get(edge.to).size + 3);
    const d = loop ? `M${loop.x - loop.r} ${loop.y}a${loop.r} ${loop.r} 0 1 1 ${loop.r * 2} 0a${loop.r} ${loop.r} 0 1 1 ${-loop.r * 2} 0`
      : via ? `M${from.x} ${from.y}Q${via.x.toFixed(1)} ${via.y.toFixed(1)} ${end.x} ${end.y}` : `M${from.x} ${from.y}L${end.x} ${end.y}`;
    stage.append(draw("path", { d, fill: "none", stroke: front ? colours.accent : colours.line, "stroke-width": front ? 2.6 : 1.4, "stroke-dasharray": how === "possible" ? "7 5" : null, "marker-end": front ? "url(#lit)" : "url(#head)" }));
  }
  for (const { x, y, text } of lineNames(view, places, view.nodes.size ? 12 : 18)) stage.append(haloed(text, x, y + (view.nodes.size ? 4 : 6), view.nodes.size ? 12 : 18));
  for (const at of disputeSpots(view, places)) stage.append(warning(at.x, at.y, 7));
}
function bondsInto(stage, view) {
  for (const bond of bondsDrawn(view)) {
    const [from, to] = [places[bond.from], places[bond.to]], front = view.lit.edges.has(bond.id);
    stage.append(draw("path", { d: `M${from.x} ${from.y}L${to.x} ${to.y}`, fill: "none", stroke: front ? colours.accent : colours.faint, "stroke-width": bondWidth(bond).toFixed(1) }));
  }
}
function fieldsInto(stage) {
  for (const id of state.unfold) {
    const { half, name } = COMMUNITIES.get(id), { x, y } = places[id];
    stage.append(draw("rect", { x: x - half[0] - 30, y: y - half[1] - 30, width: 2 * half[0] + 60, height: 2 * half[1] + 60, rx: 40, fill: colours.wash, stroke: colours.faint }),
      draw("text", { x: x - half[0] - 10, y: y - half[1] - 38, "font-size": 18, "font-weight": 600, fill: colours.soft }, clean(name)));
  }
}
function signsInto(stage, view) {
  const arc = (r, from, to, sweep) => `${(r * Math.cos(from)).toFixed(1)} ${(r * Math.sin(from)).toFixed(1)}A${r} ${r} 0 ${Math.abs(to - from) > Math.PI ? 1 : 0} ${sweep} ${(r * Math.cos(to)).toFixed(1)} ${(r * Math.sin(to)).toFixed(1)}`;
  for (const [id, sign] of view.communities) {
    const { label, size } = COMMUNITIES.get(id), { x, y } = places[id];
    const group = draw("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }, draw("circle", { r: size, fill: colours.wash, stroke: colours.ink, "stroke-width": 1.2 }));
    for (const { colour, start, end } of rings(sign)) {
      const last = Math.min(end, start + 2 * Math.PI - 0.001); // an arc cannot end where it begins
      group.append(draw("path", { d: `M${arc(size, start, last, 1)}L${arc(size * RING, last, start, 0)}Z`, fill: colour, stroke: colours.ink, "stroke-width": 1 }));
    }
    group.append(draw("text", { y: signFont(size, sign.count) * 0.36, "font-size": signFont(size, sign.count), "font-weight": 700, "text-anchor": "middle" }, sign.count));
    stage.append(group);
    label.split("\n").forEach((row, i) => stage.append(haloed(row, x, y + size + 6 + signText * (0.9 + 1.2 * i), signText)));
    if (sign.disputed) stage.append(warning(x + size * 0.8, y - size * 0.8, 9));
  }
}
function shorten(from, to, by) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - ((to.x - from.x) / length) * by).toFixed(1), y: (to.y - ((to.y - from.y) / length) * by).toFixed(1) };
}
const haloed = (text, x, y, size) => draw("text", { x, y, "font-size": size, "text-anchor": "middle", stroke: colours.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" }, clean(text));
const warning = (x, y, r) => draw("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }, [
  draw("path", { d: `M0 ${-r}L${r} ${r * 0.8}L${-r} ${r * 0.8}Z`, fill: "#ffd23f", stroke: "#1b1b1b", "stroke-width": 2, "stroke-linejoin": "round" }),
  draw("path", { d: `M0 ${-r * 0.4}V${r * 0.2}M0 ${r * 0.45}V${r * 0.6}`, stroke: "#1b1b1b", "stroke-width": 1.8 })]);

function nodesInto(stage, view, ids) {
  for (const id of ids) {
    const node = NODES.get(id), { x, y } = places[id], kind = kindOf(node);
    stage.append(draw("path", { d: outline(node.shape, node.size), fill: kind.colour, stroke: colours.ink, "stroke-width": node.focus ? 2.5 : 1.2, "stroke-dasharray": view.nodes.get(id) === "possible" ? "4 3" : null, transform: `translate(${x} ${y})` }));
    node.label.split("\n").forEach((row, i) => stage.append(haloed(row, x, y + node.size + 6 + node.font * (0.9 + 1.2 * i), node.font)));
    if (node.conflicts.length) stage.append(warning(x + node.size * 0.85, y - node.size * 0.85, 8));
  }
}

const fileName = (ending) => (fold(PAGE.title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80) || "picture") + (state.on ? "-" + state.on : "") + ending;
function toPng() {
  const { text, width, height } = toSvg(), image = new Image();
  const ratio = Math.min(2, 12000 / Math.max(width, height), Math.sqrt(80e6 / (width * height)));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  image.onload = () => {
    const sheet = make("canvas", { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    URL.revokeObjectURL(address);
    sheet.toBlob((blob) => (blob ? save(fileName(".png"), blob) : say("This picture is too large for a PNG; take the SVG.")));
  };
  image.onerror = () => say("The PNG could not be made; take the SVG.");
  image.src = address;
}
$("png").addEventListener("click", toPng);
$("svg").addEventListener("click", () => save(fileName(".svg"), new Blob([toSvg().text], { type: "image/svg+xml" })));
