// The list of cities when an answer takes the place of the last one within the page. The server
// sends whole pages and htmx selects; left to do here is what a new page does by itself: say what
// came, keep the reader's place, and show what went wrong.

let open = [];

document.addEventListener("htmx:beforeSwap", () => {
  open = [...document.querySelectorAll("#result details[open]")].map((details) => details.id);
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "result") return;
  for (const id of open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  const heading = event.target.querySelector("h1");
  // htmx gives the focus back to what has the same id. What is gone leaves it to the heading,
  // which is then read out without further ado.
  if (document.activeElement === document.body) {
    heading.tabIndex = -1;
    heading.focus();
  } else {
    document.getElementById("answer").textContent = heading.textContent;
  }
});

// The page of an error, or the browser's own word on a lost line, beats a click without effect.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
