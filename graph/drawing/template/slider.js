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
// A few early dates (an Act of 1907) would leave the years that the picture is about no room: what lies before the
// knee, where the first reorganisation or one date in twenty has passed, has the first part of the slider only.
const EARLY_PART = 0.06;
const KNEE = knee();
const LONG = HAS_TIME ? dayNumber(LAST) - dayNumber(KNEE) : 0, EARLY = HAS_TIME ? dayNumber(KNEE) - dayNumber(FIRST) : 0;
const EARLY_LONG = EARLY ? Math.min(EARLY, Math.round(LONG * EARLY_PART)) : 0;
function knee() {
  if (!HAS_TIME) return FIRST;
  const years = new Map();
  let all = 0, passed = 0;
  for (const items of [CARRIED.nodes, CARRIED.edges]) {
    for (const { start } of items) {
      if (!start) continue;
      const year = start.slice(0, 4);
      years.set(year, (years.get(year) || 0) + 1);
      all += 1;
    }
  }
  const usual = [...years.keys()].sort().find((year) => { passed += years.get(year); return passed > all / 20; }) || FIRST.slice(0, 4);
  const year = [...EVENTS.map(({ date }) => date.slice(0, 4)), usual].sort()[0] + "-01-01", whole = dayNumber(LAST) - dayNumber(FIRST);
  return year > FIRST && year < LAST && dayNumber(year) - dayNumber(FIRST) > 0.2 * whole ? year : FIRST;
}
// Where a day stands on the slider, in days of its later part, and which day stands at a place.
const placeOfDay = (day) => {
  const after = dayNumber(day) - dayNumber(KNEE);
  return after >= 0 || !EARLY ? after : (after * EARLY_LONG) / EARLY;
};
const dayAt = (place) => dayOf(dayNumber(KNEE) + Math.round(place >= 0 || !EARLY ? place : (place * EARLY) / EARLY_LONG));
let timer = null;

function beginTime() {
  if (!HAS_TIME) return;
  $("time").hidden = false;
  slider.min = -EARLY_LONG;
  slider.max = LONG;
  slider.step = 1;
  $("first").textContent = FIRST.slice(0, 4);
  $("last").textContent = LAST.slice(0, 4);
  const share = (day) => (100 * (placeOfDay(day) + EARLY_LONG)) / (LONG + EARLY_LONG);
  if (EARLY) {
    $("first").textContent += " … " + KNEE.slice(0, 4);
    $("ticks").append(make("span", { class: "knee" }));
    $("ticks").lastChild.style.left = share(KNEE) + "%";
  }
  for (const event of EVENTS) {
    const tick = make("span", { class: "tick", title: `${readable(event.date)}: ${event.label}`, onclick: () => go(firstDay(event.date)) });
    tick.style.left = share(firstDay(event.date)) + "%";
    $("ticks").append(tick);
  }
  $("jump").append(make("option", { value: "" }, "a reorganisation…"), ...EVENTS.map((event) => make("option", { value: firstDay(event.date) }, `${readable(event.date)}: ${event.label}`)));
  $("jump").closest("label").hidden = !EVENTS.length;
  slider.addEventListener("input", () => go(dayAt(Number(slider.value))));
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
  const stride = Math.max(1, Math.round((LONG + EARLY_LONG) / 240));
  timer = setInterval(() => {
    if (state.on >= LAST) return stop();
    if (reduced) go(CHANGES.find((day) => day > state.on) || LAST);
    else go(dayAt(Math.round(placeOfDay(state.on)) + stride));
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
  slider.value = Math.round(placeOfDay(dayOf(clamp(dayNumber(day)))));
  const event = state.on && [...EVENTS].reverse().find((e) => firstDay(e.date) <= state.on);
  const near = event && dayNumber(state.on) - dayNumber(firstDay(event.date)) < 200 ? event : null;
  $("day").replaceChildren(state.on ? make("strong", {}, readable(state.on)) : make("span", { class: "quiet" }, "Choose a day to see only what held then"), near ? make("span", { class: "event", dir: "auto" }, near.label) : "");
  slider.setAttribute("aria-valuetext", state.on ? readable(state.on) + (near ? ", after " + near.label : "") : "all dates");
  slider.classList.toggle("idle", !state.on);
}
