// SPDX-License-Identifier: Apache-2.0
// An item's page: fit and zoom, the line between before and after, the mask, marks, and what is decided by keys.
"use strict";
(() => {
  const review = document.querySelector(".review");
  const viewer = document.getElementById("viewer");
  const canvas = document.getElementById("canvas");
  const picture = canvas.querySelector(".after");
  const slider = document.getElementById("slider");
  const form = document.getElementById("decide");
  const marks = [];
  const view = { zoomed: false, x: 0, y: 0, width: 0, height: 0 };

  // Fit and zoom: the canvas has the picture's size in CSS pixels; zoomed, a pixel of the picture is one of the screen or more.
  function layout() {
    if (!picture.naturalWidth) return;
    const room = viewer.getBoundingClientRect();
    const fit = Math.min(room.width / picture.naturalWidth, room.height / picture.naturalHeight) * 0.97;
    const scale = view.zoomed ? Math.max(fit * 2.5, 1 / devicePixelRatio) : fit;
    view.width = picture.naturalWidth * scale;
    view.height = picture.naturalHeight * scale;
    canvas.style.width = view.width + "px";
    canvas.style.height = view.height + "px";
    canvas.style.flex = "none";
    if (!view.zoomed) { view.x = 0; view.y = 0; }
    const limitX = Math.max(0, (view.width - room.width) / 2 + 40);
    const limitY = Math.max(0, (view.height - room.height) / 2 + 40);
    view.x = Math.max(-limitX, Math.min(limitX, view.x));
    view.y = Math.max(-limitY, Math.min(limitY, view.y));
    canvas.style.translate = `${view.x}px ${view.y}px`;
    viewer.classList.toggle("zoomed", view.zoomed);
    document.dispatchEvent(new CustomEvent("tryon:layout"));
  }
  function zoom(event) {
    const room = viewer.getBoundingClientRect();
    const before = canvas.getBoundingClientRect();
    const point = event && event.clientX !== undefined
      ? { x: (event.clientX - before.left) / before.width, y: (event.clientY - before.top) / before.height } : { x: 0.5, y: 0.4 };
    view.zoomed = !view.zoomed;
    layout();
    if (view.zoomed) {
      const at = event && event.clientX !== undefined ? event : { clientX: room.left + room.width / 2, clientY: room.top + room.height / 2 };
      view.x = at.clientX - room.left - room.width / 2 - (point.x - 0.5) * view.width;
      view.y = at.clientY - room.top - room.height / 2 - (point.y - 0.5) * view.height;
      layout();
    }
    press("zoom", view.zoomed);
  }
  function press(tool, on) {
    const button = document.querySelector(`[data-tool=${tool}]`);
    if (button) button.setAttribute("aria-pressed", on);
  }
  function compare() {
    if (!slider) return;
    const on = viewer.classList.toggle("comparing");
    slider.hidden = !on;
    split(50);
    press("compare", on);
  }
  function split(percent) {
    slider.value = percent;
    canvas.style.setProperty("--split", percent + "%");
  }
  function mask() {
    const image = canvas.querySelector(".tint img");
    if (!image) return;
    if (!image.src) image.src = image.dataset.src;
    press("mask", viewer.classList.toggle("masking"));
  }
  picture.addEventListener("load", layout);
  new ResizeObserver(layout).observe(viewer);
  if (slider) slider.addEventListener("input", () => split(slider.value));
  document.querySelectorAll("[data-tool]").forEach((button) => button.addEventListener("click", () =>
    ({ compare, mask, zoom: () => zoom() })[button.dataset.tool]()));

  // The pointer: marks, the dividing line, or moving what is zoomed. The brush takes it for itself while painting.
  viewer.addEventListener("pointerdown", (down) => {
    if (down.target === slider || viewer.classList.contains("painting") || down.button !== 0) return;
    const box = canvas.getBoundingClientRect();
    const at = { x: (down.clientX - box.left) / box.width, y: (down.clientY - box.top) / box.height };
    if (viewer.classList.contains("marking")) {
      if (at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1) mark(at);
      return;
    }
    viewer.setPointerCapture(down.pointerId);
    const start = { x: view.x, y: view.y };
    const dividing = viewer.classList.contains("comparing") && !view.zoomed;
    if (dividing) split(Math.max(0, Math.min(100, at.x * 100)));
    viewer.classList.add("moving");
    const drag = (event) => {
      if (dividing) { split(Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100))); return; }
      if (!view.zoomed) return;
      view.x = start.x + event.clientX - down.clientX;
      view.y = start.y + event.clientY - down.clientY;
      layout();
    };
    viewer.addEventListener("pointermove", drag);
    viewer.addEventListener("pointerup", () => { viewer.classList.remove("moving"); viewer.removeEventListener("pointermove", drag); }, { once: true });
  });
  viewer.addEventListener("dblclick", (event) => { if (!viewer.classList.contains("marking") && !viewer.classList.contains("painting")) zoom(event); });

  function mark(at) {
    marks.push({ x: Number(at.x.toFixed(4)), y: Number(at.y.toFixed(4)), text: "" });
    showMarks();
  }
  function showMarks() {
    const list = document.getElementById("marks");
    list.replaceChildren(...marks.map((each, index) => {
      const item = document.createElement("li");
      item.textContent = index + 1;
      item.style.left = each.x * 100 + "%";
      item.style.top = each.y * 100 + "%";
      return item;
    }));
    form.elements.marks.value = JSON.stringify(marks);
    form.querySelector("[data-marks-count]").textContent = marks.length === 0 ? "No marks." : marks.length + (marks.length === 1 ? " mark." : " marks.");
  }

  // Deciding
  function open(name) {
    if (!form) return;
    ["reject", "redo"].forEach((each) => {
      const sheet = document.getElementById(each);
      if (!sheet) return;
      const on = each === name && sheet.hidden;
      sheet.hidden = !on;
      form.querySelector(`[data-open=${each}]`).setAttribute("aria-expanded", on);
      if (each === "reject") viewer.classList.toggle("marking", on);
      if (each === "redo") document.dispatchEvent(new CustomEvent("tryon:brush", { detail: on }));
      if (on) { sheet.querySelector("textarea, [data-brush]").focus(); sheet.scrollIntoView({ block: "nearest" }); }
    });
  }
  function decide(verdict) {
    const button = form && form.querySelector(`button[type=submit][data-verdict=${verdict}]`);
    if (button) button.click();
  }
  if (form) {
    form.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-open]");
      if (opener) open(opener.dataset.open);
      const verdict = event.target.closest("[data-verdict]");
      if (verdict) form.elements.verdict.value = verdict.dataset.verdict;
      if (event.target.closest("[data-clear-marks]")) { marks.length = 0; showMarks(); }
    });
    form.addEventListener("keydown", (event) => {
      const sheet = event.target.closest(".sheet");
      if (sheet && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); decide(sheet.id); }
    });
    form.addEventListener("htmx:beforeRequest", () => form.querySelectorAll("button").forEach((each) => { each.disabled = true; }));
    form.addEventListener("htmx:afterRequest", (event) => {
      const settled = event.detail.successful || event.detail.xhr.status === 409;
      if (!settled) form.querySelectorAll("button").forEach((each) => { each.disabled = false; });
    });
  }
  const go = (to) => { if (to) location.href = to; else tryon.say("There is nothing more in that direction.", 2); };
  tryon.key("a", () => decide("approve"));
  tryon.key("r", () => open("reject"));
  tryon.key("d", () => open("redo"));
  tryon.key("j", () => go(review.dataset.next));
  tryon.key("k", () => go(review.dataset.previous));
  tryon.key("q", () => go(review.dataset.queue));
  tryon.key("z", () => zoom());
  tryon.key("c", compare);
  tryon.key("m", mask);
  tryon.key("Escape", () => open("nothing"));
  const nudge = (by) => (event) => {
    if (!slider || slider.hidden || event.target === slider) return false;
    split(Math.max(0, Math.min(100, Number(slider.value) + by)));
  };
  tryon.key("ArrowLeft", nudge(-5));
  tryon.key("ArrowRight", nudge(5));

  // Somebody else decided what is being looked at: say so before they try.
  document.addEventListener("tryon:changed", (event) => {
    const { item, by } = event.detail;
    if (item !== review.dataset.item || by === tryon.me || review.dataset.waits !== "true") return;
    const note = document.createElement("div");
    note.className = "conflict";
    note.setAttribute("role", "alert");
    const text = Object.assign(document.createElement("p"), { textContent: `${by} has just decided this.` });
    const link = Object.assign(document.createElement("a"), { className: "button", href: location.href, textContent: "See it as it is" });
    note.append(text, link);
    document.getElementById("standing").replaceChildren(note);
  });
  const done = { approve: "Approved.", reject: "Rejected.", redo: "It is being made again." }[review.dataset.done];
  if (done) tryon.say(done, 2.5);
  if (review.dataset.nextPicture) new Image().src = review.dataset.nextPicture; // so that the next one is there at once
  layout();
})();
