// One question that saves itself. Every word is in the browser's store before anything else is
// done with it, and leaves the store only when the door has acknowledged it.
//
// One attempt is on its way at a time, and is sent again under its key until it is answered; what
// was typed meanwhile is the next one. The door merges with what others saved: `base` is the
// revision that the text grew from, `adopted` whether the field shows what that revision became.

import { read, same, write } from "./fields.js";
import { send } from "./sending.js";
import { Choice, Line, clock, download, lines, link, text } from "./telling.js";
import * as unsaved from "./unsaved.js";

const PAUSE = 1000;
const LONGEST = 5000;
const MOST_WAITING = 60_000;
const WHEN_REFUSED = 20_000;

export class Autosave {
  constructor(form) {
    const { saving, person, file, question, base } = form.dataset;
    Object.assign(this, { form, address: saving, person: Number(person), file, question });
    this.name = unsaved.nameOf(person, file, question);
    this.base = Number(base);
    this.adopted = true;
    this.draft = this.acknowledged = read(form);
    this.attempt = this.standing = this.conflict = this.wanted = null;
    this.since = this.laterTyped = this.timer = null;
    this.isSending = this.isForced = this.isComposing = this.hasNoStore = false;
    this.failures = 0;
    this.state = "saved";
    this.line = new Line(form.querySelector("[data-saved]"));
    this.choice = new Choice(form, (which) => this.choose(which));
  }

  get isUnsaved() {
    return Boolean(this.attempt) || !same(this.draft, this.acknowledged);
  }

  // Something was typed: first of all it is kept.
  typed() {
    this.draft = read(this.form);
    if (this.isUnsaved) this.since ??= Date.now();
    else this.since = null;
    if (this.isSending) this.laterTyped ??= Date.now();
    this.keep();
    if (!this.isUnsaved) return;
    if (this.state === "saved" && !this.hasNoStore) this.line.working(true);
    const longest = this.since + LONGEST - Date.now();
    this.sendIn(this.state === "refused" ? WHEN_REFUSED : Math.max(0, Math.min(PAUSE, longest)));
  }

  keep() {
    if (!this.isUnsaved) {
      unsaved.remove(this.name);
      return;
    }
    const { draft, base, adopted, attempt, since, address } = this;
    const entry = { draft, base, adopted, attempt, since, at: Date.now(), address };
    this.hasNoStore = !unsaved.put(this.name, entry);
    if (this.hasNoStore) this.say("no-store");
  }

  // Put back what an earlier page of this person left. False where something else is typed here.
  putBack(entry) {
    if (this.isUnsaved || this.isSending || this.isForced) return false;
    write(this.form, entry.draft.value, entry.draft.nothing);
    Object.assign(this, { draft: read(this.form), base: entry.base, adopted: entry.adopted });
    Object.assign(this, { attempt: entry.attempt, since: entry.since ?? entry.at });
    // What the door has of it is not known here.
    this.acknowledged = null;
    this.keep();
    this.say("found");
    this.send();
    return true;
  }

  sendIn(wait) {
    // A wait after a failure is not cut short by typing on.
    if (this.failures && this.timer && this.state === "lost") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  // Send at once what is not saved; `isForced` also asks for what others saved meanwhile.
  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.isSending || !(this.isUnsaved || this.isForced)) return;
    const { value, nothing } = this.draft;
    const { base, adopted } = this;
    this.attempt ??= { key: unsaved.unique(), base, adopted, value, nothing };
    this.isSending = true;
    this.isForced = false;
    this.laterTyped = null;
    this.keep();
    const outcome = await send(this.address, this.attempt, this.person);
    this.isSending = false;
    this[ANSWERS[outcome.kind]](outcome);
  }

  saved({ answer }) {
    const { value, nothing, base } = this.attempt;
    this.attempt = null;
    this.failures = 0;
    this.acknowledged = { value, nothing };
    this.base = answer.revision;
    this.standing = { value: answer.value, nothing: answer.no_relevant_information };
    const gaveWay = answer.other_value !== null;
    this.adopted = !answer.merged && !gaveWay;
    if (gaveWay) this.conflict ??= { base };
    else if (this.adopted) this.conflict = null;
    if (this.conflict) this.choice.show(answer.value);
    else this.choice.hide();
    const isStill = same(this.draft, this.acknowledged) && !this.isComposing;
    if (answer.merged && !this.conflict && isStill) this.takeOver();
    this.since = this.isUnsaved ? (this.laterTyped ?? Date.now()) : null;
    this.keep();
    const said = this.conflict ? "conflict" : answer.merged ? "merged" : "saved";
    this.say(said, { time: clock(answer.saved_at) });
    if (this.wanted) this.choose(this.wanted);
    else if (this.isUnsaved) this.sendIn(PAUSE);
  }

  // Take into the field what the answer has become.
  takeOver() {
    write(this.form, this.standing.value, this.standing.nothing);
    this.draft = this.acknowledged = read(this.form);
    this.adopted = true;
    this.form.dispatchEvent(new CustomEvent("taken-over"));
  }

  choose(which) {
    this.wanted = this.isSending ? which : null;
    if (!this.conflict || this.isSending) return;
    if (which === "theirs") this.takeOver();
    this.adopted = true;
    this.conflict = null;
    this.choice.hide();
    this.isForced = true;
    this.send();
    this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  lost() {
    this.failures += 1;
    const wait = Math.min(MOST_WAITING, 1000 * 2 ** (this.failures - 1));
    this.say("lost");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait * (0.75 + Math.random() / 2));
  }

  signedOut() {
    this.say("signed-out", {}, link("sign-in"));
    this.timer = setTimeout(() => this.send(), WHEN_REFUSED);
  }

  otherPerson() {
    this.say("other-person");
    this.timer = setTimeout(() => this.send(), WHEN_REFUSED);
  }

  refused({ code, message, kept }) {
    const { value, nothing } = this.attempt;
    this.attempt = null;
    if (code === "key-of-another-save") {
      this.send();
      return;
    }
    // What the door keeps beside the file is found there; all else stays in the store.
    if (kept) this.acknowledged = { value, nothing };
    if (!this.isUnsaved) this.since = null;
    this.keep();
    const copy = kept ? link("kept") : download(lines(value).join("\n"));
    if (kept && copy) copy.href = kept.address;
    this.say("refused", { message }, copy);
    if (kept && this.isUnsaved) this.sendIn(WHEN_REFUSED);
  }

  say(name, given = {}, ...links) {
    const isGood = ["saved", "merged"].includes(name);
    this.state = isGood || name === "conflict" ? "saved" : name;
    if (this.hasNoStore && this.isUnsaved && name !== "no-store") {
      this.line.say(`${text(name, given)} ${text("no-store")}`, ...links);
    } else {
      this.line.say(text(name, given), ...links);
    }
    this.line.warn(!isGood);
    this.form.dispatchEvent(new CustomEvent("said", { detail: name }));
  }
}

const ANSWERS = {
  saved: "saved",
  refused: "refused",
  lost: "lost",
  "signed-out": "signedOut",
  "other-person": "otherPerson",
};
