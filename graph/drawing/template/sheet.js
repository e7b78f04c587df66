// A page drawn beforehand: the panel, picture or table, light or dark, print and export.
const PAGE = JSON.parse($("data").textContent);
const panel = $("panel");
const say = (...words) => $("status").replaceChildren(...words);
let chosen = null;

function cites(numbers, cited) {
  if (!numbers.length) return null;
  return make("span", { class: "cites" }, numbers.map((number) => {
    const source = PAGE.sources[number - 1], name = `Source ${number}: ${[source.title, source.publisher, source.issued].filter(Boolean).join(", ")}`;
    cited.add(number);
    return source.link
      ? make("a", { href: source.page, target: "_blank", rel: "noopener noreferrer", "aria-label": name, title: name }, `[${number}]`)
      : make("span", { title: name }, `[${number}]`);
  }));
}
function sourceLine(number) {
  const source = PAGE.sources[number - 1], about = [source.publisher, source.issued].filter(Boolean).join(", ");
  return make("li", { value: number }, [
    source.link ? make("a", { href: source.page, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, source.title) : make("span", { dir: "auto" }, source.title),
    about ? make("span", { class: "about", dir: "auto" }, about) : null,
    source.page && !source.link ? make("span", { class: "about address" }, String(source.page)) : null,
  ]);
}

function statements(facts, cited) {
  const rows = make("dl", { class: "statements" });
  let last = null;
  for (const fact of facts) {
    if (fact.name !== last) rows.append(make("dt", { dir: "auto" }, fact.name));
    last = fact.name;
    rows.append(make("dd", {}, [make("span", { dir: "auto" }, fact.words), " ", fact.derived ? make("span", { class: "tag derived", dir: "auto" }, "derived: " + fact.derived) : null, " ", cites(fact.sources, cited)]));
  }
  return rows;
}

function showPanel() {
  const item = chosen === null ? null : PAGE.items[chosen];
  if (!item) {
    panel.replaceChildren(make("p", { class: "quiet" }, "Choose anything in the picture to read what is stated about it, when, and who says so."));
    panel.classList.remove("filled");
    return;
  }
  const cited = new Set(), more = item.more ? PAGE.more[item.more] || [] : [];
  const own = cites(item.sources, cited);
  panel.replaceChildren(...[
    make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { const from = document.querySelector(`.entry[data-ref="${CSS.escape(chosen)}"]`); choose(null); if (from) from.focus(); } }, "×"),
    make("p", { class: "kind" }, [item.kind, item.when].filter(Boolean).join(", ")),
    make("h2", { id: "chosen", dir: "auto" }, item.title),
    own ? make("p", {}, own) : null,
    item.facts.length ? statements(item.facts, cited) : null,
    more.length ? make("section", {}, [make("h3", {}, "All that is stated about it"), statements(more, cited)]) : null,
    cited.size ? make("section", {}, [make("h3", {}, cited.size === 1 ? "Source" : "Sources"), make("ol", { class: "sources" }, [...cited].sort((a, b) => a - b).map(sourceLine))]) : null,
  ].filter(Boolean));
  panel.classList.add("filled");
  panel.scrollTop = 0;
}

function write() {
  const parts = new URLSearchParams();
  if (chosen !== null) parts.set("item", chosen);
  if (tabled()) parts.set("view", "table");
  try {
    history.replaceState(null, "", "#" + parts.toString());
  } catch (error) {
    return; // a frame without an address of its own keeps none
  }
}
function choose(ref) {
  chosen = ref !== null && Object.hasOwn(PAGE.items, ref) ? ref : null;
  for (const element of document.querySelectorAll("[data-ref]")) element.setAttribute("aria-pressed", String(element.dataset.ref === chosen));
  showPanel();
  write();
}
for (const element of document.querySelectorAll("[data-ref]")) {
  element.setAttribute("aria-pressed", "false");
  element.addEventListener("click", () => {
    choose(element.dataset.ref);
    if (innerWidth < 900) panel.scrollIntoView({ block: "nearest" });
  });
}
// Each picture is one stop of the tab key; arrows move within it.
for (const scroll of document.querySelectorAll(".drawn")) {
  const entries = [...scroll.querySelectorAll(".entry")];
  const stop = (entry) => { for (const one of entries) one.setAttribute("tabindex", one === entry ? "0" : "-1"); };
  stop(entries[0]);
  scroll.addEventListener("focusin", (event) => { if (entries.includes(event.target)) stop(event.target); });
  scroll.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement), { key } = event;
    if (at < 0) return;
    if (key === "Enter" || key === " ") { choose(entries[at].dataset.ref); panel.focus({ preventScroll: innerWidth > 900 }); }
    else if (key === "ArrowDown" || key === "ArrowRight") (entries[at + 1] || entries[0]).focus();
    else if (key === "ArrowUp" || key === "ArrowLeft") (entries[at - 1] || entries.at(-1)).focus();
    else if (key === "Home") entries[0].focus();
    else if (key === "End") entries.at(-1).focus();
    else return;
    event.preventDefault();
  });
}

