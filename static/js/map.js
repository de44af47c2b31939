// Maps: arrow keys on every plate; zoom and clusters on the large one. Without this file each
// mark is a plain link, each part of the world a plain page, and the list says all of it.

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEAREST_VIEW = 60; // the smallest part that is shown, in units of the sheet
const TOUCHING = 7.2; // marks of the server stand 11.2 units apart: in fewer pixels they touch
const NEAR = 26; // pixels within which marks that touch stand as one cluster
const MARK = 0.72; // pixels per unit of a mark, as on the widest sheet

const place = (mark) => {
  const { e, f } = mark.transform.baseVal[0].matrix;
  return [e, f];
};
const shown = (svg) =>
  [...svg.querySelectorAll(".marks > a:not(.clustered), .marks > .cluster")].filter((mark) => {
    const [x, y] = place(mark);
    const box = svg.viewBox.baseVal;
    const ratio = svg.clientWidth / svg.clientHeight;
    const wide = Math.max(box.width, box.height * ratio) / 2;
    const high = Math.max(box.height, box.width / ratio) / 2;
    return Math.abs(x - box.x - box.width / 2) < wide && Math.abs(y - box.y - box.height / 2) < high;
  });

function stop(svg, mark, focus) {
  for (const other of svg.querySelectorAll(".marks > *")) {
    other.setAttribute("tabindex", other === mark ? "0" : "-1");
  }
  if (focus) mark.focus({ preventScroll: true });
}

// The nearest mark in a direction: straight ahead counts, sideways counts twice.
function next(svg, from, [right, down]) {
  const [x, y] = place(from);
  let best = null;
  let least = Infinity;
  for (const mark of shown(svg)) {
    const [mx, my] = place(mark);
    const ahead = (mx - x) * right + (my - y) * down;
    const aside = Math.abs((mx - x) * down) + Math.abs((my - y) * right);
    if (mark === from || ahead <= 0 || aside > 3 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [mark, cost];
  }
  return best;
}

function walk(svg) {
  svg.dataset.ready = "";
  svg.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.(".marks > *");
    if (!mark || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const found = next(svg, mark, KEYS[event.key]);
    if (found) stop(svg, found, true);
  });
  svg.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(".marks > *");
    if (mark) stop(svg, mark, false);
  });
  if ("map" in svg.dataset) live(svg);
}
const ready = () => document.querySelectorAll("[role=group].map:not([data-ready])").forEach(walk);

