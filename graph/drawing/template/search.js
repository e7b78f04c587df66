// Search by any name: an editable combobox with a listbox, used by keyboard alone.
const searchBox = $("search"), foundList = $("found");
let index = null; // names folded, once somebody searches
const searched = () => index || (index = CARRIED.nodes.map((node) => ({ node, names: [node.name, ...node.names].map((name) => [name, fold(name)]) })));
let found = [], active = -1;

function rank(folded, query) {
  if (folded === query) return 0;
  if (folded.startsWith(query)) return 1;
  const at = folded.indexOf(query);
  if (at > 0 && /[^\p{L}\p{N}]/u.test(folded[at - 1])) return 2;
  if (at > 0) return 4;
  const words = query.split(/\s+/).filter(Boolean);
  return words.length > 1 && words.every((word) => folded.includes(word)) ? 3 : null;
}

function find(text) {
  const query = fold(text.trim());
  if (!query) return [];
  const hits = [];
  for (const { node, names } of searched()) {
    let best = null, by = null;
    for (const [name, folded] of names) {
      const value = rank(folded, query);
      if (value !== null && (best === null || value < best)) [best, by] = [value, name];
    }
    if (best !== null) hits.push({ node, by, best });
  }
  return hits.sort((a, b) => a.best - b.best || b.node.shown - a.node.shown || a.node.name.localeCompare(b.node.name)).slice(0, 12);
}

function listFound() {
  found = find(searchBox.value);
  active = found.length ? 0 : -1;
  foundList.replaceChildren(...found.map(({ node, by }, i) => make("li", {
    id: "found-" + i, role: "option", "aria-selected": String(i === active),
    onmousedown: (event) => { event.preventDefault(); choose(i); },
  }, [icon(kindOf(node)), make("span", { class: "name", dir: "auto" }, by === node.name ? node.name : `${by} (${node.name})`), make("span", { class: "about" }, node.kind)])));
  const open = searchBox.value.trim() !== "";
  if (open && !found.length) foundList.replaceChildren(make("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No name matches"));
  foundList.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  mark();
}
function mark() {
  [...foundList.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
  if (active >= 0) {
    searchBox.setAttribute("aria-activedescendant", "found-" + active);
    foundList.children[active].scrollIntoView({ block: "nearest" });
  } else searchBox.removeAttribute("aria-activedescendant");
}
function closeFound() {
  foundList.hidden = true;
  searchBox.setAttribute("aria-expanded", "false");
  searchBox.removeAttribute("aria-activedescendant");
}
function choose(i) {
  if (!found[i]) return;
  const { node } = found[i];
  searchBox.value = "";
  closeFound();
  reveal(node.id);
  panel.focus({ preventScroll: innerWidth > 900 });
}
searchBox.addEventListener("input", listFound);
searchBox.addEventListener("blur", closeFound);
searchBox.addEventListener("keydown", (event) => {
  const last = found.length - 1;
  if (event.key === "Escape") { searchBox.value = ""; closeFound(); return; }
  if (foundList.hidden && event.key === "ArrowDown") listFound();
  if (event.key === "ArrowDown") active = active >= last ? 0 : active + 1;
  else if (event.key === "ArrowUp") active = active <= 0 ? last : active - 1;
  else if (event.key === "Enter") { event.preventDefault(); choose(active); return; }
  else return;
  event.preventDefault();
  if (found.length) mark();
});