const tabled = () => $("as-table").getAttribute("aria-pressed") === "true";
function setTabled(on) {
  $("as-table").setAttribute("aria-pressed", String(on));
  for (const box of document.querySelectorAll(".drawn, .drawn-with")) box.hidden = on;
  for (const box of document.querySelectorAll(".tabled")) box.hidden = !on;
}
$("as-table").addEventListener("click", () => { setTabled(!tabled()); write(); });
if (!document.querySelector(".drawn")) for (const id of ["as-table", "png", "svg"]) $(id).hidden = true;
$("skip").addEventListener("click", (event) => { event.preventDefault(); panel.focus(); });
$("print").addEventListener("click", () => print());

const dark = matchMedia("(prefers-color-scheme: dark)");
let theme = null, before = null;
function applyTheme(name) {
  theme = name;
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  $("theme").setAttribute("aria-pressed", String(name ? name === "dark" : dark.matches));
}
$("theme").addEventListener("click", () => applyTheme((theme ? theme === "dark" : dark.matches) ? "light" : "dark"));
dark.addEventListener("change", () => { if (!theme) applyTheme(null); });
const today = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "long" }).format(new Date());
const others = PAGE.sources.length - PAGE.drawn;
addEventListener("beforeprint", () => {
  before = theme;
  applyTheme("light");
  $("sources").open = true;
  $("printed").textContent = `${PAGE.title}. Printed on ${today()}.` + (others && chosen === null ? ` ${others} more sources are listed in the page itself.` : "");
  if ($("more-sources")) $("more-sources").open = chosen !== null;
});
addEventListener("afterprint", () => applyTheme(before));

