// What the page says about saving, in the reader's language: the texts stand in the page.

const texts = document.getElementById("saving-texts")?.content;

export function text(name, given = {}) {
  const said = texts?.querySelector(`[data-text="${name}"]`)?.textContent.trim() ?? "";
  return Object.entries(given).reduce((all, [key, value]) => all.replace(`{${key}}`, value), said);
}

export function link(name) {
  return texts?.querySelector(`[data-link="${name}"]`)?.cloneNode(true) ?? "";
}

export function download(message, name = "download") {
  const made = link(name);
  if (made) made.href = URL.createObjectURL(new Blob([message], { type: "text/plain" }));
  return made;
}

export function clock(instant) {
  const language = document.documentElement.lang || undefined;
  return new Date(instant).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

// A line is changed only where it says something new: whoever hears the page is not told twice.
export class Line {
  constructor(element) {
    this.element = element;
    this.said = null;
    this.hint = document.createElement("span");
    this.hint.className = "small quiet";
    this.hint.setAttribute("aria-hidden", "true");
    element?.after(this.hint);
  }

  say(words, ...links) {
    this.working(false);
    const said = [words, ...links.map((one) => one.href ?? "")].join("\n");
    if (!this.element || said === this.said) return;
    this.said = said;
    const parts = links.filter(Boolean).flatMap((one) => [" ", one]);
    this.element.replaceChildren(words, ...parts);
  }

  warn(isWarning) {
    this.element?.classList.toggle("told", isWarning);
    this.element?.classList.toggle("quiet", !isWarning);
  }

  // Seen, not heard: it changes with every word.
  working(isWorking) {
    this.hint.textContent = isWorking ? text("working") : "";
  }
}

// Both texts where two changed the same words, until the author chooses.
export class Choice {
  constructor(form, chosen) {
    this.element = form.querySelector("[data-conflict]");
    for (const button of this.element?.querySelectorAll("[data-choose]") ?? []) {
      button.addEventListener("click", () => chosen(button.dataset.choose));
    }
  }

  show(theirs) {
    if (!this.element) return;
    this.element.querySelector("[data-theirs]").replaceChildren(
      ...lines(theirs).map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    this.element.hidden = false;
  }

  hide() {
    if (this.element) this.element.hidden = true;
  }
}

// A value line by line; a row of a list is one line.
export function lines(value) {
  if (Array.isArray(value)) return value.map((row) => lines(row).join(" · "));
  if (value && typeof value === "object") {
    return Object.entries(value).flatMap(([code, cell]) => (code === "id" ? [] : lines(cell)));
  }
  return String(value ?? "").split("\n");
}
