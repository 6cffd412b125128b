// SPDX-License-Identifier: Apache-2.0
// Contrast as WCAG 2.2 defines it (1.4.3, 1.4.11; relative luminance of sRGB), from computed styles. Colours are
// [red, green, blue, alpha], from 0 to 1. An expression whose value is an object of functions.
(() => {
  const CLEAR = [0, 0, 0, 0];

  function colour(css) {
    let match = css.match(/^rgba?\(([^)]+)\)$/);
    if (match) {
      const parts = match[1].split(/[\s,/]+/).map(Number);
      return [parts[0] / 255, parts[1] / 255, parts[2] / 255, parts.length > 3 ? parts[3] : 1];
    }
    match = css.match(/^color\(srgb ([^)]+)\)$/);
    if (match) {
      const parts = match[1].split(/[\s/]+/).map(Number);
      return [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
    }
    throw new Error(`no colour that this test knows: ${css}`);
  }

  function over(front, back) {
    const alpha = front[3] + back[3] * (1 - front[3]);
    if (alpha === 0) return CLEAR;
    const mix = (i) => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / alpha;
    return [mix(0), mix(1), mix(2), alpha];
  }

  /** What is seen where a colour is painted inside an element: its ground, its opacity, and so on outwards to the page. */
  function seen(front, element) {
    let layer = front;
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") throw new Error(`a picture behind text cannot be judged: ${name(at)}`);
      layer = over(layer, colour(style.backgroundColor));
      layer = [layer[0], layer[1], layer[2], layer[3] * Number(style.opacity)];
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    return over(layer, dark ? [0, 0, 0, 1] : [1, 1, 1, 1]);
  }

  function luminance(rgb) {
    const [r, g, b] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  const name = (element) => element.tagName.toLowerCase() + (element.id ? "#" + element.id : "")
    + [...element.classList].map((each) => "." + each).join("");

  function shown(element) {
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && !element.closest(".sr");
  }

  /** WCAG leaves out controls that cannot be used. */
  const unusable = (element) => element.closest(":disabled, [aria-disabled=true]") !== null;

  function judge(text, element, style, found) {
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(seen(colour(style.color), element), seen(CLEAR, element));
    found.texts += 1;
    if (ratio < (large ? 3 : 4.5)) found.problems.push(`${ratio.toFixed(2)}:1 "${text.trim().slice(0, 40)}" in ${name(element)}`);
  }

  /** Every text that is shown: written, typed in, held out as an example, or put there by the style sheet. */
  function texts() {
    const found = { texts: 0, problems: [] };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.closest("script, style, option, noscript")) continue;
      if (shown(element) && !unusable(element)) judge(walker.currentNode.data, element, getComputedStyle(element), found);
    }
    for (const element of document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=range]), textarea, select")) {
      if (!shown(element) || unusable(element)) continue;
      judge(element.value || "typed", element, getComputedStyle(element), found);
      if (element.placeholder) judge(element.placeholder, element, getComputedStyle(element, "::placeholder"), found);
    }
    for (const element of document.querySelectorAll("body *")) {
      for (const pseudo of ["::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        if (!/^".*\S.*"$/.test(style.content) || !shown(element)) continue;
        const ground = over(colour(style.backgroundColor), seen(CLEAR, element));
        const ratio = contrast(over(colour(style.color), ground), ground);
        found.texts += 1;
        if (ratio < 4.5) found.problems.push(`${ratio.toFixed(2)}:1 ${style.content} in ${name(element)}${pseudo}`);
      }
    }
    return found;
  }

  /** The ring of what has the focus: its own, or that of the card or row which shows it. */
  function ring() {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    for (let at = focused; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) continue;
      const inside = parseFloat(style.outlineOffset) < 0;
      const ground = seen(CLEAR, inside ? at : at.parentElement);
      const ratio = contrast(over(colour(style.outlineColor), ground), ground);
      return { name: name(focused), problem: ratio < 3 ? `${ratio.toFixed(2)}:1 ring of ${name(focused)}` : "" };
    }
    return { name: name(focused), problem: `no ring of ${name(focused)}` };
  }

  /** Ends with whatever was fading in: what lasts is judged, not the way there. */
  const stillness = () => Promise.allSettled(document.getAnimations()
    .filter((each) => each.effect.getComputedTiming().endTime !== Infinity).map((each) => each.finished));

  return { stillness, texts, ring };
})()
