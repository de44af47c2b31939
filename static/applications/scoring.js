// The sheet of scores: it saves itself while somebody scores. Without this, its buttons save.
//
// Every word is in the browser's store before anything else is done with it, and leaves the store
// only when the door has acknowledged it. What another page of the same evaluator saved meanwhile is
// taken in field by field; where both changed the same field, both are shown until one is chosen.

import { replaceText } from "./fields.js";
import { put } from "./sending.js";
import { Line, clock, download, link, text } from "./telling.js";
import * as unsaved from "./unsaved.js";

const PAUSE = 1000;
const MOST_WAITING = 60_000;
const WHEN_REFUSED = 20_000;
const LONGEST_LEAVING = 10_000;

const fieldsOf = (form) =>
  [...form.elements].filter(({ name }) => /^(score-|reason-)|^comment$/.test(name ?? ""));

// What the page came with, or what it says now, by the names of its fields.
function read(form, asItCame = false) {
  const sheet = {};
  for (const field of fieldsOf(form)) {
    if (field.type !== "radio") sheet[field.name] = asItCame ? field.defaultValue : field.value;
    else if (asItCame ? field.defaultChecked : field.checked) sheet[field.name] = field.value;
  }
  for (const name in sheet) sheet[name] = sheet[name].replace(/\r\n?/g, "\n");
  return sheet;
}

function write(form, sheet) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in sheet)) continue;
    if (field.type === "radio") field.checked = field.value === sheet[field.name];
    else replaceText(field, sheet[field.name]);
  }
}

// The same as the door takes it and gives it.
function asDraft(sheet) {
  const scores = {};
  for (const [name, value] of Object.entries(sheet)) {
    const [, part, code] = /^(score|reason)-(.*)$/.exec(name) ?? [];
    if (!code) continue;
    scores[code] ??= { value: null, reason: "" };
    if (part === "reason") scores[code].reason = value;
    else scores[code].value = value || null;
  }
  return { scores, comment: sheet.comment };
}

function asSheet({ scores, comment }, names) {
  const sheet = Object.fromEntries(names.map((name) => [name, ""]));
  for (const [code, { value, reason }] of Object.entries(scores)) {
    sheet[`score-${code}`] = value ?? "";
    sheet[`reason-${code}`] = reason;
  }
  return { ...sheet, comment };
}

// What is chosen, in the words of its button.
function labelled(form, code, value) {
  const buttons = [...form.elements].filter(({ name }) => name === `score-${code}`);
  return buttons.find((button) => button.value === value)?.parentElement.textContent.trim() ?? value;
}

const differing = (one, other) => Object.keys(one).filter((name) => one[name] !== other[name]);

class Scoring {
  constructor(form) {
    const { scoring, person, evaluation, revision } = form.dataset;
    Object.assign(this, { form, address: scoring, person: Number(person) });
    this.name = unsaved.nameOf(person, evaluation, "scores");
    this.left = () => unsaved.leftBy(person, evaluation, "scores");
    this.revision = Number(revision);
    this.base = read(form, true);
    this.draft = read(form);
    // What was sent and not answered: the door may have it, or not.
    this.unanswered = [];
    this.stored = this.timer = null;
    this.state = "saved";
    this.isSending = this.hasNoStore = this.isLeaving = false;
    this.failures = 0;
    this.line = new Line(form.querySelector("[data-saved]"));
    this.choice = form.querySelector("[data-conflict]");
  }

  get isUnsaved() {
    return differing(this.draft, this.base).length > 0;
  }

  typed() {
    this.draft = read(this.form);
    this.keep();
    if (!this.isUnsaved) return;
    if (!this.stored && !this.failures) this.line.working(true);
    if (!this.failures) this.sendIn(PAUSE);
  }

  keep() {
    if (!this.isUnsaved) {
      unsaved.remove(this.name);
      return;
    }
    const { draft, base, revision } = this;
    this.hasNoStore = !unsaved.put(this.name, { draft, base, revision, at: Date.now() });
    if (this.hasNoStore) this.say("no-store");
  }

  // What an earlier page left: its changes, on top of what is here. False where something is typed.
  putBack({ draft, base }) {
    if (this.isUnsaved || this.isSending) return false;
    const again = differing(draft, base).filter((name) => name in this.draft);
    const clashes = again.filter((name) => base[name] !== this.base[name]);
    write(this.form, Object.fromEntries(again.map((name) => [name, draft[name]])));
    this.draft = read(this.form);
    this.keep();
    if (!this.isUnsaved) return true;
    this.say("found");
    // A field that was saved otherwise since then has two texts.
    const isTwofold = clashes.some((name) => this.draft[name] !== this.base[name]);
    if (isTwofold) this.showBoth(this.base, this.revision);
    else this.send();
    return true;
  }

