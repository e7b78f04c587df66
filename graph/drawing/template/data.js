// What the file carries, indexed, with what it leaves out because it is usual; dates of any precision; folded names.
// A long list is taken up in parts, so that the page answers in between.
const CARRIED = JSON.parse($("data").textContent);
const breathe = (much) => (much ? new Promise((resume) => setTimeout(resume)) : null);
async function inParts(list, work) {
  for (let from = 0; from < list.length; from += 4000) {
    if (from) await breathe(true);
    list.slice(from, from + 4000).forEach((item, i) => work(item, from + i));
  }
}
CARRIED.nodes = JSON.parse($("nodes").textContent);
const LARGE = CARRIED.nodes.length > 1000;
await breathe(LARGE);
CARRIED.edges = JSON.parse($("edges").textContent);
await breathe(LARGE);
const PAGE = CARRIED.page;
const NONE = Object.freeze([]);
const capital = (text) => text.slice(0, 1).toLocaleUpperCase("en-GB") + text.slice(1);
for (const kind of PAGE.kinds) kind.plural = capital(kind.plural);
const KINDS = new Map(PAGE.kinds.map((kind) => [kind.kind, kind]));

await inParts(CARRIED.nodes, (node, place) => {
  const kind = PAGE.kinds[node.kind];
  node.id = "n" + place; // never text from data: vis-network keeps ids as names of properties
  node.kind = kind.kind;
  node.home = node.community === undefined ? null : "c" + node.community;
  node.shape = kind.shape;
  if (node.name === undefined) node.name = node.label.replace(/\n/g, " ");
  node.names = (node.names || NONE).concat(node.ref);
  node.shown = node.shown !== false;
  node.focus = Boolean(node.focus);
  node.font = node.focus ? 17 : 14;
  node.conflicts = node.conflicts || NONE;
});
// A time in words where the file leaves it out: the rule of probation.graph.drawing.compact.plain_when.
function whenOf(item) {
  const { since, until } = item;
  if (since && until) return since === until ? since : `${since} to ${until}`;
  if (since) return item.occurs ? since : "from " + since;
  return until ? "until " + until : "";
}
function fillTimes(item) {
  if (item.when === undefined) item.when = whenOf(item);
  item.sources = item.by || NONE;
  if (item.derived !== undefined) item.derived = PAGE.rules[item.derived];
}
const sameName = new Map();
await inParts(CARRIED.edges, (edge, place) => {
  const near = CARRIED.nodes[edge.from], far = CARRIED.nodes[edge.to];
  Object.assign(edge, PAGE.relations[edge.relation]);
  edge.kind = edge.kind || "";
  const name = `${near.ref}~${edge.word}~${far.ref}`, count = (sameName.get(name) || 0) + 1;
  sameName.set(name, count);
  edge.ref = count > 1 ? `${name}~${count}` : name;
  edge.id = "e" + place;
  edge.from = near.id;
  edge.to = far.id;
  edge.home = near.home; // the communities of both ends
  edge.away = far.home;
  edge.curve = edge.curve || 0;
  edge.conflicts = edge.conflicts || NONE;
  edge.details = edge.details || NONE;
  fillTimes(edge);
});
await breathe(LARGE);
const NODES = new Map(CARRIED.nodes.map((node) => [node.id, node]));
const EDGES = new Map(CARRIED.edges.map((edge) => [edge.id, edge]));
const BY_REF = new Map(CARRIED.nodes.map((node) => [node.ref, node]));
const EDGE_BY_REF = new Map(CARRIED.edges.map((edge) => [edge.ref, edge]));
const AROUND = new Map(CARRIED.nodes.map((node) => [node.id, []]));
for (const edge of CARRIED.edges) {
  AROUND.get(edge.from).push(edge);
  if (edge.to !== edge.from) AROUND.get(edge.to).push(edge);
}

await breathe(LARGE);
// Communities of a picture that opens folded; none in others. Each has its members in the order of the file.
const COMMUNITIES = new Map(PAGE.communities.map((community, place) => [
  "c" + place, Object.assign(community, { id: "c" + place, members: [] })]));
const homeOf = (node) => COMMUNITIES.get(node.home);
const COMMUNITY_BY_REF = new Map([...COMMUNITIES.values()].map((community) => [community.ref, community]));
if (COMMUNITIES.size) for (const node of CARRIED.nodes) homeOf(node).members.push(node);

// Statements are read when they are first asked for, those of a community at once.
function statementsOf(node) {
  if (!node.statements) {
    const members = COMMUNITIES.size ? homeOf(node).members : CARRIED.nodes;
    const said = JSON.parse($("said-" + (node.community || 0)).textContent);
    members.forEach((member, place) => {
      member.statements = said[place].flatMap(([relation, ...statements]) => statements.map((statement) => {
        statement.relation = relation;
        if (statement.to !== undefined) statement.node = CARRIED.nodes[statement.to].id;
        if (statement.value === undefined) statement.value = CARRIED.nodes[statement.to].name;
        fillTimes(statement);
        return statement;
      }));
    });
  }
  return node.statements;
}
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const kindOf = (item) => KINDS.get(item.kind);
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const firstDay = (date) => (date.length === 4 ? date + "-01-01" : date.length === 7 ? date + "-01" : date);
const lastDay = (date) => {
  if (date.length === 10) return date;
  const year = Number(date.slice(0, 4)), month = date.length === 4 ? 12 : Number(date.slice(5, 7));
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
};
const dated = (value) => (typeof value === "string" && /^\d{4}(-\d\d){0,2}$/.test(value) ? value : null);
function setTimes(item) {
  item.start = dated(item.since === undefined ? item.from : item.since);
  item.end = dated(item.until);
}
await inParts(CARRIED.nodes, setTimes);
await inParts(CARRIED.edges, setTimes);

// "certain", "possible", "undated" or null (did not hold), over half-open [start, end): the rules of
// probation.graph.dates, on the two dates that the file carries.
// What occurs (an inspection, an event) has happened from its day on.
const occurs = (item) => item.occurs || Boolean((KINDS.get(item.kind) || {}).occurs);
function held(item, day) {
  if (!day) return item.held === "possible" ? "possible" : "certain";
  if (day === PAGE.asOf && item.held) return item.held === "no" ? null : item.held;
  const { start, end } = item;
  if (!start && !end) return "undated";
  if (start && day < firstDay(start)) return null;
  if (occurs(item) && start) return day < lastDay(start) ? "possible" : "certain";
  if (start && start === end && day === start) return "possible"; // it held for a day at least
  if (end && day >= lastDay(end)) return null;
  if (!start || !end || day < lastDay(start)) return "possible";
  return day >= firstDay(end) ? "possible" : "certain";
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function readable(date) {
  const [year, month, day] = String(date).split("-");
  if (!month || !MONTHS[Number(month) - 1]) return String(date);
  return (day ? Number(day) + " " : "") + MONTHS[Number(month) - 1] + " " + year;
}
const span = (start, end) => {
  if (start && end) return start === end ? readable(start) : readable(start) + " to " + readable(end);
  if (start) return "from " + readable(start);
  return end ? "until " + readable(end) : "";
};
const dayNumber = (date) => Math.round(Date.parse(date + "T00:00:00Z") / 86400000);
const isDay = (text) => /^\d{4}-\d\d-\d\d$/.test(text || "") && !Number.isNaN(Date.parse(text)) && dayOf(dayNumber(text)) === text;
const dayOf = (number) => new Date(number * 86400000).toISOString().slice(0, 10);
