// SPDX-License-Identifier: Apache-2.0
// The queue: what is selected and which card is current survive live updates; many are approved at once, and taken back.
"use strict";
(() => {
  const queue = document.getElementById("queue");
  const selected = new Map(); // id -> version
  const pending = new Set(); // approved in bulk, not yet decided
  let current = null;
  let known = null;
  let waiting = false;

  const cards = () => [...queue.querySelectorAll(".card")];
  const card = (id) => queue.querySelector(`.card[data-id="${CSS.escape(id)}"]`);

  function paint() {
    const here = new Set(cards().map((each) => each.dataset.id));
    selected.forEach((version, id) => { if (!here.has(id)) selected.delete(id); });
    cards().forEach((each) => {
      const id = each.dataset.id;
      each.querySelector("input[type=checkbox]").checked = selected.has(id);
      each.classList.toggle("current", id === current);
      each.classList.toggle("pending", pending.has(id));
      each.classList.toggle("arrived", known !== null && !known.has(id));
    });
    known = here;
    const bulk = queue.querySelector("[data-bulk]");
    if (bulk) {
      bulk.disabled = selected.size === 0;
      bulk.querySelector("[data-selected]").textContent = selected.size;
    }
  }

  function toggle(id, on) {
    const element = card(id);
    if (on && element && !pending.has(id)) selected.set(id, Number(element.dataset.version)); else selected.delete(id);
    paint();
  }

  function move(by) {
    const all = cards();
    if (all.length === 0) return;
    const at = all.findIndex((each) => each.dataset.id === current);
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    current = next.dataset.id;
    next.querySelector(".open").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    paint();
  }

  function approve() {
    if (selected.size === 0 && current) toggle(current, true);
    if (selected.size === 0) return;
    const items = [...selected].map(([id, version]) => ({ id, version }));
    items.forEach((item) => pending.add(item.id));
    selected.clear();
    paint();
    htmx.ajax("POST", "/bulk", { target: "#notice", swap: "beforeend", values: { items: JSON.stringify(items) } });
  }

  queue.addEventListener("change", (event) => {
    if (event.target.matches(".pick input")) toggle(event.target.closest(".card").dataset.id, event.target.checked);
  });
  queue.addEventListener("click", (event) => {
    if (event.target.closest("[data-bulk]")) approve();
    if (event.target.closest("[data-select-all]")) {
      const all = cards().filter((each) => !pending.has(each.dataset.id));
      const every = all.every((each) => selected.has(each.dataset.id));
      all.forEach((each) => toggle(each.dataset.id, !every));
    }
  });
  document.getElementById("notice").addEventListener("click", (event) => {
    if (!event.target.closest("[data-undo]")) return;
    const toast = event.target.closest(".toast");
    if (toast.dataset.asking) return;
    toast.dataset.asking = "undo";
    htmx.ajax("POST", `/bulk/${toast.dataset.order}/undo`, { target: toast, swap: "outerHTML" });
  });
  queue.addEventListener("focusin", (event) => {
    const on = event.target.closest(".card");
    if (on && current !== on.dataset.id) { current = on.dataset.id; paint(); }
  });

  tryon.key("j", () => move(1));
  tryon.key("k", () => move(-1));
  tryon.key("ArrowRight", () => move(1));
  tryon.key("ArrowLeft", () => move(-1));
  tryon.key("x", () => { if (current) toggle(current, !selected.has(current)); });
  tryon.key("a", approve);
  tryon.key("Enter", (event) => {
    if (event.target !== document.body || !current) return false;
    card(current).querySelector(".open").click();
  });
  tryon.key("u", () => { const undo = document.querySelector("#notice [data-undo]"); if (undo) undo.click(); });
  tryon.key("Escape", () => { selected.clear(); paint(); });

  // At most one refresh a second, and one more when changes came meanwhile.
  function refresh() {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; htmx.trigger(queue, "changed"); }, 400);
  }
  document.addEventListener("tryon:changed", (event) => { pending.delete(event.detail.item); refresh(); });
  document.addEventListener("tryon:live", () => { if (known !== null) refresh(); });
  // What had the focus keeps it; where its card is gone, the card in its place takes it. Not by id: htmx settles what has
  // one by writing styles, which this page's policy forbids.
  let focused = null;
  queue.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    focused = queue.contains(active) ? { spot: active.dataset.spot, at: cards().indexOf(active.closest(".card")) } : null;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target === queue) {
      paint();
      if (focused) refocus(focused);
      focused = null;
    }
    if (event.detail.elt && document.querySelector("#notice [data-undone=true]")) { pending.clear(); paint(); }
  });
  function refocus({ spot, at }) {
    const all = cards();
    const same = spot && queue.querySelector(`[data-spot="${CSS.escape(spot)}"]`);
    const element = same || (at >= 0 && all[Math.min(at, all.length - 1)]?.querySelector(".open"));
    if (element) element.focus({ preventScroll: true });
  }
  const done = { approve: "Approved.", reject: "Rejected.", redo: "It is being made again." }[new URLSearchParams(location.search).get("done")];
  if (done) tryon.say(done + " Nothing else waits in that queue.");
  paint();
})();
