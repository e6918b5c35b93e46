// After a form came back with errors, a keyboard or a screen reader starts at their summary.
document.querySelector("[data-focus]")?.focus();
