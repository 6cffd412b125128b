// SPDX-License-Identifier: Apache-2.0
// The mask brush: strokes as docs/events.md describes them, in shares of the picture, drawn over it while one paints.
"use strict";
(() => {
  const canvas = document.getElementById("paint");
  const form = document.getElementById("decide");
  const viewer = document.getElementById("viewer");
  if (!form || !form.querySelector("#redo")) return;
  const size = form.querySelector("[data-brush-size]");
  const strokes = [];
  let mode = "paint";
  let pointer = null;

  const share = () => Number((size.value / 1000).toFixed(4)); // of the longer side
  const pixels = (radius) => radius * Math.max(canvas.width, canvas.height);

  function draw() {
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, canvas.width, canvas.height);
    for (const stroke of strokes) {
      pen.strokeStyle = stroke.mode === "paint" ? "rgb(214 0 108 / .55)" : "rgb(20 20 20 / .6)";
      pen.fillStyle = pen.strokeStyle;
      pen.lineWidth = pixels(stroke.radius) * 2;
      pen.lineCap = pen.lineJoin = "round";
      pen.beginPath();
      stroke.points.forEach(([x, y], index) => pen[index ? "lineTo" : "moveTo"](x * canvas.width, y * canvas.height));
      if (stroke.points.length === 1) pen.lineTo(stroke.points[0][0] * canvas.width + 0.01, stroke.points[0][1] * canvas.height);
      pen.stroke();
    }
    if (pointer) {
      pen.lineWidth = 2;
      for (const [width, colour] of [[3, "#000"], [1.5, "#fff"]]) {
        pen.lineWidth = width;
        pen.strokeStyle = colour;
        pen.beginPath();
        pen.arc(pointer[0] * canvas.width, pointer[1] * canvas.height, pixels(share()), 0, Math.PI * 2);
        pen.stroke();
      }
    }
    form.elements.strokes.value = strokes.length ? JSON.stringify({ version: 1, strokes }) : "";
    form.querySelector("[data-strokes-count]").textContent = strokes.length === 0
      ? "Paint on the picture to change the mask, or leave it."
      : `${strokes.length} stroke${strokes.length === 1 ? "" : "s"}. They are drawn onto the mask.`;
  }
  function fit() {
    canvas.width = canvas.clientWidth * devicePixelRatio;
    canvas.height = canvas.clientHeight * devicePixelRatio;
    draw();
  }
  function at(event) {
    const box = canvas.getBoundingClientRect();
    const clip = (value) => Number(Math.max(-0.5, Math.min(1.5, value)).toFixed(4));
    return [clip((event.clientX - box.left) / box.width), clip((event.clientY - box.top) / box.height)];
  }
  document.addEventListener("tryon:brush", (event) => {
    canvas.hidden = !event.detail;
    viewer.classList.toggle("painting", event.detail);
    if (event.detail) {
      const mask = document.querySelector(".tint img");
      if (mask && !viewer.classList.contains("masking")) document.querySelector("[data-tool=mask]").click();
      fit();
    } else if (strokes.length) { strokes.length = 0; draw(); }
  });
  document.addEventListener("tryon:layout", () => { if (!canvas.hidden) fit(); });
  canvas.addEventListener("pointerdown", (down) => {
    canvas.setPointerCapture(down.pointerId);
    const stroke = { mode, radius: share(), points: [at(down)] };
    strokes.push(stroke);
    const move = (event) => {
      const [x, y] = at(event);
      const [lastX, lastY] = stroke.points[stroke.points.length - 1];
      if (Math.hypot(x - lastX, y - lastY) > 0.004) stroke.points.push([x, y]);
    };
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", () => { canvas.removeEventListener("pointermove", move); draw(); }, { once: true });
    draw();
  });
  canvas.addEventListener("pointermove", (event) => { pointer = at(event); draw(); });
  canvas.addEventListener("pointerleave", () => { pointer = null; draw(); });
  size.addEventListener("input", draw);
  form.querySelectorAll("[data-brush]").forEach((button) => button.addEventListener("click", () => {
    mode = button.dataset.brush;
    form.querySelectorAll("[data-brush]").forEach((each) => each.setAttribute("aria-pressed", each === button));
  }));
  form.querySelector("[data-brush-undo]").addEventListener("click", () => { strokes.pop(); draw(); });
})();
