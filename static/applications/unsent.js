// What earlier pages left unsaved, of questions that are not open here: it is sent now. On the list
// of tasks a line says what became of it.

import { send } from "./sending.js";
import { Line, link, text } from "./telling.js";
import * as unsaved from "./unsaved.js";

const SOON = 5000;

// Send one entry until it is answered. Resolves to its last outcome.
export async function sendLeft(name, entry, person) {
  let { base, adopted, attempt } = entry;
  const { value, nothing } = entry.draft;
  for (;;) {
    attempt ??= { key: unsaved.unique(), base, adopted, value, nothing };
    unsaved.put(name, { ...entry, base, adopted, attempt });
    const outcome = await send(entry.address, attempt, person);
    const isWhole =
      JSON.stringify([attempt.value, attempt.nothing]) === JSON.stringify([value, nothing]);
    if (outcome.kind === "saved") {
      if (isWhole) return done(name, outcome);
      base = outcome.answer.revision;
      adopted = !outcome.answer.merged && outcome.answer.other_value === null;
    } else if (outcome.kind === "refused" && (outcome.kept || outcome.code.startsWith("key-"))) {
      if (isWhole && outcome.kept) return done(name, outcome);
    } else {
      return outcome;
    }
    attempt = null;
  }
}

function done(name, outcome) {
  unsaved.remove(name);
  return outcome;
}

// Send all that is left of a file, but for one question; `tell` hears of each outcome.
export function sendAllLeft(person, file, { except = null, tell = () => {} } = {}) {
  for (const name of unsaved.leftBy(person, file)) {
    if (unsaved.questionIn(name) === except) continue;
    unsaved.takeUp(
      name,
      async (_name, entry) => tell(name, await insist(name, entry, person, tell)),
      () => tell(name, { kind: "open-elsewhere" }),
    );
  }
}

// Without a line or signed out, it is tried again for as long as this page is open.
async function insist(name, entry, person, tell) {
  for (let wait = SOON; ; wait = Math.min(wait * 2, 60_000)) {
    const outcome = await sendLeft(name, unsaved.get(name) ?? entry, person);
    if (["saved", "refused"].includes(outcome.kind)) return outcome;
    tell(name, outcome);
    await new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        for (const event of ["online", "focus"]) removeEventListener(event, go);
        resolve();
      };
      const timer = setTimeout(go, wait);
      for (const event of ["online", "focus"]) addEventListener(event, go);
    });
  }
}

const SAID = {
  saved: "left-saved",
  lost: "left-waits",
  "signed-out": "signed-out",
  "other-person": "other-person",
  "open-elsewhere": "left-elsewhere",
};

function tellOn(place) {
  const outcomes = new Map();
  const line = new Line(place.querySelector("[role=status]"));
  return (name, outcome) => {
    outcomes.set(name, outcome);
    place.hidden = false;
    const words = new Set();
    const links = [];
    for (const one of outcomes.values()) {
      if (one.kind !== "refused") words.add(text(SAID[one.kind]));
      else words.add(text("refused", { message: one.message }));
      if (one.kept) links.push(Object.assign(link("kept"), { href: one.kept.address }));
      if (one.kind === "signed-out" && !links.length) links.push(link("sign-in"));
    }
    line.say([...words].join(" "), ...links);
  };
}

for (const place of document.querySelectorAll("[data-unsent]")) {
  const { person, file } = place.dataset;
  sendAllLeft(Number(person), file, { tell: tellOn(place) });
}
