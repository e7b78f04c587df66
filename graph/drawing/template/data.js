// What the file carries, indexed; dates of any precision; names folded for search.
const CARRIED = JSON.parse($("data").textContent);
const PAGE = CARRIED.page;
const NODES = new Map(CARRIED.nodes.map((node) => [node.id, node]));
const EDGES = new Map(CARRIED.edges.map((edge) => [edge.id, edge]));
const BY_REF = new Map(CARRIED.nodes.map((node) => [node.ref, node]));
const capital = (text) => text.slice(0, 1).toLocaleUpperCase("en-GB") + text.slice(1);
for (const kind of PAGE.kinds) kind.plural = capital(kind.plural);
const KINDS = new Map(PAGE.kinds.map((kind) => [kind.kind, kind]));
const AROUND = new Map(CARRIED.nodes.map((node) => [node.id, []]));
for (const edge of CARRIED.edges) {
  AROUND.get(edge.from).push(edge);
  if (edge.to !== edge.from) AROUND.get(edge.to).push(edge);
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
CARRIED.nodes.forEach(setTimes);
CARRIED.edges.forEach(setTimes);

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
