// After a form came back with errors, a keyboard or a screen reader starts at their summary.
document.querySelector("[data-focus]")?.focus();

// A second click while the answer is on its way sends nothing.
const PAUSE = 3000;
document.addEventListener("submit", (event) => {
  const sentAt = event.target.sentAt ?? -PAUSE;
  if (event.timeStamp - sentAt < PAUSE) event.preventDefault();
  else event.target.sentAt = event.timeStamp;
});

// After a row was added or removed, a keyboard goes on where the row is, or was.
const go = () => {
  const place = document.querySelector("[data-go]");
  if (place) document.getElementById(place.dataset.go)?.focus();
};
go();
document.addEventListener("htmx:afterSettle", go);
