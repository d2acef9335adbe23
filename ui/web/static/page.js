// Asking and what arrives. All markup comes from the server; scripts move focus, scroll, and set states.
import { actionClick, forgetVerdicts, parcelChanged, sendNote, showVerdicts } from "./actions.js";
import { find, motion, newName, root, tellServer, watch } from "./dom.js";
import { closeDrawer, draw, drawerClick, isDrawn, keep, reopenLast, startNew } from "./past.js";
import { closePane, forgetWanted, isOpen, openChip, paneChanged, paneClick, paneKey } from "./pane.js";
import { hideTip, isTipped } from "./tip.js";

const state = {
  sent: null, // the question on its way, until the server has taken it
  asked: null, // its name, which its turn carries
  kept: null, // the name of the turn that was kept last
  busy: false,
  edited: null, // the turn whose question is being changed
  follow: null, // where the newest question is being scrolled to, until somebody scrolls elsewhere
};

// Asking

function ask(question, turn = state.edited) {
  if (state.busy || !question.trim()) return;
  Object.assign(state, { sent: question, asked: newName() });
  forgetWanted();
  setBusy(true);
  const anew = turn === null ? {} : { keep: turn };
  tellServer("ask", { question, asked: state.asked, ...anew });
}

function stop() {
  if (state.busy) tellServer("halt", { asked: state.asked });
}

function setBusy(busy) {
  state.busy = busy;
  root.toggleAttribute("data-busy", busy);
}

function fitBox() {
  const box = find("#question");
  if (!box) return;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

function fill(text) {
  const box = find("#question");
  box.value = text;
  fitBox();
}

// Called when the server has the question, with the number that its turn got.
function taken(number) {
  if (find("#question").value === state.sent) fill("");
  if (state.edited !== null) forgetVerdicts(Number(number));
  state.sent = null;
  edit(null);
}

// A question asked before is changed in the box; null: none is (any more).
function edit(turn) {
  state.edited = turn === null ? null : Number(turn.dataset.turn);
  find(".editing").hidden = turn === null;
  if (turn === null) return;
  fill(turn.dataset.question);
  find("#question").focus();
}

// A turn arrives, piece by piece

function liveChanged() {
  showVerdicts();
  showFollowing();
  const turn = find("#live .turn");
  if (!turn) return;
  if (turn.dataset.asked === state.asked && state.sent !== null) {
    taken(turn.dataset.turn);
    state.follow = -1;
  }
  follow();
  const arriving = turn.dataset.state === "arriving";
  turn.setAttribute("aria-busy", String(arriving));
  if (turn.dataset.asked === state.asked && !arriving) finished(turn);
}

function finished(turn) {
  if (turn.dataset.asked === state.kept) return;
  state.kept = turn.dataset.asked;
  setBusy(false);
  keep(turn);
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

// Suggestions may come when the next question is already asked: they belong to one answer only.
function showFollowing() {
  const [offered, turn] = [find("#following .follow-ups"), find("#live .turn")];
  if (offered) offered.hidden = turn?.dataset.state === "arriving" || turn?.dataset.question !== offered.dataset.question;
}

function conversationChanged() {
  showVerdicts();
  follow();
}

// A conversation takes the place of the one before

function begin(reopening) {
  if (state.busy) stop();
  setBusy(false);
  forgetVerdicts(0);
  edit(null);
  state.asked = null;
  state.follow = -1;
  const began = reopening();
  find("#question").focus({ preventScroll: true });
  return began;
}

// Wiring: one listener a kind of event, for whatever the server has put on the page

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".composer, .remark")) return;
  event.preventDefault();
  if (event.target.matches(".remark")) sendNote(event.target);
  else ask(find("#question").value);
});

function chatClick(hit) {
  const turn = () => hit(".turn");
  if (hit("button.chip")) openChip(hit("button.chip"));
  else if (hit(".passage")) openChip(find(".chip", hit(".passage")));
  else if (hit(".example, .follow-up")) ask(hit(".example, .follow-up").textContent, null);
  else if (hit(".stop")) stop();
  else if (hit(".action.edit")) edit(turn());
  else if (hit(".leave")) leaveEditing();
  else if (hit(".again")) ask(turn().dataset.question, Number(turn().dataset.turn));
  else if (hit(".fresh")) begin(startNew);
  else if (hit(".tool.past")) draw();
}

function leaveEditing() {
  edit(null);
  fill("");
  find("#question").focus();
}

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  if (hit("button.chip, .passage")) hideTip();
  const handled = paneClick(hit) || actionClick(hit) || (hit(".reopen") ? begin(() => drawerClick(hit)) : drawerClick(hit));
  if (!handled) chatClick(hit);
});

function escape() {
  if (isTipped()) hideTip();
  else if (isDrawn()) closeDrawer();
  else if (state.busy) stop();
  else if (state.edited !== null) leaveEditing();
  else if (isOpen()) closePane();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") escape();
  else if (event.target.matches("#question")) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask(event.target.value);
  } else if (event.target.closest("#pane")) paneKey(event);
});

document.addEventListener("input", (event) => event.target.matches("#question") && fitBox());
window.addEventListener("resize", fitBox);
for (const kind of ["wheel", "touchmove", "pointerdown"]) {
  document.addEventListener(kind, (event) => { if (event.target.closest?.("#scroll")) state.follow = null; }, { passive: true });
}

function start() {
  const isBuilt = root.hasAttribute("data-bridged") && ["#live", "#pane", "#parcel", "form.composer"].every((part) => find(part));
  if (!isBuilt) return false;
  find("#live").setAttribute("aria-live", "polite");
  watch("#live", liveChanged);
  watch("#conversation", conversationChanged);
  watch("#following", showFollowing);
  watch("#pane", paneChanged);
  watch("#parcel", parcelChanged);
  begin(reopenLast);
  root.toggleAttribute("data-started", true);
  return true;
}

// Gradio builds the page after this script has run.
if (!start()) {
  const waiting = new MutationObserver(() => start() && waiting.disconnect());
  waiting.observe(document.documentElement, { childList: true, subtree: true, attributes: true });
}

// Called when the server could not take a question (for instance when its queue is full): the text stays in the box.
window.byline = { settle: () => { state.sent = null; setBusy(false); } };
