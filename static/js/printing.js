/** Shows the buttons that print the page, and opens closed questions on paper in browsers whose style sheets cannot. */
export function printing(buttons) {
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  if (CSS.supports("selector(::details-content)")) return;
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
