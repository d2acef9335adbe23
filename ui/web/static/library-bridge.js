// Runs inside Gradio's component: hands the library's events to the server.
for (const name of ["look", "poll", "filter", "everything", "sent", "folder", "remove", "rebuild", "cancel"]) {
  element.addEventListener(`byline-${name}`, (event) => trigger(name, event.detail));
}
document.documentElement.toggleAttribute("data-library-bridged", true);
