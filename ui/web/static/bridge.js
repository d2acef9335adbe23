// Runs inside Gradio's component: hands the page's own events to the server.
for (const name of ["ask", "halt", "restore", "sources", "export", "feedback"]) {
  element.addEventListener(`byline-${name}`, (event) => trigger(name, event.detail));
}
// From here on the page's own script can be heard.
document.documentElement.toggleAttribute("data-bridged", true);
