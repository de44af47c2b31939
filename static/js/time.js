// The years as a slider beside the field for a day. It writes the last day of a year into that
// field, and htmx asks for the page as on it; the address and the way back stay as without it.
const answer = document.createElement("p");
answer.className = "visually-hidden";
answer.setAttribute("role", "status");
document.body.append(answer);
// Only now is the slider seen: without this module it would do nothing.
document.documentElement.classList.add("has-slider");

function write(slider) {
  const day = slider.form.elements.as_of;
  // The last year is not over: it stands for today, whose address bears no day.
  day.value = slider.value === slider.max ? "" : `${slider.value}-12-31`;
  return day;
}

document.addEventListener("input", (event) => {
  if (event.target.id === "year") write(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "year") return;
  const day = write(event.target);
  day.disabled = day.value === "";
  const { form } = event.target;
  if (form.hasAttribute("hx-get")) form.dispatchEvent(new Event("year", { bubbles: true }));
  else form.requestSubmit();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main") return;
  answer.textContent = event.target.querySelector("h1").textContent;
  // A year chosen while the answer was being put in its place was heard by nobody.
  const slider = document.getElementById("year");
  const day = slider?.form.elements.as_of;
  if (slider === document.activeElement && day.value !== day.defaultValue)
    slider.form.dispatchEvent(new Event("year", { bubbles: true }));
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    if (event.target.id === "when") location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
