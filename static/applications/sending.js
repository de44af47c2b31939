// Talking to the door that saves: one attempt, and what became of it.
//
// An outcome is { kind, ... }:
//   saved      with the answer of the door
//   refused    the door will not take this text: `message`, `code`, and `kept` where it keeps it
//   signed-out nobody is signed in any more; other-person: somebody else is
//   lost       no answer, or one that says nothing about the text; `code` may name the status

const PATIENCE = 20_000;
// A browser lets a request outlive its page while all such bodies are below 64 KiB.
const MOST_KEPT_ALIVE = 48_000;

let token = null;

export function takeToken(given) {
  token = given;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    field.value = given;
  }
}

function tokenHere() {
  return token ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

export function send(address, attempt, person) {
  return put(address, {
    value: attempt.value,
    no_relevant_information: attempt.nothing,
    base_revision: attempt.base,
    client_key: attempt.key,
    adopted: attempt.adopted,
    person,
  });
}

// One attempt of whatever shape its door takes; `person` is whose it is.
export async function put(address, attempt) {
  let outcome = await once(address, attempt);
  if (outcome.kind !== "old-token") return outcome;
  outcome = await fetchToken(address, attempt.person);
  if (outcome.kind !== "token") return outcome;
  outcome = await once(address, attempt);
  return outcome.kind === "old-token" ? { kind: "lost", code: "old-token" } : outcome;
}

async function once(address, attempt) {
  const body = JSON.stringify(attempt);
  return ask(address, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": tokenHere() },
    body,
    keepalive: body.length * 3 < MOST_KEPT_ALIVE || new Blob([body]).size < MOST_KEPT_ALIVE,
  });
}

async function fetchToken(address, person) {
  const outcome = await ask(address, { method: "GET" });
  if (outcome.kind !== "saved") return outcome;
  if (outcome.answer.person !== person) return { kind: "other-person" };
  takeToken(outcome.answer.token);
  return { kind: "token" };
}

async function ask(address, options) {
  try {
    const response = await fetch(address, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
    return meaning(response.status, await response.json());
  } catch {
    // No line, no server, or a page in place of an answer: nothing is known of the text.
    return { kind: "lost" };
  }
}

function meaning(status, answer) {
  if (status === 200 && Number.isInteger(answer.revision)) return { kind: "saved", answer };
  if (["old-token", "signed-out", "other-person"].includes(answer.code)) {
    return { kind: answer.code };
  }
  if (status >= 400 && status < 500 && status !== 429 && answer.code && answer.message) {
    return { kind: "refused", ...answer };
  }
  return { kind: "lost", code: String(status) };
}
