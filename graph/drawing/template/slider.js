// The time slider: one day at a time, with play; reorganisations are marked on it.
const slider = $("slider");
const STARTS = new Set(), ENDS = new Set();
for (const items of [CARRIED.nodes, CARRIED.edges]) {
  for (const { start, end } of items) {
    if (start) STARTS.add(start);
    if (end) ENDS.add(end);
  }
}
const CHANGES = [...new Set([...[...STARTS].map(firstDay), ...[...ENDS].map(lastDay)])].sort();
const EVENTS = PAGE.events.filter((event) => dated(event.date));
const ALL_DAYS = [...CHANGES, ...EVENTS.map((event) => firstDay(event.date)), ...(PAGE.asOf ? [PAGE.asOf] : [])].sort();
const FIRST = ALL_DAYS[0], LAST = ALL_DAYS[ALL_DAYS.length - 1];
const HAS_TIME = ALL_DAYS.length > 1 && FIRST !== LAST;
let timer = null;

function beginTime() {
  if (!HAS_TIME) return;
  $("time").hidden = false;
  slider.min = dayNumber(FIRST);
  slider.max = dayNumber(LAST);
  slider.step = 1;
  $("first").textContent = FIRST.slice(0, 4);
  $("last").textContent = LAST.slice(0, 4);
  const share = (day) => (100 * (dayNumber(day) - dayNumber(FIRST))) / (dayNumber(LAST) - dayNumber(FIRST));
  for (const event of EVENTS) {
    const tick = make("span", { class: "tick", title: `${readable(event.date)}: ${event.label}`, onclick: () => go(firstDay(event.date)) });
    tick.style.left = share(firstDay(event.date)) + "%";
    $("ticks").append(tick);
  }
  $("jump").append(make("option", { value: "" }, "a reorganisation…"), ...EVENTS.map((event) => make("option", { value: firstDay(event.date) }, `${readable(event.date)}: ${event.label}`)));
  $("jump").closest("label").hidden = !EVENTS.length;
  slider.addEventListener("input", () => go(dayOf(Number(slider.value))));
  slider.addEventListener("keydown", (event) => {
    const leap = { PageUp: 365, PageDown: -365 }[event.key];
    if (!leap) return;
    event.preventDefault();
    step(leap);
  });
  $("jump").addEventListener("change", () => { if ($("jump").value) go($("jump").value); });
  $("earlier").addEventListener("click", () => go([...CHANGES].reverse().find((day) => day < (state.on || LAST)) || FIRST));
  $("later").addEventListener("click", () => go(CHANGES.find((day) => day > (state.on || "")) || LAST));
  $("all-dates").addEventListener("click", () => { stop(); change({ on: state.on ? null : LAST }); });
  $("play").addEventListener("click", () => (timer ? stop() : play()));
}
const clamp = (number) => Math.max(dayNumber(FIRST), Math.min(dayNumber(LAST), number));
function go(day) {
  change({ on: dayOf(clamp(dayNumber(day))) });
}
const step = (days) => go(dayOf(dayNumber(state.on || FIRST) + days));

function play() {
  if (!state.on || state.on >= LAST) go(FIRST);
  $("play").textContent = "Pause";
  $("play").setAttribute("aria-pressed", "true");
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const stride = Math.max(1, Math.round((dayNumber(LAST) - dayNumber(FIRST)) / 240));
  timer = setInterval(() => {
    if (state.on >= LAST) return stop();
    if (reduced) go(CHANGES.find((day) => day > state.on) || LAST);
    else step(stride);
  }, reduced ? 1500 : 110);
}
function stop() {
  clearInterval(timer);
  timer = null;
  $("play").textContent = "Play";
  $("play").setAttribute("aria-pressed", "false");
}

function showTime() {
  $("moment").textContent = state.on ? ` As of ${readable(state.on)}.` : "";
  if (!HAS_TIME) return;
  $("all-dates").setAttribute("aria-pressed", String(!state.on));
  const day = state.on || LAST;
  slider.value = clamp(dayNumber(day));
  const event = state.on && [...EVENTS].reverse().find((e) => firstDay(e.date) <= state.on);
  const near = event && dayNumber(state.on) - dayNumber(firstDay(event.date)) < 200 ? event : null;
  $("day").replaceChildren(state.on ? make("strong", {}, readable(state.on)) : make("span", { class: "quiet" }, "Choose a day to see only what held then"), near ? make("span", { class: "event", dir: "auto" }, near.label) : "");
  slider.setAttribute("aria-valuetext", state.on ? readable(state.on) + (near ? ", after " + near.label : "") : "all dates");
  slider.classList.toggle("idle", !state.on);
}
