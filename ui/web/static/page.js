// Behaviour of the page. All markup comes from the server; this file moves focus, scrolls, and sets states.
(() => {
  "use strict";

  const root = document.documentElement;
  const wide = window.matchMedia("(min-width: 60rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const state = {
    asked: null, // the question on its way, until the server has taken it
    before: null, // the newest turn when it was asked
    busy: false,
    wanted: null, // the citation to open once its sources have arrived
    origin: null, // the chip to go back to when the pane closes
    current: 1,
    shown: null, // the turn whose sources the pane holds
    follow: null, // where the newest question is being scrolled to, until somebody scrolls elsewhere
  };

  // Asking

  function ask(question) {
    if (state.busy || !question.trim()) return;
    state.asked = question;
    state.wanted = null;
    state.before = find("#live .turn")?.dataset.turn;
    setBusy(true);
    tellServer("ask", { question });
  }

  function tellServer(name, detail) {
    find("form.composer").dispatchEvent(new CustomEvent(`byline-${name}`, { bubbles: true, detail }));
  }

  function setBusy(busy) {
    state.busy = busy;
    root.toggleAttribute("data-busy", busy);
    find(".send")?.setAttribute("aria-disabled", String(busy));
  }

  function fitBox(box) {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  function clearBox() {
    const box = find("#question");
    if (box.value === state.asked) {
      box.value = "";
      fitBox(box);
    }
    state.asked = null;
  }

  // A turn arrives, piece by piece

  function liveChanged() {
    const turn = find("#live .turn");
    if (!turn) return;
    if (state.asked !== null) {
      if (turn.dataset.turn === state.before) return;
      clearBox();
      state.follow = -1;
    }
    follow();
    const arriving = turn.dataset.state === "arriving";
    turn.setAttribute("aria-busy", String(arriving));
    if (!arriving) setBusy(false);
  }

  // The question goes to the top; what arrives above it later must not push it away.
  function follow() {
    const turn = find("#live .turn");
    if (state.follow === null || !turn) return;
    const scroll = find("#scroll");
    const offset = turn.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    // Two pixels on, the rule above the turn is out of sight under the masthead.
    const top = Math.round(scroll.scrollTop + offset + 2);
    if (top !== state.follow) scroll.scrollTo({ top, behavior: motion() });
    state.follow = top;
  }

  // The pane of sources

  const pane = () => find("#pane .sources");
  const isOpen = () => root.dataset.pane === "open";

  function paneChanged() {
    const sources = pane();
    if (!sources || sources.dataset.turn === state.shown) return;
    state.shown = sources.dataset.turn;
    const { wanted } = state;
    if (wanted && wanted.turn === sources.dataset.turn) {
      state.wanted = null;
      showCitation(wanted.n, { focus: true });
    } else if (wide.matches && !wanted) {
      state.origin = null;
      showCitation(1, { focus: false });
    }
  }

  function openChip(chip) {
    const { turn, n } = chip.dataset;
    const here = pane()?.dataset.turn === turn;
    state.origin = chip;
    state.wanted = here ? null : { turn, n: Number(n) };
    hideTip();
    if (here) {
      showCitation(Number(n), { focus: true });
    } else {
      tellServer("sources", { turn: Number(turn) });
    }
  }

  function showCitation(n, { focus }) {
    const panel = find(`.panel[data-numbers~="${n}"]`, pane());
    if (!panel) return;
    openPane();
    state.current = n;
    selectTab(panel.id);
    const marks = all(`mark[data-n~="${n}"]`, panel);
    all("mark", pane()).forEach((mark) => mark.classList.toggle("current", marks.includes(mark)));
    markChips(n);
    find(".place", pane()).textContent = `${n} of ${pane().dataset.count}`;
    if (marks.length) reveal(marks[0], panel, focus);
  }

  function reveal(mark, panel, focus) {
    if (focus) {
      mark.tabIndex = -1;
      mark.focus({ preventScroll: true });
    }
    const offset = mark.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    panel.scrollTo({ top: panel.scrollTop + offset - panel.clientHeight / 3, behavior: motion() });
  }

  function markChips(n) {
    const { turn } = pane().dataset;
    all(".chip[aria-current]").forEach((chip) => chip.removeAttribute("aria-current"));
    all(`.chip[data-turn="${turn}"][data-n="${n}"]`).forEach((chip) => chip.setAttribute("aria-current", "true"));
  }

  function selectTab(panelId) {
    for (const tab of all(".tab", pane())) {
      const chosen = tab.getAttribute("aria-controls") === panelId;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      find(`#${tab.getAttribute("aria-controls")}`).hidden = !chosen;
      if (chosen) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  function step(by) {
    const count = Number(pane().dataset.count);
    showCitation(((state.current - 1 + by + count) % count) + 1, { focus: true });
  }

  function firstOf(tab) {
    const panel = find(`#${tab.getAttribute("aria-controls")}`);
    return Number(panel.dataset.numbers.split(" ")[0]);
  }

  function openPane() {
    root.dataset.pane = "open";
    // On a phone the pane covers the chat, which must then not be reached behind it.
    find("#chat").inert = !wide.matches;
  }

  function closePane() {
    delete root.dataset.pane;
    find("#chat").inert = false;
    (state.origin?.isConnected ? state.origin : find("#question")).focus();
  }

  function tabKey(event, tab) {
    const tabs = all(".tab", pane());
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.indexOf(tab), End: tabs.length - 1 - tabs.indexOf(tab) };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + steps[event.key] + tabs.length) % tabs.length];
    showCitation(firstOf(next), { focus: false });
    next.focus();
  }

  function paneKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  }

  // What a chip stands for, on hover and focus

  let tip = null;
  let tipped = null; // the chip that it belongs to

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
    const left = Math.min(Math.max(at.left + at.width / 2 - width / 2, 8), window.innerWidth - width - 8);
    const above = at.top - height - 8;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  }

  function hideTip() {
    tip?.remove();
    tip = tipped = null;
  }

  // Wiring: one listener a kind of event, for whatever the server has put on the page

  const motion = () => (calm.matches ? "instant" : "smooth");

  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".composer")) return;
    event.preventDefault();
    ask(find("#question").value);
  });

  document.addEventListener("click", (event) => {
    const hit = (selector) => event.target.closest(selector);
    if (hit("button.chip")) openChip(hit("button.chip"));
    else if (hit(".passage")) openChip(find(".chip", hit(".passage")));
    else if (hit(".example")) ask(hit(".example").textContent);
    else if (hit(".tab")) showCitation(firstOf(hit(".tab")), { focus: false });
    else if (hit(".previous")) step(-1);
    else if (hit(".next")) step(1);
    else if (hit(".close")) closePane();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (tip) hideTip();
      else if (isOpen()) closePane();
    } else if (event.target.matches("#question")) {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      ask(event.target.value);
    } else if (event.target.matches(".tab")) tabKey(event, event.target);
    else if (event.target.closest("#pane")) paneKey(event);
  });

  document.addEventListener("input", (event) => event.target.matches("#question") && fitBox(event.target));
  document.addEventListener("pointerover", (event) => {
    const chip = event.target.closest?.("button.chip");
    if (chip) showTip(chip);
    else if (tip && !event.target.closest?.(".tip")) hideTip();
  });
  document.addEventListener("focusin", (event) => event.target.matches("button.chip") && showTip(event.target));
  document.addEventListener("focusout", (event) => event.target.matches("button.chip") && hideTip());
  document.addEventListener("scroll", (event) => event.target.contains(tipped) && hideTip(), true);
  for (const kind of ["wheel", "touchmove", "pointerdown"]) {
    document.addEventListener(kind, (event) => { if (event.target.closest?.("#scroll")) state.follow = null; }, { passive: true });
  }
  wide.addEventListener("change", () => isOpen() && openPane());

  function watch(id, changed) {
    const options = { childList: true, subtree: true, characterData: true, attributeFilter: ["data-state", "data-turn"] };
    new MutationObserver(changed).observe(find(id), options);
  }

  function start() {
    if (!find("form.composer") || !find("#pane") || !find("#live")) return false;
    find("#live").setAttribute("aria-live", "polite");
    watch("#live", liveChanged);
    watch("#conversation", follow);
    watch("#pane", paneChanged);
    find("#question").focus({ preventScroll: true });
    return true;
  }

  // Gradio builds the page after this script has run.
  if (!start()) {
    const waiting = new MutationObserver(() => start() && waiting.disconnect());
    waiting.observe(document.documentElement, { childList: true, subtree: true });
  }

  // Called when the server could not take a question (for instance when its queue is full): the text stays in the box.
  window.byline = { settle: () => { state.asked = null; setBusy(false); } };
})();
