// What was typed and is not acknowledged yet, in the browser's own store.
//
// An entry belongs to one person, one file, one question and one opened page, its writer:
//   { draft, base, adopted, attempt, since, at, address }
// `draft` is the text as it stands, `attempt` the one that was sent last and not answered, `since`
// when the oldest word of it was typed. A writer holds a lock for as long as its page lives: what
// another page wrote is taken up only once that page is gone, so that two tabs never fight.

const PREFIX = "unsaved";
const SILENCE = 60_000;

export const writer = unique();

export function unique() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function nameOf(person, file, question, ownWriter = writer) {
  return [PREFIX, person, file, question, ownWriter].join(":");
}

// Whether it was written; false where the store is full or forbidden.
export function put(name, entry) {
  try {
    localStorage.setItem(name, JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

export function get(name) {
  try {
    const entry = JSON.parse(localStorage.getItem(name));
    return entry?.draft ? entry : null;
  } catch {
    return null;
  }
}

export function remove(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // A store that cannot be reached holds nothing either.
  }
}

// The names of what a person's other pages left for a file, or for one question of it.
export function leftBy(person, file, question = null) {
  const beginning = [PREFIX, person, file, ...(question === null ? [] : [question]), ""].join(":");
  try {
    return Object.keys(localStorage).filter(
      (name) => name.startsWith(beginning) && !name.endsWith(`:${writer}`),
    );
  } catch {
    return [];
  }
}

export function questionIn(name) {
  return name.split(":")[3];
}

const writerIn = (name) => name.split(":")[4];

// Say that this page lives; the lock goes with the page.
export function live() {
  navigator.locks?.request(`${PREFIX}:${writer}`, () => new Promise(() => {}));
}

// Take up what another page left: `take(name, entry)` runs once that page is gone, and nobody else
// takes it up meanwhile. `waits` hears of an entry whose page still lives.
export async function takeUp(name, take, waits = () => {}) {
  if (!navigator.locks) {
    const entry = get(name);
    if (entry && Date.now() - entry.at > SILENCE) await take(name, entry);
    else if (entry) waits(name);
    return;
  }
  const taking = async (lock) => {
    if (!lock) return false;
    const entry = get(name);
    if (entry) await take(name, entry);
    return true;
  };
  const lock = `${PREFIX}:${writerIn(name)}`;
  if (await navigator.locks.request(lock, { ifAvailable: true }, taking)) return;
  waits(name);
  await navigator.locks.request(lock, taking);
}
