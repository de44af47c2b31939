// Makes the search box a combobox. htmx fills its list from the page of answers; without this
// module the form sends the question to that page.
const input = document.getElementById("search");
const list = () => document.getElementById("suggestions");
const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

function open(isOpen) {
  list().hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) choose(null);
}

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

function step(by) {
  const all = options();
  if (!all.length) return;
  if (list().hidden) open(true);
  // One place more than there are options: from the last, the way leads back to the text.
  const places = all.length + 1;
  const place = (all.indexOf(chosen()) + by + 1 + places) % places;
  choose(place ? all[place - 1] : null);
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: () => !list().hidden && (open(false), true),
  Enter: () => chosen() && (location.assign(chosen().dataset.address), true),
};

if (input) {
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "suggestions",
    "aria-expanded": "false",
  })) {
    input.setAttribute(name, value);
  }
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const act = KEYS[event.key];
    const isArrow = event.key.startsWith("Arrow");
    if (act && (act() || isArrow)) event.preventDefault();
  });
  input.addEventListener("blur", () => open(false));
  // Before the box loses the focus, and with it the list.
  input.form.addEventListener("mousedown", (event) => {
    if (event.target.closest("[role=option]")) event.preventDefault();
  });
  input.form.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.requestConfig?.elt !== input) return;
    open(document.activeElement === input && input.value.trim() !== "" && options().length > 0);
  });
}
