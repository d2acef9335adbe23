// Applied before the first paint, so that a chosen theme never flashes the other one.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("byline-theme");
  } catch {
    // Storage may be switched off; the system's preference then decides.
  }

  function apply() {
    root.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
    document.body?.classList.toggle("dark", root.dataset.theme === "dark");
  }

  function toggle() {
    chosen = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("byline-theme", chosen);
    } catch {
      // The choice then lasts as long as the page.
    }
    apply();
  }

  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", apply);
  document.addEventListener("click", (event) => event.target.closest(".theme") && toggle());
})();
