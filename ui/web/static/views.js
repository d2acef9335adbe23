// Which view is shown: kept in the address, so that reload, back and a shared link keep it.
(() => {
  "use strict";

  const VIEWS = ["chat", "library", "quality"];
  const root = document.documentElement;

  function wanted() {
    const name = window.location.hash.slice(1);
    return VIEWS.includes(name) ? name : VIEWS[0];
  }

  function apply() {
    root.dataset.view = wanted();
    for (const button of document.querySelectorAll(".views button")) {
      const current = button.dataset.view === wanted();
      if (current) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  }

  apply();
  window.addEventListener("hashchange", apply);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".views button");
    if (button) window.location.hash = button.dataset.view;
  });
  // Gradio builds the masthead after this script has run, and again when its text changes.
  new MutationObserver(apply).observe(root, { childList: true, subtree: true });
})();
