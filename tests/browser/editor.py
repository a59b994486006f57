"""What an editor does in the admin, in the editor's words. The admin speaks Swedish, as the browser asks for."""

import json
import re
from pathlib import Path

from bs4 import BeautifulSoup
from playwright.sync_api import FrameLocator, Locator, Page, expect

# The form saves itself half a second after the last key. Who saves by hand in that moment sends the form twice, and a new page
# twice is refused for its address. So it is not to begin with that, and what is under way is waited for.
AUTOSAVE_IS_DONE = """async () => {
  const autosave = document.querySelector("[data-edit-form]") && window.wagtail.app.queryController("w-autosave");
  if (!autosave) return;
  autosave.activeValue = false;
  while (autosave.submitPromise) await autosave.submitPromise;
}"""


class Editor:
    def __init__(self, page: Page) -> None:
        self.page = page

    def log_in(self, name: str, password: str) -> None:
        self.page.goto("/admin/")
        self.page.locator("input[name=username]").fill(name)
        self.page.locator("input[name=password]").fill(password)
        self._presses("Logga in")

    # ---- Pages ----

    def searches_pages(self, text: str) -> Locator:
        """The titles that the admin's own page search finds."""
        self.page.goto(f"/admin/pages/search/?q={text}")
        return self.page.locator("table.listing .title a")

    def opens(self, title: str) -> str:
        """Open the editing form of a page; return the page's address in the admin."""
        words = re.split(r"[^\w ]", title)[0]  # to the search a colon means a field, not a word
        found = BeautifulSoup(self.page.request.get("/admin/pages/search/", params={"q": words}).text(), "html.parser")
        links = found.select("table.listing .title a")
        address = next(str(link["href"]) for link in links if link.get_text(strip=True) == title)
        self.page.goto(address)
        return self.page.url.removesuffix("edit/")

    def starts(self, kind: str, under: str) -> None:
        """Open the empty form of a new page."""
        self.page.goto(f"{self.opens(under)}add_subpage/")
        if "/pages/add/" not in self.page.url:  # a parent with one kind of page under it leads straight to the form
            self.page.get_by_role("link", name=re.compile(rf"^{kind}\b")).click()
            self.page.wait_for_url("**/pages/add/**")

    def makes(self, kind: str, under: str, title: str) -> None:
        """Make and publish a page that says little more than its title."""
        self.starts(kind, under)
        self.fills("Titel", title)
        self.fills("Ingress", f"Här står det som hör till {title}.")
        self.publishes()

    def saves_draft(self) -> None:
        self._presses("Spara utkast")
        expect(self.message).to_be_visible()

    def publishes(self) -> None:
        self.tries_to_publish()
        expect(self.message, str(self.errors.all_inner_texts())).to_contain_text("publicerats")

    def tries_to_publish(self) -> None:
        self.page.get_by_role("button", name="Fler åtgärder").click()
        self._presses("Publicera")

    def unpublishes(self, title: str) -> None:
        self.page.goto(f"{self.opens(title)}unpublish/")
        self._presses("Ja, avpublicera den")

    def deletes(self, title: str) -> None:
        self.page.goto(f"{self.opens(title)}delete/")
        self._presses("Ja, radera")

    def moves(self, title: str, to: str) -> None:
        self.page.goto(f"{self.opens(title)}move/")
        self.page.get_by_role("button", name="Handlingar").click()
        self.page.get_by_role("button", name="Välj annan sida").click()
        self.finds_in_dialog(to).get_by_role("link", name=to, exact=True).click()
        expect(self.dialog).to_be_hidden()
        self._presses("Bekräfta")
        self._presses("Ja, flytta sidan")

    def makes_private(self, title: str) -> None:
        """Only who is logged in may read the page and what is under it."""
        self.opens(title)
        self.page.get_by_role("button", name="Växla status").click()
        self.page.get_by_role("button", name="Ändra sekretess").click()
        self.dialog.get_by_text("Privat, åtkomlig för alla inloggade användare").click()
        self.dialog.get_by_role("button", name="Spara").click()
        expect(self.dialog).to_be_hidden()

    def opens_preview(self) -> FrameLocator:
        self.page.get_by_role("button", name="Växla förhandsgranskning").click()
        return self.page.frame_locator("#w-preview-iframe")

    # ---- Imports ----

    def uploads(self, path: Path) -> None:
        """Upload a document, and wait until it has been read if it is taken."""
        self.page.goto("/admin/")
        self.page.get_by_role("link", name="Importera dokument").click()
        self.page.get_by_role("link", name="Importera ett dokument").first.click()
        self.page.get_by_label("Fil", exact=False).first.set_input_files(path)
        self._presses("Ladda upp")
        expect(self.page.locator("#understood").or_(self.errors).first).to_be_visible()

    def chooses_place(self, title: str, parent: str) -> None:
        """Choose the page under which a page of the document is to stand."""
        field = self.page.locator("ul.fields > li").filter(has_text=title)
        field.get_by_role("button", name="Välj en sida").click()
        self.finds_in_dialog(parent).get_by_role("link", name=parent, exact=True).first.click()
        expect(self.dialog).to_be_hidden()

    def makes_drafts(self) -> None:
        self._presses("Skapa utkast")
        expect(self.page.get_by_role("heading", name="Utkasten")).to_be_visible()

    # ---- The form ----

    def goes_to_tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def fills(self, label: str, text: str, row: Locator | None = None) -> None:
        """Write in a field, of the page or of one of its rows, as one types."""
        self.page.evaluate(AUTOSAVE_IS_DONE)
        field = self.field(label, row)
        field.click()
        field.press_sequentially(text)
        # A text editor that is still being made ready forgets what is typed into it.
        if text not in self._written_in(field):
            field.press_sequentially(text)
        assert text in self._written_in(field)
        if _is_rich(field):  # it hands its text to the form a moment after the last key
            form_field = field.locator("xpath=ancestor::*[@data-field-input][1]").locator("[data-draftail-input]")
            expect(form_field).to_have_value(re.compile(re.escape(json.dumps(text, ensure_ascii=False)[1:-1])))

    def _written_in(self, field: Locator) -> str:
        return field.inner_text() if _is_rich(field) else field.input_value()

    def field(self, label: str, row: Locator | None = None) -> Locator:
        """The input, or the text area of the rich text editor, that a label stands at."""
        words = re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")
        target = (row or self.page).locator("label[for]").filter(has_text=words).first.get_attribute("for")
        rich = self.page.locator(f"[data-field-input]:has(#{target}) [role=textbox]")
        return rich if rich.count() else self.page.locator(f"#{target}")

    def adds_row(self, section: str, label: str) -> Locator:
        """Add a row to a section, such as a point; return the new row."""
        region = self.page.get_by_role("region", name=section, exact=True)
        rows = region.get_by_role("region", name=re.compile(rf"^{label} \d+$"))
        count = rows.count()
        region.get_by_role("button", name=f"Lägg till {label}").click()
        expect(rows).to_have_count(count + 1)
        return rows.last

    def texts_of_form(self) -> set[str]:
        """Headings, labels, help texts, choices and buttons, on all tabs."""
        return {
            " ".join(text.replace("*", "").split())
            for text in self.page.locator(
                "main :is(h2, label, .help, option, [role=tab], button[id$=-ADD])"
            ).all_text_contents()
        }

    # ---- What stands over the form ----

    @property
    def message(self) -> Locator:
        return self.page.locator(".messages")

    @property
    def errors(self) -> Locator:
        return self.page.locator(".error-message")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def finds_in_dialog(self, text: str) -> Locator:
        """Search in an open chooser; return its table of results."""
        with self.page.expect_response(re.compile("/(results|search)/")):
            self.dialog.get_by_role("textbox", name="Sökterm").fill(text)
        return self.dialog.locator("table")

    def _presses(self, name: str) -> None:
        """Press a button that leads to a new page."""
        self.page.evaluate(AUTOSAVE_IS_DONE)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()


def _is_rich(field: Locator) -> bool:
    return field.get_attribute("role") == "textbox"
