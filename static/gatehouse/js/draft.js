// A draft keeps itself while it is typed. Where an answer does not come, the page says so, keeps
// what is typed, and asks before it is left.
const IDLE = 5 * 60 * 1000;
let active = Date.now();
let failed = false;
let leaving = null;

// How often something was typed into a form, and how much of that is kept.
const unkept = () =>
  [...document.querySelectorAll("[data-autosave]")].filter((f) => (f.typed ?? 0) > (f.kept ?? 0));
const save = () => { for (const form of unkept()) htmx.trigger(form, "change"); };

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-autosave]");
  if (form) form.typed = (form.typed ?? 0) + 1;
});

for (const sign of ["input", "keydown", "pointerdown", "scroll"]) {
  document.addEventListener(sign, () => { active = Date.now(); }, { capture: true, passive: true });
}

// Nobody at the page: it neither holds the draft nor keeps the session alive.
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, xhr } = event.detail;
  xhr.typed = elt.typed ?? 0;
  if (elt.id === "lock" && Date.now() - active > IDLE) event.preventDefault();
});

// A refusal is shown where "Saved" would be; what was refused is not replaced by anything.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, target, xhr } = detail;
  if (xhr.status === 409) {
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (!elt.matches("[data-autosave]") && unkept().some((form) => target.contains(form))) {
    detail.shouldSwap = false;
  }
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const { elt, xhr } = detail;
  const lost = document.querySelector("[data-lost]");
  if (lost) lost.hidden = [200, 409].includes(xhr.status);
  if (!elt.matches("[data-autosave]")) return;
  failed = xhr.status !== 200;
  if (failed) leaving = null;
  else elt.kept = xhr.typed;
  if (leaving && unkept().length === 0) location.assign(leaving);
});

// A link waits for what was typed last to be kept.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]:not([hx-get], [target], [href^='#'])");
  if (!link || failed || unkept().length === 0 || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  leaving = link.href;
  save();
});

window.addEventListener("beforeunload", (event) => {
  if (failed && unkept().length) event.preventDefault();
});

// Where the page is closed, it goes out on the way.
window.addEventListener("pagehide", () => {
  for (const form of unkept()) navigator.sendBeacon(form.action, new FormData(form));
});

// Whoever signed in anew has a new token; the page takes it and sends what it holds.
document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-again]")) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer || !answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.body.setAttribute("hx-headers", fresh.body.getAttribute("hx-headers"));
  const token = fresh.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  save();
});

// The short name follows the title until it is written by hand.
const slug = document.querySelector("[data-suggested-from]");
const title = slug && document.getElementById(slug.dataset.suggestedFrom);
let suggested = slug?.value ?? "";
title?.addEventListener("input", () => {
  if (slug.value !== suggested) return;
  const plain = title.value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  suggested = plain.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 80).replace(/^-|-$/g, "");
  slug.value = suggested;
});
