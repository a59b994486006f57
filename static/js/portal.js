// Improvements only: every page works without this file.
import { menu } from "./menu.js";
import { printing } from "./printing.js";

menu(document.querySelector("[data-menu]"));
printing(document.querySelectorAll("[data-print]"));
