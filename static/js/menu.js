/** The menu closes on Escape, giving the focus back to its button, and when the visitor goes on to something else. */
export function menu(details) {
  if (!details) return;
  const summary = details.querySelector("summary");
  const opensOver = () => summary.checkVisibility();

  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open && opensOver()) {
      details.open = false;
      summary.focus();
    }
  });
  details.addEventListener("focusout", (event) => {
    if (opensOver() && event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  document.addEventListener("click", (event) => {
    if (opensOver() && !details.contains(event.target)) details.open = false;
  });
}
