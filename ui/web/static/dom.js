// What the page's scripts share: finding elements, talking to the server, telling the reader.
export const root = document.documentElement;
export const wide = window.matchMedia("(min-width: 60rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const motion = () => (calm.matches ? "instant" : "smooth");

let asked = 0;

// A name for what is asked of the server, which its reply carries.
export const newName = () => `${Date.now().toString(36)}-${(asked += 1)}`;

export function tellServer(name, detail = {}) {
  find("form.composer").dispatchEvent(new CustomEvent(`byline-${name}`, { bubbles: true, detail }));
}

// For screen readers, where the eye sees it at once.
export function tell(sentence) {
  find(".told").textContent = sentence;
}

export function watch(id, changed) {
  const options = { childList: true, subtree: true, characterData: true, attributes: true };
  options.attributeFilter = ["data-state", "data-turn", "data-asked"];
  new MutationObserver(changed).observe(find(id), options);
}
