// Improvements only: every page works without this file. It imports no other, so that its address changes whenever it does.

/** The menu closes on Escape, giving the focus back to its button, and when the visitor goes on to something else. */
function closeMenu(details) {
  const summary = details.querySelector("summary");
  // On wide screens the menu is always open and has no button.
  const opensOver = () => details.open && summary.checkVisibility();

  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opensOver()) {
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

/** Opens what is closed while the page is printed, in browsers whose style sheets cannot. */
function openForPrint() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

document.querySelectorAll("[data-menu]").forEach(closeMenu);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

if (!CSS.supports("selector(::details-content)")) openForPrint();