// Export: every chart below the title, colours and letters as drawn, sources at the foot.
const MOST_LISTED = 120;
const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin"];
const clean = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, " ");
function wrap(text, most) {
  const lines = [""];
  for (const word of clean(text).split(/\s+/)) {
    const bit = word.length > most ? word.slice(0, most - 1) + "…" : word;
    if ((lines.at(-1) + " " + bit).trim().length > most) lines.push(bit);
    else lines[lines.length - 1] = (lines.at(-1) + " " + bit).trim();
  }
  return lines;
}
function toSvg() {
  const was = tabled();
  setTabled(false);
  const charts = [...document.querySelectorAll("svg.chart")], ink = getComputedStyle(document.body).color;
  const soft = getComputedStyle(document.querySelector(".question")).color;
  const width = Math.max(...charts.map((chart) => chart.viewBox.baseVal.width)) + 40, per = Math.floor(width / 7.6);
  const root = draw("svg", { xmlns: SVG, width, "font-family": "system-ui, sans-serif", fill: ink });
  root.append(draw("title", {}, clean(PAGE.title)), draw("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.documentElement).getPropertyValue("--paper").trim() }));
  let y = 40;
  const lines = (texts, size, weight, fill) => { for (const text of texts) { root.append(draw("text", { x: 20, y, "font-size": size, "font-weight": weight, fill }, clean(text))); y += size * 1.4; } };
  lines(wrap(document.querySelector("h1").textContent, Math.floor(per * 0.55)), 24, 700);
  lines(wrap(document.querySelector(".question").textContent.trim(), per), 14, null, soft);
  y += 8;
  let x = 20;
  for (const sign of document.querySelectorAll(".key li")) {
    const copy = copied(sign.querySelector("svg")), text = sign.textContent.trim(), long = 42 + text.length * 7;
    if (x + long > width) { x = 20; y += 24; }
    for (const [name, value] of Object.entries({ x, y: y - 12, width: 30, height: 18 })) copy.setAttribute(name, value);
    root.append(copy, draw("text", { x: x + 34, y: y + 2, "font-size": 13 }, clean(text.replace(/^[A-Z]{1,2}\s+/, ""))));
    x += long;
  }
  y += 24;
  for (const section of document.querySelectorAll(".section:has(svg.chart)")) {
    const heading = section.querySelector("h2");
    if (!heading.classList.contains("hidden")) { y += 14; lines([heading.textContent], 17, 700); }
    for (const chart of section.querySelectorAll("svg.chart")) {
      const copy = copied(chart), { width: wide, height: high } = chart.viewBox.baseVal;
      for (const [name, value] of Object.entries({ x: 20, y, width: wide, height: high })) copy.setAttribute(name, value);
      root.append(copy);
      y += high;
    }
    y += 20;
    const events = [...section.querySelectorAll(".events li")].map((item) => item.textContent.replace(/\s+/g, " ").trim());
    if (events.length) lines(wrap(events.join("   "), per), 12, null, soft);
    y += 12;
  }
  lines(["Sources"], 14, 700);
  PAGE.sources.slice(0, Math.min(PAGE.drawn, MOST_LISTED)).forEach((source, i) => lines(wrap(`[${i + 1}] ${[source.title, source.publisher, source.issued].filter(Boolean).join(", ")}${source.link ? ". " + source.page : ""}`, per), 12));
  if (PAGE.drawn > MOST_LISTED) lines([`and ${PAGE.drawn - MOST_LISTED} more, listed in the page`], 12);
  const left = document.querySelector(".left-out");
  if (left) lines(wrap(left.textContent, per), 12, null, soft);
  lines([`Saved on ${today()}.`], 12, null, soft);
  const height = Math.round(y + 20);
  root.setAttribute("height", height);
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  setTabled(was);
  return { text: new XMLSerializer().serializeToString(root), width, height };
}
function copied(chart) {
  const copy = chart.cloneNode(true), from = [chart, ...chart.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    if (["rect", "path", "text", "line", "circle"].includes(element.localName)) for (const name of KEPT) if (style.getPropertyValue(name)) to[i].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "data-ref", "aria-label", "aria-pressed", "transform"]) to[i].removeAttribute(name);
  });
  return copy;
}
const fileName = (ending) => (PAGE.title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80) || "picture") + ending;
$("svg").addEventListener("click", () => save(fileName(".svg"), new Blob([toSvg().text], { type: "image/svg+xml" })));
$("png").addEventListener("click", () => {
  const { text, width, height } = toSvg(), image = new Image();
  const ratio = Math.min(2, 12000 / Math.max(width, height), Math.sqrt(80e6 / (width * height)));
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  image.onload = () => {
    const board = make("canvas", { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    board.getContext("2d").drawImage(image, 0, 0, board.width, board.height);
    URL.revokeObjectURL(address);
    board.toBlob((blob) => (blob ? save(fileName(".png"), blob) : say("This picture is too large for a PNG; take the SVG.")));
  };
  image.onerror = () => say("The PNG could not be made; take the SVG.");
  image.src = address;
});

addEventListener("beforeprint", () => settle(0)); // paper shows all of it
addEventListener("afterprint", () => settle());
matchMedia("print").addEventListener("change", () => settle());

const given = new URLSearchParams(location.hash.replace(/^#/, ""));
applyTheme(null);
if (given.get("view") === "table") setTabled(true);
showPanel();
// On a screen narrower than the picture, open at what it is about.
const focus = document.querySelector("main").dataset.focus, at = focus && document.querySelector(`.entry[data-ref="${CSS.escape(focus)}"]`);
if (at) {
  const box = at.closest(".drawn"), { x, y } = at.getBBox();
  if (box.scrollWidth > box.clientWidth + 40) box.scrollTo(x - 30, y - box.clientHeight / 2);
}
// Where a picture is wider than the screen, titles and names of bars stay in sight, and it opens where most is seen.
const settlers = [];
const settle = (left) => { for (const one of settlers) one(left); };
for (const box of document.querySelectorAll(".drawn")) {
  const titles = [...box.querySelectorAll(".lane, .lane-note")];
  const names = [...box.querySelectorAll(".entry:has(.rim) text:is(.name, .below)")].map((text) => {
    const own = text.getBBox(), bar = text.closest(".entry").querySelector(".rim").getBBox();
    return { text, from: own.x, most: bar.x + bar.width - own.x - own.width };
  });
  const shift = (text, by) => (by > 0 ? text.setAttribute("transform", `translate(${by} 0)`) : text.removeAttribute("transform"));
  const own = (left = box.scrollLeft) => {
    for (const title of titles) shift(title, left);
    for (const { text, from, most } of names) shift(text, left && Math.min(left + 4 - from, most));
  };
  settlers.push(own);
  box.addEventListener("scroll", () => own());
  if (at || box.scrollWidth <= box.clientWidth + 40) continue;
  const spans = [...box.querySelectorAll(".entry")].map((entry) => { const { x, width } = entry.getBBox(); return [x, x + width]; });
  const seen = (left) => spans.filter(([a, b]) => a >= left && b <= left + box.clientWidth).length + spans.filter(([a, b]) => a < left + box.clientWidth && b > left).length / 2;
  const starts = [0, ...spans.map(([a]) => a - 20)].slice(0, 300);
  box.scrollLeft = starts.reduce((best, left) => (seen(left) > seen(best) ? left : best), 0);
}
// Links outlive pictures: what is not in this one is passed over with a word about it.
function chooseAsked(ref) {
  choose(ref);
  if (chosen === null) say("The link asks for ", named(ref.slice(0, 80)), ", which this picture does not have.");
}
if (given.has("item")) chooseAsked(given.get("item"));
addEventListener("hashchange", () => { const now = new URLSearchParams(location.hash.slice(1)); if (now.has("item") && now.get("item") !== chosen) chooseAsked(now.get("item")); });
document.documentElement.dataset.ready = "yes";
