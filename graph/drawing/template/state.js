// The one state of the page, kept in the address so that a link reproduces the view.
const state = {
  on: PAGE.asOf || null, node: null, edge: null, path: null, view: "picture",
  off: new Set(), less: new Set(), open: new Set(), close: new Set(), add: new Set(), names: null,
  // Of a picture that opens folded: which communities are open, which is chosen, between which two.
  unfold: new Set([...COMMUNITIES.values()].filter((community) => community.open).map((community) => community.id)),
  community: null, between: null,
  unknown: NONE, // what the address names and this picture does not have
};
const FIRST_OPEN = [...state.unfold].join("|");
const listeners = [];
const SETS = ["off", "less", "open", "close", "add"];
const refs = (ids) => [...ids].map((id) => NODES.get(id).ref);

function toHash() {
  const parts = new URLSearchParams();
  if (state.on !== (PAGE.asOf || null)) parts.set("on", state.on || "all");
  if (state.node) parts.set("node", NODES.get(state.node).ref);
  if (state.edge) parts.set("edge", EDGES.get(state.edge).ref);
  if (state.path) parts.set("path", refs(state.path).join("|"));
  if (state.view !== "picture") parts.set("view", state.view);
  const names = (ids) => [...ids].map((id) => COMMUNITIES.get(id).ref).join("|");
  if ([...state.unfold].join("|") !== FIRST_OPEN) parts.set("unfold", names(state.unfold) || "none");
  if (state.community) parts.set("community", names([state.community]));
  if (state.between) parts.set("between", names(state.between));
  if (state.names !== null) parts.set("names", state.names ? "1" : "0");
  for (const key of SETS) {
    const values = key === "off" || key === "less" ? [...state[key]] : refs(state[key]);
    if (values.length) parts.set(key, values.join("|"));
  }
  return parts.toString();
}

// Unknown names in an address are passed over with a word about it: links outlive pictures.
function strangers(parts) {
  const known = { node: BY_REF, path: BY_REF, open: BY_REF, close: BY_REF, add: BY_REF, edge: EDGE_BY_REF, off: KINDS,
    unfold: COMMUNITY_BY_REF, community: COMMUNITY_BY_REF, between: COMMUNITY_BY_REF };
  return Object.entries(known).flatMap(([key, names]) =>
    (key === "edge" ? [parts.get(key)] : (parts.get(key) || "").split("|")).filter((name) => name && name !== "none" && !names.has(name)));
}
function fromHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (key) => (parts.get(key) || "").split("|").filter(Boolean);
  const nodes = (key) => list(key).filter((ref) => BY_REF.has(ref)).map((ref) => BY_REF.get(ref).id);
  const on = parts.get("on");
  const path = nodes("path");
  const communities = (key) => list(key).filter((ref) => COMMUNITY_BY_REF.has(ref)).map((ref) => COMMUNITY_BY_REF.get(ref).id);
  const between = communities("between");
  return {
    unknown: strangers(parts),
    unfold: parts.has("unfold") ? new Set(communities("unfold")) : new Set(FIRST_OPEN.split("|").filter(Boolean)),
    community: communities("community")[0] || null,
    between: between.length === 2 ? between : null,
    on: on === "all" ? null : isDay(on) ? on : PAGE.asOf || null,
    node: nodes("node")[0] || null,
    edge: EDGE_BY_REF.has(parts.get("edge")) ? EDGE_BY_REF.get(parts.get("edge")).id : null,
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
  const chosen = ["node", "edge", "community", "between"];
  // One thing is chosen at a time, and what is chosen is to be seen.
  if (chosen.some((key) => key in patch)) patch = { node: null, edge: null, community: null, between: null, ...patch };
  Object.assign(state, { unknown: NONE }, patch);
  openWhatIsChosen();
  seen = null;
  written = toHash();
  try {
    history.replaceState(null, "", "#" + written);
  } catch (error) {
    written = null; // a frame without an address of its own (a notebook) keeps no address
  }
  refresh(patch);
}
let seen = null; // the view of this state, once it has been worked out
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
