// The pane of sources: which article and which citation it shows, and the keys that move through them.
import { all, find, motion, root, tellServer, wide } from "./dom.js";

const state = {
  wanted: null, // the citation to open once its sources have arrived
  origin: null, // the chip to go back to when the pane closes
  current: 1,
  shown: null, // the turn whose sources the pane holds
};

const pane = () => find("#pane .sources");
export const isOpen = () => root.dataset.pane === "open";

export function paneChanged() {
  const sources = pane();
  if (!sources) {
    state.shown = null;
    if (isOpen()) shut();
    return;
  }
  if (sources.dataset.turn === state.shown) return;
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

export function forgetWanted() {
  state.wanted = null;
}

export function openChip(chip) {
  const { turn, n } = chip.dataset;
  const here = pane()?.dataset.turn === turn;
  state.origin = chip;
  state.wanted = here ? null : { turn, n: Number(n) };
  if (here) showCitation(Number(n), { focus: true });
  else tellServer("sources", { turn: Number(turn) });
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

function shut() {
  delete root.dataset.pane;
  find("#chat").inert = false;
}

export function closePane() {
  shut();
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

export function paneKey(event) {
  if (event.target.matches(".tab")) tabKey(event, event.target);
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
}

export function paneClick(hit) {
  if (hit(".tab")) showCitation(firstOf(hit(".tab")), { focus: false });
  else if (hit(".previous")) step(-1);
  else if (hit(".next")) step(1);
  else if (hit(".close")) closePane();
  else if (hit(".original")) window.open(`byline/file/${encodeURIComponent(hit(".original").dataset.source)}`, "_blank", "noopener");
  else return false;
  return true;
}

wide.addEventListener("change", () => isOpen() && openPane());
