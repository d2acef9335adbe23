// Conversations kept in this browser, and the drawer that lists them. The server checks whatever it is given back.
import { all, find, newName, root, tell, tellServer } from "./dom.js";

const KEY = "byline-conversations";
const OPEN = "byline-conversation"; // of this tab alone, so that two tabs hold two conversations

// More would slow the page, and old ones are seldom wanted; a long one has to fit into one request.
const MOST = 50;
const LARGEST = 200_000;
const TITLE = 80;

let current = null; // {id, corpus, title, time, turns: [JSON of each turn]}

const corpus = () => find("form.composer").dataset.corpus;

function isConversation(item) {
  const texts = [item?.id, item?.corpus, item?.title];
  return texts.every((text) => typeof text === "string") && Number.isFinite(item.time) && Array.isArray(item.turns);
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(found) ? found.filter(isConversation) : [];
  } catch {
    return []; // Storage is switched off, or holds what we did not write.
  }
}

function write(conversations) {
  const newest = conversations.toSorted((one, other) => other.time - one.time).slice(0, MOST);
  while (newest.length) {
    try {
      localStorage.setItem(KEY, JSON.stringify(newest));
      return;
    } catch {
      newest.pop(); // No room: the oldest goes.
    }
  }
  forget(KEY);
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is kept where storage is switched off.
  }
}

function mark(id) {
  try {
    sessionStorage.setItem(OPEN, id);
  } catch {
    // A reload then begins anew.
  }
}

function marked() {
  try {
    return sessionStorage.getItem(OPEN);
  } catch {
    return null;
  }
}

// The newest turns that one request can carry.
function fitting(turns) {
  let size = 0;
  const first = turns.findLastIndex((turn) => (size += turn.length + 8) > LARGEST);
  return turns.slice(first + 1);
}

// A finished turn: it takes its place, and what stood there and after it is dropped.
export function keep(turn) {
  const { question, kept, turn: number } = turn.dataset;
  current ??= { id: newName(), corpus: corpus(), title: question.slice(0, TITLE), turns: [] };
  current.turns = [...current.turns.slice(0, Number(number)), kept];
  if (Number(number) === 0) current.title = question.slice(0, TITLE);
  current.time = Date.now();
  mark(current.id);
  write([current, ...read().filter((each) => each.id !== current.id)]);
}

export function startNew() {
  current = null;
  mark("");
  tellServer("restore", { turns: [] });
  tell("A new conversation has begun.");
}

function reopen(conversation) {
  current = { ...conversation, turns: fitting(conversation.turns) };
  mark(current.id);
  tellServer("restore", { turns: current.turns, asked: newName() });
}

// After a reload, the conversation that this tab held.
export function reopenLast() {
  const last = read().find((each) => each.id === marked() && each.corpus === corpus());
  if (last) reopen(last);
  return Boolean(last);
}

const drawer = () => find(".drawer");
export const isDrawn = () => drawer() !== null && !drawer().hidden;

export function draw() {
  list();
  drawer().hidden = false;
  root.dataset.drawer = "open";
  (find(".past-row:not([hidden]) .reopen", drawer()) ?? find(".shut", drawer())).focus();
}

export function closeDrawer() {
  drawer().hidden = true;
  delete root.dataset.drawer;
  find(".tool.past").focus();
}

function list() {
  const [pattern, ...old] = all(".past-row", drawer());
  old.forEach((row) => row.remove());
  const mine = read().filter((each) => each.corpus === corpus());
  find(".none", drawer()).hidden = mine.length > 0;
  pattern.parentElement.append(...mine.map((conversation) => row(pattern, conversation)));
}

function row(pattern, conversation) {
  const made = pattern.cloneNode(true);
  made.hidden = false;
  made.dataset.id = conversation.id;
  find(".name", made).textContent = conversation.title;
  find(".when", made).textContent = new Date(conversation.time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  find(".delete", made).setAttribute("aria-label", `Delete: ${conversation.title}`);
  find(".reopen", made).toggleAttribute("aria-current", conversation.id === current?.id);
  return made;
}

// The first click asks, the second one deletes.
function remove(button) {
  const { id } = button.closest(".past-row").dataset;
  if (button.dataset.sure === undefined) {
    button.dataset.sure = "";
    button.textContent = "Delete for good?";
    return;
  }
  write(read().filter((each) => each.id !== id));
  if (current?.id === id) startNew();
  list();
  (find(".past-row:not([hidden]) .reopen", drawer()) ?? find(".shut", drawer())).focus();
}

export function drawerClick(hit) {
  if (hit(".delete")) remove(hit(".delete"));
  else if (hit(".shut")) closeDrawer();
  else if (hit(".reopen")) {
    const chosen = read().find((each) => each.id === hit(".past-row").dataset.id);
    closeDrawer();
    if (chosen) reopen(chosen);
  } else return false;
  return true;
}