  sendIn(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending || this.stored || !this.isUnsaved) return;
    this.isSending = true;
    const sent = this.draft;
    const attempt = { ...asDraft(sent), revision: this.revision, person: this.person };
    const outcome = await put(this.address, attempt);
    this.isSending = false;
    if (outcome.kind === "saved") this.saved(sent, outcome.answer);
    else if (outcome.kind === "lost") this.lost(sent);
    else if (outcome.code === "stale") this.stale(outcome.stored);
    else if (outcome.kind === "refused") this.refused(outcome.message);
    else this.say(outcome.kind, {}, ...(outcome.kind === "signed-out" ? [link("sign-in")] : []));
    if (["signed-out", "other-person"].includes(outcome.kind)) this.sendIn(WHEN_REFUSED);
  }

  saved(sent, answer) {
    this.failures = 0;
    this.unanswered = [];
    this.base = sent;
    this.revision = answer.revision;
    this.form.elements.revision.value = answer.revision;
    this.keep();
    this.say(this.isMerged ? "merged" : "saved", { time: clock(answer.saved_at) });
    this.isMerged = false;
    if (this.isUnsaved) this.sendIn(PAUSE);
  }

  // Take in what only the other page changed; where both did, somebody has to choose.
  stale(stored) {
    const theirs = asSheet(stored, Object.keys(this.draft));
    this.failures = 0;
    const arrived = this.unanswered.find((sent) => !differing(theirs, sent).length);
    const base = arrived ?? this.base;
    this.unanswered = [];
    const mine = differing(this.draft, base);
    const both = mine.filter((n) => theirs[n] !== base[n] && theirs[n] !== this.draft[n]);
    const taken = differing(theirs, base).filter((name) => !mine.includes(name));
    write(this.form, Object.fromEntries(taken.map((name) => [name, theirs[name]])));
    this.draft = read(this.form);
    if (both.length) {
      this.showBoth(theirs, stored.revision);
      return;
    }
    this.isMerged = !arrived;
    this.go(theirs, stored.revision);
  }

  go(base, revision) {
    this.base = base;
    this.revision = revision;
    this.form.elements.revision.value = revision;
    this.keep();
    if (this.isUnsaved) this.send();
    else this.say("saved", { time: clock(Date.now()) });
  }

  showBoth(theirs, revision) {
    this.stored = { theirs, revision };
    this.keep();
    for (const part of this.form.querySelectorAll("[data-beside]")) {
      const code = part.dataset.beside;
      const names = code === "comment" ? ["comment"] : [`score-${code}`, `reason-${code}`];
      part.hidden = names.every((name) => theirs[name] === this.draft[name]);
      const value = part.querySelector("[data-value]");
      const chosen = theirs[`score-${code}`];
      if (value) value.textContent = chosen ? labelled(this.form, code, chosen) : "–";
      part.querySelector("[data-reason]").textContent = theirs[names.at(-1)];
    }
    this.choice.hidden = false;
    this.say("conflict");
  }

  choose(which) {
    if (!this.stored) return;
    const { theirs, revision } = this.stored;
    this.stored = null;
    this.choice.hidden = true;
    for (const part of this.form.querySelectorAll("[data-beside]")) part.hidden = true;
    if (which === "theirs") write(this.form, theirs);
    this.draft = read(this.form);
    this.go(theirs, revision);
    this.form.querySelector("[data-saved]").scrollIntoView({ block: "nearest" });
  }

  lost(sent) {
    this.failures += 1;
    this.unanswered.push(sent);
    this.say("lost");
    const wait = Math.min(MOST_WAITING, 1000 * 2 ** (this.failures - 1));
    this.sendIn(wait * (0.75 + Math.random() / 2));
  }

  refused(message) {
    const lines = Object.entries(this.draft).filter(([, value]) => value);
    const copy = lines.map(([name, value]) => `${name}: ${value}`).join("\n\n");
    this.say("refused", { message }, download(copy));
  }

  say(name, given = {}, ...links) {
    this.state = name;
    this.line.say(text(name, given), ...links);
    this.line.warn(!["saved", "merged"].includes(name));
    this.form.dispatchEvent(new CustomEvent("said", { detail: name }));
  }
}

function listen(form, scoring) {
  for (const event of ["input", "change"]) form.addEventListener(event, () => scoring.typed());
  for (const button of form.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => scoring.choose(button.dataset.choose));
  }
  form.addEventListener("focusout", () => scoring.send());
  document.addEventListener("visibilitychange", () => scoring.send());
  for (const event of ["pagehide", "online"]) addEventListener(event, () => scoring.send());
  addEventListener("beforeunload", (event) => {
    if (scoring.hasNoStore && scoring.isUnsaved && !scoring.isLeaving) event.preventDefault();
  });
}

// What other pages left of this sheet: put back once they are gone, where nothing is typed here.
function takeUpLeft(scoring) {
  for (const name of scoring.left()) {
    unsaved.takeUp(name, async (_name, entry) => {
      if (scoring.putBack(entry)) unsaved.remove(name);
    });
  }
}

// A button that leads on waits until the text is acknowledged; without a line nobody is led away.
// Where nobody has chosen yet, the form's own page shows both, as it does without this.
function leave(form, scoring) {
  form.addEventListener("submit", async (event) => {
    if (scoring.isLeaving || scoring.stored || !(scoring.isUnsaved || scoring.isSending)) return;
    event.preventDefault();
    const end = Date.now() + LONGEST_LEAVING;
    scoring.send();
    while (scoring.isUnsaved && Date.now() < end) {
      await new Promise((resolve) => {
        form.addEventListener("said", resolve, { once: true });
        setTimeout(resolve, LONGEST_LEAVING);
      });
      if (!["saved", "merged"].includes(scoring.state)) break;
      scoring.send();
    }
    if (scoring.isUnsaved) {
      form.querySelector("[data-saved]").scrollIntoView({ block: "nearest" });
      return;
    }
    scoring.isLeaving = true;
    form.requestSubmit(event.submitter);
  });
}

unsaved.live();
for (const form of document.querySelectorAll("form[data-scoring]")) {
  const scoring = new Scoring(form);
  listen(form, scoring);
  leave(form, scoring);
  if (scoring.isUnsaved) scoring.typed();
  takeUpLeft(scoring);
}
