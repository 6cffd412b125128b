// SPDX-License-Identifier: Apache-2.0
// What every page has: the form token on each request, live updates, keys, messages that leave by themselves.
"use strict";

const tryon = {
  me: document.querySelector("meta[name=reviewer]").content,
  keys: new Map(),
  /** A key does something unless somebody is writing. */
  key(name, action) { this.keys.set(name, action); },
  say(text, seconds = 4) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.dataset.seconds = seconds;
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    document.getElementById("notice").append(toast);
  },
};

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.querySelector("meta[name=csrf]").content;
});

// Keys -----------------------------------------------------------------------------------------------------------------
const help = document.getElementById("help");
document.querySelectorAll("[data-help]").forEach((button) => button.addEventListener("click", () => help.showModal()));
tryon.key("?", () => help.showModal());
document.addEventListener("keydown", (event) => {
  const writing = event.target.matches("textarea, select, input:not([type=checkbox]):not([type=range])");
  if (event.ctrlKey || event.metaKey || event.altKey || help.open || (writing && event.key !== "Escape")) return;
  const action = tryon.keys.get(event.key);
  if (action && action(event) !== false) event.preventDefault();
});

// Messages -------------------------------------------------------------------------------------------------------------
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
  if (!node.dataset || !node.dataset.seconds) return;
  const all = Number(node.dataset.seconds) * 1000;
  const end = performance.now() + all;
  const bar = node.querySelector("progress");
  (function tick() {
    const left = end - performance.now();
    if (bar) bar.value = Math.max(0, (left / all) * 100);
    // What is asked for meanwhile is answered first.
    if ((left > 0 || node.dataset.asking) && node.isConnected) requestAnimationFrame(tick); else node.remove();
  })();
}))).observe(document.getElementById("notice"), { childList: true });

document.addEventListener("htmx:afterSwap", (event) => {
  const speaking = event.detail.target.querySelector("[data-focus]");
  if (speaking) speaking.focus();
});
document.addEventListener("htmx:sendError", () => tryon.say("The server does not answer. Nothing was decided; try again."));
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// Live -----------------------------------------------------------------------------------------------------------------
const live = document.getElementById("live");
const source = new EventSource("/events");
const show = (state, text) => { live.className = "live " + state; live.lastElementChild.textContent = text; };
source.addEventListener("open", () => { show("on", "live"); document.dispatchEvent(new CustomEvent("tryon:live")); });
source.addEventListener("error", () => show("off", "reconnecting"));
source.addEventListener("changed", (event) =>
  document.dispatchEvent(new CustomEvent("tryon:changed", { detail: JSON.parse(event.data) })));
window.addEventListener("pagehide", () => source.close());
