// The page of a question: it saves itself while somebody types. Without this, its buttons save.

import { Autosave } from "./autosave.js";
import { read, write } from "./fields.js";
import * as unsaved from "./unsaved.js";
import { sendAllLeft, sendLeft } from "./unsent.js";
import { countWords } from "./words.js";

const LONGEST_LEAVING = 10_000;

function begin(form) {
  const nowTyped = typedBeforeScript(form);
  const saving = new Autosave(form);
  listen(form, saving);
  count(form);
  leave(form, saving);
  if (nowTyped) {
    write(form, nowTyped.value, nowTyped.nothing);
    saving.typed();
  }
  takeUpLeft(saving);
  sendAllLeft(saving.person, saving.file, { except: saving.question });
}

// Browsers fill in forms again when they reload or go back, with texts that may be older than the
// answer. What was typed is in the store, so the page's own text stands, but for what somebody
// typed on this very page before this script came.
function typedBeforeScript(form) {
  const there = read(form);
  const isTyped = navigator.userActivation?.hasBeenActive ?? true;
  const [navigation] = performance.getEntriesByType("navigation");
  form.reset();
  if (!isTyped || JSON.stringify(there) === JSON.stringify(read(form))) return null;
  // A restored text and a typed one look alike: that no word is taken out of the answer for it, it
  // grew from nothing.
  if (navigation && navigation.type !== "navigate") form.dataset.base = "0";
  return there;
}

function listen(form, saving) {
  for (const event of ["input", "change"]) form.addEventListener(event, () => saving.typed());
  form.addEventListener("compositionstart", () => (saving.isComposing = true));
  form.addEventListener("compositionend", () => {
    saving.isComposing = false;
    saving.typed();
  });
  form.addEventListener("focusout", () => unlessRefused(saving));
  document.addEventListener("visibilitychange", () => unlessRefused(saving));
  for (const event of ["pagehide", "online", "focus"]) {
    addEventListener(event, () => unlessRefused(saving));
  }
  addEventListener("beforeunload", (event) => {
    if (saving.hasNoStore && saving.isUnsaved && !saving.isLeaving) event.preventDefault();
  });
}

function unlessRefused(saving) {
  if (saving.state !== "refused" || document.visibilityState === "hidden") saving.send();
}

// What other pages left of this question: put back where nothing is typed here, else sent.
function takeUpLeft(saving) {
  const { person, file, question } = saving;
  const watched = new Set();
  const take = async (name, entry) => {
    if (saving.putBack(entry)) {
      unsaved.remove(name);
      return;
    }
    const outcome = await sendLeft(name, entry, person);
    if (outcome.kind === "saved") {
      saving.isForced = true;
      saving.send();
    }
  };
  const look = () => {
    const names = unsaved.leftBy(person, file, question).filter((name) => !watched.has(name));
    const at = (name) => unsaved.get(name)?.at ?? 0;
    for (const name of names.sort((one, other) => at(other) - at(one))) {
      watched.add(name);
      unsaved.takeUp(name, take);
    }
  };
  look();
  addEventListener("storage", look);
}

function count(form) {
  const line = form.querySelector("[data-words]");
  const field = line && document.getElementById(line.dataset.of);
  if (!field) return;
  const said = line.dataset.text;
  const show = () => {
    const words = countWords(field.value);
    if (said) line.textContent = said.replace("{words}", words);
    line.classList.toggle("over", words > Number(line.dataset.limit));
  };
  for (const event of ["input", "taken-over", "said"]) form.addEventListener(event, show);
}

// A button that leads on waits until the text is acknowledged; without a line nobody is led away.
function leave(form, saving) {
  // Where nobody has chosen yet, the form's own page shows both texts, as it does without this.
  const fillIn = () => {
    form.elements.base.value = saving.conflict?.base ?? saving.base;
    form.elements.key.value = unsaved.unique();
  };
  form.addEventListener("submit", async (event) => {
    if (saving.isLeaving || !(saving.isUnsaved || saving.isSending)) {
      fillIn();
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    if (!(await settled(form, saving))) {
      form.querySelector("[data-saved]")?.scrollIntoView({ block: "nearest" });
      return;
    }
    saving.isLeaving = true;
    form.requestSubmit(submitter);
    saving.isLeaving = false;
  });
}

async function settled(form, saving) {
  const end = Date.now() + LONGEST_LEAVING;
  saving.send();
  while (saving.isUnsaved && Date.now() < end) {
    await new Promise((resolve) => {
      form.addEventListener("said", resolve, { once: true });
      setTimeout(resolve, LONGEST_LEAVING);
    });
    if (saving.state !== "saved") break;
    saving.send();
  }
  // A refusal is told at length on a page of its own.
  return !saving.isUnsaved || saving.state === "refused";
}

unsaved.live();
for (const form of document.querySelectorAll("form[data-saving]")) begin(form);
