// Suggestions under a search field while it is being typed in, as an editable combobox whose list only helps: the field
// keeps what is typed, and without this file, or when the server does not answer, the form works as it is.

const SHORTEST = 2;
const TYPING_PAUSE = 120; // milliseconds before the server is asked
const SPEAKING_PAUSE = 700; // and before a screen reader is told, so that it is not told of every letter
const KEPT_ANSWERS = 30;
const NONE = { groups: [], status: "" };

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Asks the server, one question at a time: a newer one makes the older one void. */
class Source {
  #address;
  #answers = new Map();
  #asked = null;
  #silentUntil = 0;

  constructor(address) {
    this.#address = address;
  }

  /** What to show for a text; null if a newer question has overtaken it. */
  async answer(text) {
    this.stop();
    if (text.length < SHORTEST) return NONE;
    if (this.#answers.has(text)) return this.#answers.get(text);
    if (Date.now() < this.#silentUntil) return NONE;
    this.#asked = new AbortController();
    try {
      const response = await fetch(`${this.#address}?${new URLSearchParams({ q: text })}`, { signal: this.#asked.signal });
      if (!response.ok) return this.#rest(response);
      const found = await response.json();
      this.#keep(text, found);
      return found;
    } catch (error) {
      return error.name === "AbortError" ? null : NONE;
    }
  }

  stop() {
    this.#asked?.abort();
  }

  #rest(response) {
    this.#silentUntil = Date.now() + 1000 * (Number(response.headers.get("Retry-After")) || 5);
    return NONE;
  }

  #keep(text, found) {
    if (this.#answers.size >= KEPT_ANSWERS) this.#answers.clear();
    this.#answers.set(text, found);
  }
}

class Combobox {
  #input;
  #source;
  #list;
  #status;
  #active = null;
  #typing = 0;
  #speaking = 0;

  constructor(form) {
    this.#input = form.querySelector("input[type=search]");
    this.#source = new Source(form.dataset.suggestions);
    this.#draw(form);
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("blur", () => this.#close());
    form.addEventListener("submit", () => this.#close());
    // The field keeps the focus; what is pressed is a link and leads on by itself.
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    window.addEventListener("pageshow", () => this.#close());
  }

  #draw(form) {
    const id = `${this.#input.id}-suggestions`;
    this.#list = element("div", { id, class: "suggestions", role: "listbox", "aria-label": form.dataset.suggestionsLabel });
    this.#list.hidden = true;
    this.#status = element("p", { class: "visually-hidden", role: "status" });
    form.querySelector(".search-box").append(this.#list);
    form.append(this.#status);
    this.#input.setAttribute("role", "combobox");
    this.#input.setAttribute("aria-autocomplete", "list");
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.setAttribute("aria-controls", id);
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  get #options() {
    return [...this.#list.querySelectorAll("[role=option]")];
  }

  #typed() {
    this.#choose(null);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#suggest(), TYPING_PAUSE);
  }

  async #suggest() {
    const found = await this.#source.answer(this.#input.value.trim());
    if (found && document.activeElement === this.#input) this.#show(found);
  }

  #show({ groups, status }) {
    this.#choose(null);
    this.#list.replaceChildren(...groups.map((group, number) => this.#group(group, number)));
    this.#list.hidden = groups.length === 0;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", this.#isOpen);
    this.#say(status);
  }

  #group({ label, items }, number) {
    const id = `${this.#list.id}-${number}`;
    const group = element("div", { role: "group", "aria-labelledby": id });
    group.append(
      element("div", { id, class: "suggestions-group", role: "presentation" }, label),
      ...items.map((item, place) => this.#option(item, `${id}-${place}`)),
    );
    return group;
  }

  #option({ text, note, url }, id) {
    const option = element("a", { id, class: "suggestion", role: "option", href: url, tabindex: -1, "aria-selected": false });
    option.append(element("span", {}, text));
    if (note) option.append(" ", element("span", { class: "suggestion-note" }, note));
    return option;
  }

  #say(status) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => {
      this.#status.textContent = status;
    }, SPEAKING_PAUSE);
  }

  #close() {
    this.#source.stop();
    clearTimeout(this.#typing);
    clearTimeout(this.#speaking);
    this.#choose(null);
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#status.textContent = "";
  }

  #choose(option) {
    this.#active?.setAttribute("aria-selected", "false");
    this.#active = option;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.#input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  /** Up and down go round through the field itself. */
  #move(step) {
    const stops = [null, ...this.#options];
    const next = (stops.indexOf(this.#active) + step + stops.length) % stops.length;
    this.#choose(stops[next]);
  }

  async #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        await this.#arrow(event.key === "ArrowDown" ? 1 : -1, event.altKey);
        break;
      case "Enter":
        if (!this.#active) break;
        event.preventDefault();
        this.#active.click();
        break;
      case "Escape":
        event.preventDefault();
        if (this.#isOpen) this.#close();
        else this.#input.value = "";
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        this.#choose(null); // the cursor moves in the field
        break;
    }
  }

  /** With Alt the list opens and closes, and nothing in it is chosen. */
  async #arrow(step, withAlt) {
    if (withAlt && step < 0) return this.#close();
    if (!this.#isOpen) await this.#suggest();
    if (this.#isOpen && !withAlt) this.#move(step);
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Combobox(form);
