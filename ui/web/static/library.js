// The library: what is filtered, sent, removed and rebuilt. All markup comes from the server.
import { all, find, newName, root } from "./dom.js";

// Milliseconds between looks at the work: while it goes on, and while others may begin some.
const WORKING = 700;
const RESTING = 5000;

// Milliseconds after which a reply is taken for lost.
const LOST = 15000;

// Milliseconds after the last key until the list follows.
const TYPING = 250;

const state = {
  filtering: null, // the timer of a filter that is being typed
  leftOut: new Set(), // sources that are not ticked
  shown: false, // whether the library was the view
  form: null, // what the filter holds, while the server may not know it yet
  field: null, // the field of the filter that has the focus
  sure: null, // the source whose removal is being asked about
  tick: null, // the source that was ticked last
  focus: null, // where to put the focus once the list is new
};

const tell = (name, detail = {}) => find(".controls").dispatchEvent(new CustomEvent(`byline-${name}`, { bubbles: true, detail }));
// Events that each tell all there is to tell: one is on its way at a time, and of those meanwhile the last one counts.
// (Gradio's own "always_last" has lost the last one.)
const flying = new Map(); // name of the event → name of the one on its way
const waiting = new Map(); // name of the event → the detail of the next

function tellLast(name, detail) {
  if (flying.has(name)) {
    waiting.set(name, detail);
    return;
  }
  const asked = newName();
  flying.set(name, asked);
  tell(name, { ...detail, asked });
  setTimeout(() => landed(asked), LOST);
}

function landed(asked) {
  const name = [...flying.keys()].find((key) => flying.get(key) === asked);
  if (!name) return;
  flying.delete(name);
  const detail = waiting.get(name);
  waiting.delete(name);
  if (detail) tellLast(name, detail);
}

const isShown = () => root.dataset.view === "library";
const shown = () => Number(find(".shelf")?.dataset.shown) || undefined;

// Filter

const fields = () => Object.fromEntries(new FormData(find(".filters")));
const selection = () => ({ form: fields(), left_out: [...state.leftOut] });

function filter() {
  clearTimeout(state.filtering);
  tellLast("filter", selection());
}

function askAll() {
  state.leftOut.clear();
  state.form = null;
  tell("everything");
  // The button goes with its note.
  find("#question").focus();
}

function filterSoon() {
  clearTimeout(state.filtering);
  state.filtering = setTimeout(filter, TYPING);
}

// Drawn anew by the server, the filter keeps what is being typed and where.
function filtersChanged() {
  for (const [name, value] of Object.entries(state.form ?? {})) find(`.filters [name="${name}"]`).value = value;
  if (state.field && document.activeElement === document.body) find(`#${state.field}`)?.focus();
}

// Work

const look = () => tell("look", { shown: shown() });

function workChanged() {
  const work = find("#library-work .work");
  if (!work) return;
  const corpus = find("#masthead .corpus");
  if (corpus && corpus.textContent !== work.dataset.corpus) corpus.textContent = work.dataset.corpus;
  const known = find(".shelf")?.dataset.revision;
  if (known !== undefined && known !== work.dataset.revision) look();
}

function poll() {
  const working = find("#library-work .work")?.dataset.state === "working";
  if (!document.hidden && (working || isShown())) tell("poll");
  setTimeout(poll, working ? WORKING : RESTING);
}

// The name of the view is set again and again; only another one counts.
function viewChanged() {
  if (state.shown !== isShown() && isShown()) look();
  state.shown = isShown();
}

// Files

async function send(files) {
  const input = find("#library-files");
  const outcome = { good: [], bad: [] };
  let due = 0;
  find(".drop").setAttribute("aria-busy", "true");
  for (const [number, file] of files.entries()) {
    const [good, line] = await sendOne(file, input.dataset);
    outcome[good ? "good" : "bad"].push(line);
    if (Date.now() < due && number < files.length - 1) continue;
    due = Date.now() + WORKING;
    tellLast("sent", outcome);
  }
  find(".drop").setAttribute("aria-busy", "false");
  input.value = "";
}

