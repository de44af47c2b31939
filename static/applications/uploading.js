// Uploads in parts: after a broken line an upload goes on where it stopped, by itself. After a
// reload it goes on once the same document is chosen again: the key of the attempt is remembered
// in this browser under the document's name, size and date.

const PART = 1_000_000;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds; the last one again and again
const BUSY = [0, 408, 425, 429, 500, 502, 503, 504];

const template = document.querySelector("#uploading");
const words = template.dataset;

class Refused extends Error {
  constructor(status, { code = "", message = "", received = null } = {}) {
    super(message);
    Object.assign(this, { status, code, received });
  }
}

function said(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// The token changes when somebody signs in again; the newest stands in the page that was read last.
let token = document.querySelector("main [name=csrfmiddlewaretoken]")?.value ?? "";

// A request whose sending can be watched. Its answer, or `Refused`: status 0 for a broken line.
function ask(method, address, { body = null, headers = {}, signal, watch } = {}) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (watch) request.upload.addEventListener("progress", (event) => watch(event.loaded));
    request.addEventListener("load", () => {
      let answer;
      try {
        answer = JSON.parse(request.responseText || "{}");
      } catch {
        answer = {};
      }
      if (request.status < 400) done(answer);
      else fail(new Refused(request.status, answer));
    });
    request.addEventListener("error", () => fail(new Refused(0)));
    request.addEventListener("abort", () => fail(signal.reason));
    signal?.throwIfAborted();
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(body);
  });
}

function rest(seconds, signal) {
  return new Promise((done, fail) => {
    const clock = setTimeout(end, seconds * 1000);
    function end() {
      clearTimeout(clock);
      removeEventListener("online", end);
      if (signal.aborted) fail(signal.reason);
      else done();
    }
    addEventListener("online", end);
    signal.addEventListener("abort", end, { once: true });
  });
}

// What a browser may forbid is not needed: then an upload does not survive a reload.
const memory = {
  keyOf(name) {
    const key = newKey();
    try {
      const kept = localStorage.getItem(name);
      if (kept) return kept;
      localStorage.setItem(name, key);
    } catch {
      // Storage is off or full.
    }
    return key;
  },
  forget(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Storage is off.
    }
  },
};

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// The page as it is now: what is there, what may be brought, and a token that is valid.
async function refresh() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const read = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = read.querySelector("main [name=csrfmiddlewaretoken]")?.value ?? token;
  for (const old of document.querySelectorAll("[data-fresh]")) {
    const fresh = read.getElementById(old.id);
    const chosen = [...old.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    if (fresh && !chosen) old.replaceWith(fresh);
    else if (!fresh) old.remove();
  }
}

class Uploading {
  constructor(file, kind) {
    Object.assign(this, { file, kind, upload: null, isOver: false, isRunning: false });
    const { person, begin } = words;
    const traits = [person, begin, kind, file.name, file.size, file.lastModified];
    this.memory = `uploading ${traits.join(" ")}`;
    this.row = template.content.firstElementChild.cloneNode(true);
    this.status = document.getElementById(`said-${kind}`);
    this.part(".name").textContent = file.name;
    this.part("progress").setAttribute("aria-label", file.name);
    this.part(".told-of").textContent = words.waiting;
    this.part(".cancel").addEventListener("click", () => this.cancel());
    this.part(".again").addEventListener("click", () => enqueue(this));
    this.stop = new AbortController();
    document.getElementById(`uploads-${kind}`).append(this.row);
  }

  part(selector) {
    return this.row.querySelector(selector);
  }

  say(text, values = {}) {
    const sentence = said(text, { name: this.file.name, ...values });
    this.part(".told-of").textContent = sentence;
    this.status.textContent = sentence;
  }

  show(received) {
    this.part("progress").value = (100 * received) / Math.max(this.file.size, 1);
  }

  async run() {
    if (this.stop.signal.aborted) return;
    this.part(".again").hidden = this.part(".sign-in").hidden = true;
    this.isRunning = true;
    try {
      await this.send();
      memory.forget(this.memory);
      await refresh().catch(() => {});
      this.end(said(words.finished, { name: this.upload.name }));
    } catch (fault) {
      if (this.stop.signal.aborted) await this.discard();
      else if (fault instanceof Refused) this.refused(fault);
      else throw fault;
    } finally {
      this.isRunning = false;
    }
  }

