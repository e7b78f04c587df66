// Building elements. Text from data reaches the page only through textContent.
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of [].concat(children === undefined ? [] : children)) {
    if (child === null || child === undefined) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

const make = (tag, attributes, children) => fill(document.createElement(tag), attributes, children);
// A name within a sentence, without the marks that turn the direction of writing: they would turn the rest as well.
const named = (name) => make("bdi", {}, name.replace(/[\u202a-\u202e\u2066-\u2069]/g, ""));
const figure = (count) => count.toLocaleString("en-GB"); // 12,345; values from data stay as they are written
const draw = (tag, attributes, children) => fill(document.createElementNS(SVG, tag), attributes, children);

// A node's shape as an SVG path round (0, 0), in the proportions vis-network draws.
function outline(shape, r) {
  const polygon = (points) => "M" + points.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1)).join("L") + "Z";
  const corners = (count, turn) =>
    Array.from({ length: count }, (_, i) => [r * Math.cos(turn + (2 * Math.PI * i) / count), r * Math.sin(turn + (2 * Math.PI * i) / count)]);
  if (shape === "square") return polygon([[-r, -r], [r, -r], [r, r], [-r, r]]);
  if (shape === "diamond") return polygon([[0, -r], [r, 0], [0, r], [-r, 0]]);
  if (shape === "triangle" || shape === "triangleDown") {
    const side = 1.15 * r, up = shape === "triangle" ? 1 : -1;
    const inner = (Math.sqrt(3) / 6) * 2 * side, high = Math.sqrt(4 * side * side - side * side);
    const shift = 0.275 * r;
    return polygon([[0, up * (shift - (high - inner))], [side, up * (shift + inner)], [-side, up * (shift + inner)]]);
  }
  if (shape === "hexagon") return polygon(corners(6, 0));
  if (shape === "star") {
    const s = r * 0.82;
    return polygon(Array.from({ length: 10 }, (_, i) => {
      const radius = i % 2 === 0 ? s * 1.3 : s * 0.5;
      return [radius * Math.sin((i * Math.PI) / 5), 0.1 * s - radius * Math.cos((i * Math.PI) / 5)];
    }));
  }
  return `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;
}

function icon(kind) {
  return draw("svg", { class: "icon", viewBox: "-12 -12 24 24", "aria-hidden": "true" },
    draw("path", { d: outline(kind.shape, 9), fill: kind.colour, class: "glyph" }));
}

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
