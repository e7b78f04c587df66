// The one state of the page, kept in the address so that a link reproduces the view.
const state = {
  on: PAGE.asOf || null, node: null, edge: null, path: null, view: "picture",
  off: new Set(), less: new Set(), open: new Set(), close: new Set(), add: new Set(), names: null,
};
const listeners = [];
const SETS = ["off", "less", "open", "close", "add"];
const refs = (ids) => [...ids].map((id) => NODES.get(id).ref);

function toHash() {
  const parts = new URLSearchParams();
  if (state.on !== (PAGE.asOf || null)) parts.set("on", state.on || "all");
  if (state.node) parts.set("node", NODES.get(state.node).ref);
  if (state.edge) parts.set("edge", state.edge);
  if (state.path) parts.set("path", refs(state.path).join("|"));
  if (state.view !== "picture") parts.set("view", state.view);
  if (state.names !== null) parts.set("names", state.names ? "1" : "0");
  for (const key of SETS) {
    const values = key === "off" || key === "less" ? [...state[key]] : refs(state[key]);
    if (values.length) parts.set(key, values.join("|"));
  }
  return parts.toString();
}

// Unknown names in an address are passed over: links outlive pictures.
function fromHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (key) => (parts.get(key) || "").split("|").filter(Boolean);
  const nodes = (key) => list(key).filter((ref) => BY_REF.has(ref)).map((ref) => BY_REF.get(ref).id);
  const on = parts.get("on");
  const path = nodes("path");
  return {
    on: on === "all" ? null : isDay(on) ? on : PAGE.asOf || null,
    node: nodes("node")[0] || null,
    edge: EDGES.has(parts.get("edge")) ? parts.get("edge") : null,
    path: path.length === 2 ? path : null,
    view: parts.get("view") === "table" ? "table" : "picture",
    names: parts.has("names") ? parts.get("names") === "1" : null,
    off: new Set(list("off").filter((kind) => KINDS.has(kind))),
    less: new Set(list("less")),
    open: new Set(nodes("open")), close: new Set(nodes("close")), add: new Set(nodes("add")),
  };
}

let written = null;
function change(patch) {
  Object.assign(state, patch);
  written = toHash();
  try {
    history.replaceState(null, "", "#" + written);
  } catch (error) {
    written = null; // a frame without an address of its own (a notebook) keeps no address
  }
  refresh(patch);
}
function refresh(patch) {
  const view = look();
  for (const listener of listeners) listener(view, patch || {});
}
function toggled(set, value) {
  const copy = new Set(set);
  if (!copy.delete(value)) copy.add(value);
  return copy;
}
addEventListener("hashchange", () => {
  if (location.hash.replace(/^#/, "") !== written) change(fromHash(location.hash));
});