function live(svg) {
  const figure = svg.closest("figure");
  const marks = svg.querySelector(".marks");
  const links = [...marks.querySelectorAll("a")];
  const box = svg.viewBox.baseVal;
  const first = DOMRect.fromRect(box);
  const tools = document.querySelector("[data-zoom]");
  const pointers = new Map();
  let drawing = 0;
  let dragged = false;
  tools.hidden = false;
  figure.querySelector("[data-keys]").hidden = false;
  svg.classList.add("is-live");

  const perPixel = () => 1 / svg.getScreenCTM().a;

  function cluster() {
    const focused = marks.contains(document.activeElement) ? document.activeElement : null;
    const unit = perPixel();
    const groups = [];
    const cells = new Map();
    const size = NEAR * unit;
    marks.querySelectorAll(".cluster").forEach((old) => old.remove());
    const crowded = 11.2 / unit < TOUCHING;
    for (const link of links) {
      const [x, y] = place(link);
      const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
      let group = null;
      for (let dx = -1; dx < 2 && crowded && !group; dx += 1) {
        for (let dy = -1; dy < 2 && !group; dy += 1) {
          group = (cells.get(`${column + dx} ${row + dy}`) ?? []).find(
            (one) => Math.hypot(one.x - x, one.y - y) < size,
          );
        }
      }
      if (group) group.links.push(link);
      else {
        const made = { x, y, links: [link] };
        groups.push(made);
        const key = `${column} ${row}`;
        cells.set(key, [...(cells.get(key) ?? []), made]);
      }
    }
    for (const group of groups) {
      const alone = group.links.length === 1;
      group.links.forEach((link) => link.classList.toggle("clustered", !alone));
      if (!alone) marks.append(button(group, unit));
    }
    svg.style.setProperty("--mark", MARK * unit);
    const visible = shown(svg);
    const kept = focused && visible.includes(focused) ? focused : visible[0];
    if (kept) stop(svg, kept, Boolean(focused));
  }

  function button(group, unit) {
    const node = (name, values) => {
      const made = document.createElementNS(svg.namespaceURI, name);
      Object.entries(values).forEach((pair) => made.setAttribute(...pair));
      return made;
    };
    const count = group.links.length;
    const made = node("g", {
      class: "cluster",
      role: "button",
      "aria-label": `${figure.dataset.cluster} ${count}`,
      transform: `translate(${group.x} ${group.y}) scale(${unit})`,
    });
    const text = node("text", { y: 4 });
    text.textContent = count;
    made.append(node("circle", { r: count > 9 ? 12 : 10 }), text);
    const open = () => {
      const focus = document.activeElement === made;
      zoom(0.4, group.x, group.y);
      redraw();
      if (focus) {
        const [nearest] = shown(svg).sort((one, other) => away(one) - away(other));
        if (nearest) stop(svg, nearest, true);
      }
    };
    const away = (mark) => Math.hypot(place(mark)[0] - group.x, place(mark)[1] - group.y);
    made.addEventListener("click", open);
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    return made;
  }

  function redraw() {
    cancelAnimationFrame(drawing);
    figure.classList.toggle("is-zoomed", box.width < first.width * 0.999);
    svg.classList.toggle("is-held", box.width < first.width * 0.999);
    cluster();
  }
  function later() {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(redraw);
  }
  function move(x, y) {
    box.x = Math.min(Math.max(x, first.x), first.x + first.width - box.width);
    box.y = Math.min(Math.max(y, first.y), first.y + first.height - box.height);
  }
  // Zoom by a factor; the point (x, y) of the sheet stays where it is.
  function zoom(factor, x = box.x + box.width / 2, y = box.y + box.height / 2) {
    const width = Math.min(Math.max(box.width * factor, NEAREST_VIEW), first.width);
    const by = width / box.width;
    const [left, top] = [x - (x - box.x) * by, y - (y - box.y) * by];
    box.width = width;
    box.height = (width * first.height) / first.width;
    move(left, top);
    later();
  }
  const doing = {
    in: () => zoom(0.6),
    out: () => zoom(1 / 0.6),
    whole: () => zoom(Infinity),
    left: () => (move(box.x - box.width / 4, box.y), later()),
    right: () => (move(box.x + box.width / 4, box.y), later()),
    up: () => (move(box.x, box.y - box.height / 4), later()),
    down: () => (move(box.x, box.y + box.height / 4), later()),
  };
  const at = (event) =>
    new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  tools.addEventListener("click", (event) => doing[event.target.closest("[data-by]")?.dataset.by]?.());
  svg.addEventListener("keydown", (event) => {
    const by = { "+": "in", "=": "in", "-": "out", "−": "out", 0: "whole" }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const mark = event.target.closest(".marks > *");
    if (mark && by === "in") zoom(0.6, ...place(mark));
    else doing[by]();
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { x, y } = at(event);
    zoom(Math.exp(Math.min(Math.max(event.deltaY, -60), 60) / 120), x, y);
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    dragged = false;
  });
  addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const others = [...pointers.values()].filter((one) => one.pointerId !== event.pointerId);
    if (others.length) {
      const gap = (one) => Math.hypot(one.clientX - others[0].clientX, one.clientY - others[0].clientY);
      const { x, y } = at(others[0]);
      if (gap(event) > 10) zoom(gap(before) / gap(event), x, y);
    } else {
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      if (!dragged && Math.hypot(dx, dy) < 4) return;
      move(box.x - dx * perPixel(), box.y - dy * perPixel());
      later();
    }
    dragged = true;
    pointers.set(event.pointerId, event);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // The end of a drag is no click.
  svg.addEventListener("click", (event) => dragged && event.detail && event.preventDefault(), true);
  new ResizeObserver(later).observe(svg);
}

ready();
// A list that answers in place brings a new map.
document.addEventListener("htmx:afterSettle", ready);
