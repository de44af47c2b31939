// Maps: arrow keys on every plate; on the large one zoom, clusters, and the list and the address
// that follow the sheet. Without this file each mark is a plain link, each sheet a plain page, and
// the list beside it says all of it.

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const TOUCHING = 7.2; // pixels: nearer marks touch
const NEAR = 26; // pixels within which marks that touch stand as one cluster
const MARK = 0.72; // pixels per unit of a mark, as on the widest sheet
const REST = 400; // milliseconds without a movement, after which the sheet is drawn anew
const FOLLOWING = ["map-filters", "map-views", "cities-of-map", "map-days", "languages"];

const place = (mark) => {
  const { e, f } = mark.transform.baseVal[0].matrix;
  return [e, f];
};
const shown = (svg) => {
  const { x, y, width, height } = svg.viewBox.baseVal;
  return [...svg.querySelectorAll(".marks > a:not(.clustered), .marks > .cluster")].filter((mark) => {
    const [across, down] = place(mark);
    return across >= x && across <= x + width && down >= y && down <= y + height;
  });
};

function set(node, values) {
  Object.entries(values).forEach((pair) => node.setAttribute(...pair));
  return node;
}

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

const limited = (value, most) => Math.min(Math.max(value, -most), most);

// Equal Earth backwards: latitude and longitude, in degrees, of a point of the projection.
function degrees(x, y) {
  const [right, up] = [(x - 500) / 184.731568, (243.358488 - y) / 184.731568];
  const slope = (t) => 1.340264 - 0.243318 * t ** 2 + 0.006251 * t ** 6 + 0.034164 * t ** 8;
  const height = (t) => t * (1.340264 - 0.081106 * t ** 2 + 0.000893 * t ** 6 + 0.003796 * t ** 8);
  let t = 0;
  for (let turn = 0; turn < 9; turn += 1) {
    t = limited(t - (height(t) - up) / slope(t), Math.PI / 3);
  }
  const half = Math.sqrt(3) / 2;
  const angles = [Math.asin(limited(Math.sin(t) / half, 1)), (right * half * slope(t)) / Math.cos(t)];
  return angles.map((one, index) => +limited((one * 180) / Math.PI, 90 + 90 * index).toFixed(2));
}