  refused(fault) {
    // What came of a document that is not taken is thrown away: there is nothing to go on with.
    const isOver = fault.status === 422;
    if (isOver) {
      memory.forget(this.memory);
      this.upload = null;
      this.part("progress").remove();
      this.part(".cancel").textContent = words.close;
    }
    this.isOver = isOver;
    this.say(words.refused, { message: fault.message || words.failed });
    this.part(".again").hidden = isOver;
    this.part(".sign-in").hidden = fault.status !== 401;
  }

  // Everything that is still to be sent, with patience for the line.
  async send() {
    let failures = 0;
    let renewed = 0;
    let lost = false;
    while (!this.upload?.is_complete) {
      try {
        if (lost && this.upload) this.upload = await this.asked();
        else if (this.upload) await this.sendPart();
        else await this.announce();
        if (!lost) failures = 0;
        lost = false;
      } catch (fault) {
        if (!(fault instanceof Refused)) throw fault;
        if (fault.code === "wrong-offset") {
          this.upload.received = fault.received;
        } else if (fault.code === "page-outdated" && renewed < 2) {
          renewed += 1;
          await refresh().catch(() => {});
        } else if (["not-found", "parts-gone"].includes(fault.code) && this.upload && renewed < 2) {
          renewed += 1;
          memory.forget(this.memory);
          this.upload = null;
        } else if (BUSY.includes(fault.status)) {
          lost = true;
          this.say(words.broken);
          await rest(WAITS[Math.min(failures, WAITS.length - 1)], this.stop.signal);
          failures += 1;
        } else throw fault;
      }
    }
  }

  async announce() {
    const { file, kind } = this;
    const body = new URLSearchParams({
      kind,
      name: file.name,
      size: file.size,
      client_key: memory.keyOf(this.memory),
    });
    this.say(words.begun);
    // Not broken off: whoever stops now would leave an upload behind that nobody knows of.
    this.upload = await ask("POST", words.begin, { body });
    this.stop.signal.throwIfAborted();
    this.show(this.upload.received);
  }

  asked() {
    return ask("GET", this.upload.address, { signal: this.stop.signal });
  }

  // The next part; an empty one completes an upload of which everything has come.
  async sendPart() {
    const { received, address } = this.upload;
    this.upload = await ask("PATCH", address, {
      body: this.file.slice(received, received + PART),
      headers: {
        "Upload-Offset": String(received),
        "Content-Type": "application/offset+octet-stream",
      },
      signal: this.stop.signal,
      watch: (loaded) => this.show(received + loaded),
    });
    this.show(this.upload.received);
    const percent = Math.floor((100 * this.upload.received) / this.upload.size);
    this.say(words.percent, { percent });
  }

  async cancel() {
    this.stop.abort(new DOMException("stopped", "AbortError"));
    memory.forget(this.memory);
    this.end(this.isOver ? "" : said(words.stopped, { name: this.file.name }));
    // What is running ends by itself, and then discards what came.
    if (!this.isRunning) await this.discard();
  }

  async discard() {
    if (this.upload) await ask("DELETE", this.upload.address).catch(() => {});
  }

  // The row goes; whoever stood on one of its buttons stands on the kind again.
  end(sentence) {
    const held = this.row.contains(document.activeElement);
    this.row.remove();
    this.status.textContent = sentence;
    if (held || document.activeElement === document.body) {
      const place = document.getElementById(`file-${this.kind}`);
      (place ?? document.getElementById(`kind-${this.kind}`)).focus({ preventScroll: true });
    }
  }
}

// One after the other: together they would only share the line.
let turn = Promise.resolve();

function enqueue(one) {
  turn = turn.then(() => one.run()).catch((fault) => console.error(fault));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.bring");
  const chosen = form ? [...form.querySelector("input[type=file]").files] : [];
  // Nothing chosen: the server says so, beside the field.
  if (!chosen.length) return;
  event.preventDefault();
  for (const file of chosen) enqueue(new Uploading(file, form.dataset.kind));
  form.reset();
});
