// Runs inside Gradio's component: hands the page's own events to the server.
for (const name of ["ask", "sources"]) {
  element.addEventListener(`byline-${name}`, (event) => trigger(name, event.detail));
}
