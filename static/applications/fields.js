// The fields of a question as one value, in the shape in which it is kept, and back again.

export function read(form) {
  return { value: valueOf(form), nothing: Boolean(tick(form)?.checked) };
}

export function write(form, value, nothing) {
  const kind = form.dataset.kind;
  if (kind === "rows" || kind === "links") writeRows(form, Array.isArray(value) ? value : []);
  else if (kind === "money") writeCell(form.querySelectorAll("[name^='value-']"), value);
  else writeCell(form.querySelectorAll("[name=value]"), value);
  if (tick(form)) tick(form).checked = nothing;
}

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function tick(form) {
  return form.querySelector("[name=no_relevant_information]");
}

function valueOf(form) {
  const kind = form.dataset.kind;
  if (kind === "rows" || kind === "links") return readRows(form);
  if (kind === "money") return readCell(form.querySelectorAll("[name^='value-']"));
  return readCell(form.querySelectorAll("[name=value]"));
}

function partOf(field) {
  return field.dataset.part ?? /^value-(amount|currency)$/.exec(field.name)?.[1];
}

function readCell(fields) {
  const cell = {};
  let text = "";
  for (const field of fields) {
    const part = partOf(field);
    if (part) cell[part] = field.value;
    else if (field.type !== "radio" || field.checked) text = field.value;
  }
  const parts = Object.keys(cell).length > 0;
  if (!parts) return text;
  return Object.values(cell).some((part) => part !== "") ? cell : {};
}

function writeCell(fields, value) {
  for (const field of fields) {
    const part = partOf(field);
    const text = String((part ? value?.[part] : value) ?? "");
    if (field.type === "radio") field.checked = field.value === text;
    else replaceText(field, text);
  }
}

// Only what differs is replaced, so that the caret and the selection stay where they are.
export function replaceText(field, text) {
  const old = field.value;
  const now = text.replace(/\r\n?/g, "\n");
  if (old === now) return;
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < least - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  if (typeof field.setRangeText === "function" && field.selectionStart !== null) {
    field.setRangeText(now.slice(start, now.length - end), start, old.length - end, "preserve");
  }
  if (field.value !== now) field.value = now;
}

function rowsOf(form) {
  return [...form.querySelectorAll("[data-row]")];
}

function cellsOf(row) {
  return Map.groupBy
    ? Map.groupBy(row.querySelectorAll("[data-cell]"), (field) => field.dataset.cell)
    : [...row.querySelectorAll("[data-cell]")].reduce((cells, field) => {
        const code = field.dataset.cell;
        return cells.set(code, [...(cells.get(code) ?? []), field]);
      }, new Map());
}

function readRows(form) {
  const rows = [];
  for (const row of rowsOf(form)) {
    if (row.querySelector("[data-remove]")?.checked) continue;
    const filled = {};
    for (const [code, fields] of cellsOf(row)) {
      const cell = readCell(fields);
      if (cell !== "" && !(typeof cell === "object" && !Object.keys(cell).length)) {
        filled[code] = cell;
      }
    }
    if (!Object.keys(filled).length) continue;
    rows.push(form.dataset.kind === "rows" ? { id: row.dataset.row, ...filled } : filled);
  }
  return rows;
}

// Rows are the same by their key; the rows of links, which have none, by their place.
function writeRows(form, value) {
  const there = rowsOf(form);
  if (!there.length) return;
  const keyed = form.dataset.kind === "rows";
  const left = new Map(there.map((row) => [row.dataset.row, row]));
  const isEmpty = (row) => [...cellsOf(row).values()].every((fields) => isBlank(readCell(fields)));
  let last = null;
  value.forEach((cells, place) => {
    let row = keyed ? left.get(String(cells.id)) : there[place];
    if (!row) {
      row = copyOf(there[0], keyed ? String(cells.id) : `new${place}`);
      const after = last ?? null;
      if (after) after.after(row);
      else there[0].before(row);
    }
    left.delete(row.dataset.row);
    const remove = row.querySelector("[data-remove]");
    if (remove) remove.checked = false;
    for (const [code, fields] of cellsOf(row)) writeCell(fields, cells[code]);
    last = row;
  });
  for (const row of left.values()) {
    if (row.hasAttribute("data-new") && isEmpty(row)) continue;
    if (rowsOf(form).length > 1) row.remove();
    else for (const fields of cellsOf(row).values()) writeCell(fields, "");
  }
  rowsOf(form).forEach((row, at) => number(row, at + 1));
}

const isBlank = (cell) => cell === "" || (typeof cell === "object" && !Object.keys(cell).length);

function number(row, place) {
  const legend = row.querySelector("legend");
  if (legend) legend.textContent = legend.textContent.replace(/\p{Nd}+/u, String(place));
}

// A row like another one, with its own key wherever the old one is named.
function copyOf(row, key) {
  const copy = row.cloneNode(true);
  const old = row.dataset.row;
  copy.removeAttribute("data-new");
  copy.removeAttribute("id");
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["data-row", "id", "name", "for", "aria-describedby", "value"]) {
      const said = element.getAttribute(name);
      if (said?.includes(old)) element.setAttribute(name, said.replaceAll(old, key));
    }
  }
  return copy;
}
