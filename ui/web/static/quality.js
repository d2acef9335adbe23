// Runs inside Gradio's component: asks for the last report whenever the view is opened, since an eval may have ended.
const opened = () => window.location.hash === "#quality" && trigger("show");
window.addEventListener("hashchange", opened);
opened();
