// A draft keeps itself while it is typed. Where an answer does not come, the page says so, keeps
// what is typed, and asks before it is left.
let typed = 0;
let kept = 0;

const isDraft = (element) => element?.closest?.("[data-autosave]");

document.addEventListener("input", (event) => {
  if (isDraft(event.target)) typed += 1;
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (isDraft(detail.elt)) detail.xhr.typed = typed;
});

// A refusal is shown where "Saved" would be.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status === 409) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.xhr.status === 200 && isDraft(detail.elt)) kept = detail.xhr.typed;
  const lost = document.querySelector("[data-lost]");
  if (lost) lost.hidden = [200, 409].includes(detail.xhr.status);
});

window.addEventListener("beforeunload", (event) => {
  if (typed > kept) event.preventDefault();
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
  for (const form of document.querySelectorAll("[data-autosave]")) htmx.trigger(form, "change");
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