function live(svg) {
  const figure = svg.closest("figure");
  const box = svg.viewBox.baseVal;
  const [left, top, width, height, globe, most] = figure.dataset.globe.split(" ").map(Number);
  const tools = document.querySelector("[data-zoom]");
  const pointers = new Map();
  const clusters = new Map(); // by their members
  const name = element("text", { class: "pointed", "aria-hidden": "true" });
  let pointed = null;
  let drawing = 0;
  let waiting = 0;
  let turn = 0;
  let dragged = false;
  tools.hidden = false;
  figure.querySelector("[data-keys]").hidden = false;
  svg.classList.add("is-live");

  function element(kind, values) {
    const made = document.createElementNS(svg.namespaceURI, kind);
    return set(made, values);
  }
  const perPixel = () => 1 / svg.getScreenCTM().a;
  const toGlobe = (units) => units / svg.dataset.map;
  const links = () => [...svg.querySelectorAll(".marks > a")];
  const line = (address) => document.querySelector(`#cities-of-map li > a[href="${address}"]`);
  // The whole sheet of the globe in units of this one.
  function whole() {
    const by = svg.dataset.map / globe;
    return { x: left * by, y: top * by, width: width * by, height: height * by };
  }
  const isWhole = () => box.width > whole().width * 0.999;

  // The mark that has the focus, and where it stands in units of the projection.
  function held() {
    const mark = document.activeElement?.closest?.(".large-map .marks > *");
    return mark && { mark, address: mark.getAttribute("href"), at: place(mark).map(toGlobe) };
  }
  function far(mark, { mark: one, address, at }) {
    if (mark === one || (address && mark.getAttribute("href") === address)) return -1;
    const [x, y] = place(mark).map(toGlobe);
    return Math.hypot(x - at[0], y - at[1]);
  }

  function cluster(focused) {
    const unit = perPixel();
    const groups = [];
    svg.querySelectorAll(".cluster").forEach((old) => old.remove());
    clusters.clear();
    for (const link of links()) {
      const [x, y] = place(link);
      const apart = (one) => Math.hypot(one.x - x, one.y - y) / unit;
      const group = groups.find((one) => apart(one) < NEAR);
      if (group) {
        group.touch ||= group.members.some((one) => apart(one) < TOUCHING);
        group.members.push({ link, x, y });
      } else groups.push({ x, y, members: [{ link, x, y }] });
    }
    // No mark lies under a cluster: what would, belongs to it.
    const circles = groups.filter((group) => group.touch);
    const under = (one) => circles.find(({ x, y }) => Math.hypot(x - one.x, y - one.y) < unit * 18);
    for (const group of groups) {
      if (!group.touch) group.members.forEach((one) => under(one)?.members.push(one));
    }
    for (const group of groups) {
      if (!group.touch) group.members = group.members.filter((one) => !under(one));
      const made = group.touch && button(group, unit);
      for (const { link } of group.members) {
        link.classList.toggle("clustered", Boolean(made));
        if (made) clusters.set(link, made);
      }
    }
    svg.style.setProperty("--mark", MARK * unit);
    const visible = shown(svg);
    for (const mark of svg.querySelectorAll(".marks > *")) {
      mark.setAttribute("aria-hidden", !visible.includes(mark));
    }
    // What had the focus keeps it; in the place of what is gone, the nearest to it.
    if (focused) visible.sort((one, other) => far(one, focused) - far(other, focused));
    if (visible.length) stop(svg, visible[0], Boolean(focused));
    point(pointed);
  }

  function button(group, unit) {
    const count = group.members.length;
    const made = element("g", {
      class: "cluster",
      role: "button",
      "aria-label": `${figure.dataset.cluster} ${count}`,
      transform: `translate(${group.x} ${group.y}) scale(${unit})`,
    });
    const text = element("text", { y: 4 });
    text.textContent = count;
    made.append(element("circle", { r: count > 9 ? 12 : 10 }), text);
    svg.querySelector(".marks").append(made);
    // Where no closer sheet parts them, the list does.
    const open = () => {
      if (box.width > whole().width / most + 1) zoom(0.4, group.x, group.y);
      else line(group.members[0].link.getAttribute("href"))?.focus();
    };
    made.addEventListener("click", open);
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    return made;
  }

  // A mark and its line in the list, by the address of their city, stand out together.
  function point(address, from) {
    pointed = address;
    document.querySelectorAll(".is-pointed").forEach((one) => one.classList.remove("is-pointed"));
    name.remove();
    if (!address) return;
    const mark = links().find((one) => one.getAttribute("href") === address);
    const own = line(address)?.parentNode;
    own?.classList.add("is-pointed");
    const list = own?.closest(".lines");
    if (from && list && list.scrollHeight > list.clientHeight && !list.contains(from)) {
      const [one, all] = [own.getBoundingClientRect(), list.getBoundingClientRect()];
      if (one.top < all.top + 40 || one.bottom > all.bottom) {
        list.scrollTop += one.top - all.top - all.height / 2;
      }
    }
    if (!mark) return;
    const seen = clusters.get(mark) ?? mark;
    seen.classList.add("is-pointed");
    const [x, y] = place(seen);
    const isRight = x > box.x + box.width / 2;
    name.textContent = mark.querySelector("title").textContent;
    set(name, {
      "text-anchor": isRight ? "end" : "start",
      x: (seen === mark ? 11 : 17) * (isRight ? -1 : 1),
      y: 4.5,
      transform: `translate(${x} ${y}) scale(${perPixel()})`,
    });
    svg.append(name);
  }

  function later() {
    cancelAnimationFrame(drawing);
    drawing = requestAnimationFrame(() => {
      svg.classList.toggle("is-held", !isWhole());
      cluster(held());
    });
  }
  function moved() {
    figure.classList.add("is-moved");
    turn += 1;
    clearTimeout(waiting);
    waiting = setTimeout(follow, REST);
    later();
  }

  // The address says what is seen, and the server's page of that address brings the sheet on which
  // marks stand nearer to their places, its list, and the links that keep the sheet.
  async function follow() {
    const own = turn;
    const asked = new URLSearchParams(location.search);
    ["view", "at", "zoom"].forEach((parameter) => asked.delete(parameter));
    const at = degrees(toGlobe(box.x + box.width / 2), toGlobe(box.y + box.height / 2));
    const zoomed = `at=${at}&zoom=${+(whole().width / box.width).toFixed(2)}`;
    const query = [asked.toString(), isWhole() ? "" : zoomed].filter(Boolean).join("&");
    const address = location.pathname + (query && `?${query}`);
    history.replaceState(history.state, "", address);
    const answer = await fetch(address).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => "") : "";
    // A lost line leaves what is there, and so does a movement meanwhile.
    if (!text || own !== turn) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[data-map]");
    const focused = held();
    const [ground, ...drawn] = fresh.children;
    const [land, ...before] = svg.children;
    land.setAttribute("transform", ground.getAttribute("transform"));
    before.forEach((one) => one.remove());
    svg.append(...drawn);
    svg.dataset.map = fresh.dataset.map;
    svg.setAttribute("viewBox", fresh.getAttribute("viewBox"));
    figure.classList.remove("is-moved");
    FOLLOWING.forEach((id) => renew(document.getElementById(id), page.getElementById(id)));
    cluster(focused);
    const heading = document.getElementById("on-this-map").textContent;
    document.getElementById("map-answer").textContent = heading;
  }
  function renew(old, made) {
    const focused = old.contains(document.activeElement) && document.activeElement;
    old.replaceWith(made);
    if (!focused) return;
    const same = (one) => one.textContent === focused.textContent;
    ([...made.querySelectorAll("a")].find(same) ?? made).focus({ preventScroll: true });
  }

  // The closer the sheet, the nearer its middle may come to the edge of the globe's.
  function move(x, y) {
    const all = whole();
    const free = (1 - (box.width / all.width) ** 2) / 2;
    const [middle, centre] = [all.x + (all.width - box.width) / 2, all.y + (all.height - box.height) / 2];
    box.x = middle + limited(x - middle, all.width * free);
    box.y = centre + limited(y - centre, all.height * free);
    moved();
  }
  // Zoom by a factor; the point (x, y) of the sheet stays where it is.
  function zoom(factor, x = box.x + box.width / 2, y = box.y + box.height / 2) {
    const all = whole();
    const wide = Math.min(Math.max(box.width * factor, all.width / most), all.width);
    const by = wide / box.width;
    const [west, north] = [x - (x - box.x) * by, y - (y - box.y) * by];
    box.width = wide;
    box.height = (wide * all.height) / all.width;
    move(west, north);
  }
  const doing = {
    in: () => zoom(0.6),
    out: () => zoom(1 / 0.6),
    whole: () => zoom(Infinity),
    left: () => move(box.x - box.width / 4, box.y),
    right: () => move(box.x + box.width / 4, box.y),
    up: () => move(box.x, box.y - box.height / 4),
    down: () => move(box.x, box.y + box.height / 4),
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
    zoom(Math.exp(limited(event.deltaY, 60) / 120), x, y);
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
  const city = (node) => {
    const found = node?.closest?.(".large-map .marks > a, #cities-of-map li");
    return (found?.querySelector("a") ?? found)?.getAttribute("href") ?? null;
  };
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      const address = city(target) ?? city(document.activeElement);
      if (address !== pointed) point(address, target);
    });
  }
  new ResizeObserver(later).observe(svg);
}

ready();
// A list that answers in place brings a new map.
document.addEventListener("htmx:afterSettle", ready);
