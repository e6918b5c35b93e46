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

// What is being typed while an answer arrives stays, and is sent once it is left.
let typing = null;
document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement;
  const takesText = ["text", "number", "textarea"].includes(at?.type);
  const isTyped = takesText && at.value !== at.defaultValue;
  typing = isTyped ? { id: at.id, value: at.value, caret: at.selectionEnd } : null;
});
document.addEventListener("htmx:afterSwap", () => {
  const at = typing && document.getElementById(typing.id);
  if (!at || at.value === typing.value) return;
  at.value = typing.value;
  at.focus();
  if (typing.caret !== null) at.setSelectionRange(typing.caret, typing.caret);
  const send = () => at.dispatchEvent(new Event("change", { bubbles: true }));
  at.addEventListener("blur", send, { once: true });
});
