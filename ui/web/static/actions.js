// What can be done with an answer and with a conversation: copy, save, judge.
import { all, find, newName, tell, tellServer } from "./dom.js";

const verdicts = new Map(); // of each turn: "up" or "down"
let wanted = null; // the file that was asked for

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.text);
  } catch {
    copyByHand(button.dataset.text); // Over plain HTTP, and where a browser forbids it.
  }
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
  tell("Copied.");
}

function copyByHand(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

function ask(format) {
  wanted = newName();
  tellServer("export", { format, asked: wanted });
}

export function parcelChanged() {
  const parcel = find("#parcel .parcel");
  if (!parcel || parcel.dataset.asked !== wanted) return;
  wanted = null;
  const url = URL.createObjectURL(new Blob([parcel.textContent], { type: `${parcel.dataset.kind};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = parcel.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  tell("Saved.");
}

function judge(button) {
  const { turn } = button.dataset;
  const verdict = button.classList.contains("up") ? "up" : "down";
  verdicts.set(turn, verdict);
  showVerdicts();
  tellServer("feedback", { turn: Number(turn), verdict, note: "" });
  const form = find(`form.remark[data-turn="${turn}"]`);
  form.hidden = false;
  find("textarea", form).focus();
}

export function sendNote(form) {
  const { turn } = form.dataset;
  const note = find("textarea", form).value;
  if (note.trim()) tellServer("feedback", { turn: Number(turn), verdict: verdicts.get(turn), note });
  form.hidden = true;
  find(`.action.${verdicts.get(turn)}[data-turn="${turn}"]`).focus();
  tell("Thank you.");
}

// The server draws turns anew and knows nothing of verdicts.
export function showVerdicts() {
  for (const button of all(".action.up, .action.down")) {
    const mine = button.classList.contains(verdicts.get(button.dataset.turn));
    button.setAttribute("aria-pressed", String(mine));
  }
}

export function forgetVerdicts(from) {
  [...verdicts.keys()].filter((turn) => Number(turn) >= from).forEach((turn) => verdicts.delete(turn));
}

export function actionClick(hit) {
  if (hit(".action.copy")) copy(hit(".action.copy"));
  else if (hit(".action.up, .action.down")) judge(hit(".action.up, .action.down"));
  else if (hit(".save.markdown")) ask("markdown");
  else if (hit(".save.html")) ask("html");
  else return false;
  return true;
}
