// Shows the panel on this page, and finds things in it.
/* global attach, follow */
"use strict";

// show attaches the controls, window.controls, with a panel in #place.
window.show = (options) => attach({ ...options, root: document.querySelector("#place") });

// showElement puts a <gavel-controls> into #place, window.element. It has the
// meeting before the element is defined.
window.showElement = async (attributes) => {
  window.element = document.createElement("gavel-controls");
  for (const [name, value] of Object.entries(attributes)) window.element.setAttribute(name, value);
  window.element.meeting = window.meeting;
  document.querySelector("#place").append(window.element);
  await import("/gavel/define.js");
  follow(window.element);
};

// place is where the panel is that is looked at.
let place = document;
window.lookIn = (root) => {
  place = root;
};
window.shadow = () => place.querySelector("[data-gavel]")?.shadowRoot;
window.find = (selector) => window.shadow()?.querySelector(selector);
window.findAll = (selector) => [...(window.shadow()?.querySelectorAll(selector) ?? [])];

// read is a text as a person reads it: without the marks around names.
window.read = (text) => text.replace(/[\u2068\u2069]/g, "");

// spot is where a pointer hits what the selector finds; null while it cannot.
window.spot = (selector) => {
  const element = window.find(selector);
  if (!element?.checkVisibility()) return null;
  element.scrollIntoView({ block: "nearest" });
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  return element.contains(window.shadow().elementFromPoint(x, y)) ? { x, y } : null;
};

// focused tells whether what the selector finds has the focus.
window.focused = (selector) => {
  const active = window.shadow()?.activeElement;
  return Boolean(active) && active === window.find(selector);
};

// reads what a screen reader is told about a button besides its name.
window.description = (selector) => {
  const [id] = window.find(selector).getAttribute("aria-describedby").split(" ");
  return window.read(window.shadow().getElementById(id).textContent);
};

// overhear remembers from now on what a screen reader is told, in window.overheard.
window.overhear = () => {
  window.overheard = [];
  for (const place of window.findAll("[role=status], [role=alert]:not(dialog *)")) {
    new MutationObserver(() => place.textContent && window.overheard.push(window.read(place.textContent))).observe(place, { childList: true });
  }
};

// overflow names what is wider than the room it has.
window.overflow = () => {
  const { scrollWidth } = document.documentElement;
  const wide = scrollWidth > window.innerWidth ? [`page ${scrollWidth} > ${window.innerWidth}`] : [];
  const panel = window.find("[part=panel]");
  const edges = panel.getBoundingClientRect();
  for (const element of [panel, ...panel.querySelectorAll("[part=list], [data-participant], [part=header], [part=notice], dialog[open]")]) {
    if (element.scrollWidth > element.clientWidth) {
      wide.push(`${element.getAttribute("part")} ${element.scrollWidth} > ${element.clientWidth}`);
    }
  }
  for (const button of panel.querySelectorAll("button, input")) {
    const box = button.getBoundingClientRect();
    if (box.width === 0 || button.closest("dialog")) continue;
    if (!button.dataset.mark && button.scrollWidth > button.clientWidth) wide.push(`${button.outerHTML} is too full`);
    if (box.left < edges.left - 0.5 || box.right > edges.right + 0.5) wide.push(`${button.outerHTML} sticks out`);
  }
  return wide;
};