async function sendOne(file, { limit, tooLarge, lost }) {
  if (file.size > Number(limit)) return [false, `${file.name} ${tooLarge}`];
  try {
    const address = `byline/library/${encodeURIComponent(file.name)}`;
    const reply = await fetch(address, { method: "PUT", body: file });
    return [reply.ok, (await reply.text()).trim()];
  } catch {
    return [false, `${file.name} ${lost}`];
  }
}

function dragged(event) {
  const drop = event.target.closest?.(".drop");
  // A file dropped beside the box would be opened in the place of the page.
  if (isShown() || drop) event.preventDefault();
  all(".drop").forEach((box) => box.classList.toggle("over", box === drop && event.type === "dragover"));
  if (event.type === "drop" && drop) send([...event.dataTransfer.files]);
}

// Removal: the button gives way to the question whether it is meant

function askWhetherMeant(removal, asking) {
  state.sure = asking ? find(".yes", removal).dataset.source : null;
  find(".sure", removal).hidden = !asking;
  find(".remove", removal).hidden = asking;
  find(asking ? ".no" : ".remove", removal).focus();
}

function listChanged() {
  // A list drawn anew still asks what it asked.
  const yes = state.sure && all(".yes").find((button) => button.dataset.source === state.sure);
  if (yes && find(".sure", yes.closest(".removal")).hidden) askWhetherMeant(yes.closest(".removal"), true);
  if (state.tick && document.activeElement === document.body) {
    all(".tick").find((tick) => tick.dataset.source === state.tick)?.focus();
  }
  state.tick = null;
  const heading = find(".shelf h3");
  if (state.focus !== "list" || !heading) return;
  state.focus = null;
  heading.focus();
}

// Wiring

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  const removal = hit(".removal");
  if (hit(".clear-selection")) askAll();
  else if (!hit("#library")) return;
  else if (hit(".rebuild")) tell("rebuild");
  else if (hit(".work .cancel")) tell("cancel");
  else if (hit(".more")) tell("look", { shown: Number(hit(".more").dataset.shown) });
  else if (hit(".remove")) askWhetherMeant(removal, true);
  else if (hit(".no")) askWhetherMeant(removal, false);
  else if (hit(".yes")) {
    Object.assign(state, { focus: "list", sure: null });
    tell("remove", { source: hit(".yes").dataset.source });
  }
});

document.addEventListener("input", (event) => {
  if (event.target.closest(".filters")) {
    state.form = fields();
    if (event.target.matches("#library-words")) filterSoon();
    else filter();
  }
  if (event.target.matches(".tick")) {
    if (event.target.checked) state.leftOut.delete(event.target.dataset.source);
    else state.leftOut.add(event.target.dataset.source);
    state.tick = event.target.dataset.source;
    tellLast("filter", selection());
  } else if (event.target.matches("#library-files")) send([...event.target.files]);
});

document.addEventListener("focusin", (event) => {
  state.field = event.target.closest(".filters") ? event.target.id : null;
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".filters, .folder")) return;
  event.preventDefault();
  if (event.target.matches(".filters")) filter();
  // Not named "path": Gradio takes whatever has one for a file of its own, and refuses it.
  else tell("folder", { folder: find("#library-folder").value });
});

document.addEventListener("keydown", (event) => {
  const removal = event.target.closest?.(".removal");
  if (event.key === "Escape" && removal && !find(".sure", removal).hidden) askWhetherMeant(removal, false);
});

for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dragged);

function start() {
  const parts = ["#library-work", "#library-list", "#library-filters", "#library-heard"];
  if (!root.hasAttribute("data-library-bridged") || !parts.every((part) => find(part))) return false;
  const options = { childList: true, subtree: true };
  new MutationObserver(workChanged).observe(find("#library-work"), options);
  new MutationObserver(() => landed(find(".receipt")?.dataset.asked)).observe(find("#library-heard"), options);
  new MutationObserver(filtersChanged).observe(find("#library-filters"), options);
  new MutationObserver(listChanged).observe(find("#library-list"), options);
  new MutationObserver(viewChanged).observe(root, { attributeFilter: ["data-view"] });
  viewChanged();
  tell("poll");
  setTimeout(poll, RESTING);
  return true;
}

// Gradio builds the page after this script has run, and builds no library where there is none.
if (!start()) {
  const waiting = new MutationObserver(() => start() && waiting.disconnect());
  waiting.observe(root, { childList: true, subtree: true, attributes: true });
}
