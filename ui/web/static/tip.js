// What a chip stands for, on hover and focus.
let tip = null;
let tipped = null; // the chip that it belongs to

export const isTipped = () => tip !== null;

export function hideTip() {
  tip?.remove();
  tip = tipped = null;
}

function showTip(chip) {
  hideTip();
  tipped = chip;
  tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true"); // The chip's label already says it all.
  for (const [name, text] of [["quote", chip.dataset.quote], ["about", chip.dataset.about]]) {
    const line = document.createElement("p");
    line.className = name;
    line.dir = "auto";
    line.textContent = text;
    tip.append(line);
  }
  document.body.append(tip);
  placeTip(chip.getBoundingClientRect());
}

function placeTip(at) {
  const { width, height } = tip.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, document.documentElement.clientWidth - width - 8));
  const above = at.top - height - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
}

document.addEventListener("pointerover", (event) => {
  const chip = event.target.closest?.("button.chip");
  if (chip) showTip(chip);
  else if (tip && !event.target.closest?.(".tip")) hideTip();
});
// Focus that comes back from the closed pane after a tap is no wish to see the tip again.
document.addEventListener("focusin", (event) => event.target.matches("button.chip:focus-visible") && showTip(event.target));
document.addEventListener("focusout", (event) => event.target.matches("button.chip") && hideTip());
document.addEventListener("scroll", (event) => event.target.contains(tipped) && hideTip(), true);
