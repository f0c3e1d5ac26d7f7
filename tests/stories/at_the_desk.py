"""Somebody at their desk in a real browser: opens pages, fills in forms by the names of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin
from uuid import UUID

from playwright.sync_api import Locator, Page, expect

from handrail.rooms.shared.second_factor import code_now
from handrail.store.accounts.models import Account
from handrail.web.demo.cast import SECOND_FACTOR
from tests.stories.conftest import Check, sign_in

Given = str | int | bool | tuple[str, ...]
"""What goes into a field: its text, the box to tick (several as a tuple), False to untick."""


class Desk:
    """One browser with somebody signed in, in one case; every page it opens is looked at by axe."""

    def __init__(self, page: Page, axe: Check, fits: Check) -> None:
        page.set_default_timeout(6000)
        self.page = page
        self.case = ""
        self._checks = (axe, fits)
        self._seen: set[str] = set()

    def sign_in(self, account: Account) -> None:
        """Come again, with a new session, in the same browser."""
        context = self.page.context
        context.clear_cookies()
        sign_in(context, urljoin(self.page.url, "/"), account)

    def open(self, address: str) -> Page:
        """A page of the case ("gates/") or of the practice ("/cases/")."""
        self.page.goto(address if address.startswith("/") else f"/cases/{self.case}/{address}")
        self._look()
        return self.page

    def follow(self, link: str) -> Page:
        """The first link with these words."""
        self.page.get_by_role("link", name=link, exact=True).first.click()
        self._look()
        return self.page

    def form(self, address: str, button: str, **given: Given) -> Page:
        """Open a page, fill in its fields and send it; it has to be taken."""
        self.open(address)
        return self.send(button, **given)

    def send(self, button: str, **given: Given) -> Page:
        """Fill in the form that is open and send it; it has to be taken."""
        self.fill(given)
        before = self.page.url
        self.page.get_by_role("button", name=button, exact=True).first.click()
        told = self.page.locator(".error-summary").all_inner_texts()
        assert told == [], f"{before}: {told}"
        self._look()
        return self.page

    def refused(self, address: str, button: str, **given: Given) -> str:
        """Send a form that is refused; returns what the page says."""
        self.open(address)
        self.fill(given)
        self.page.get_by_role("button", name=button, exact=True).first.click()
        summary = self.page.locator(".error-summary")
        expect(summary).to_be_visible()
        self._look()
        return summary.inner_text()

    def fill(self, given: Mapping[str, Given]) -> None:
        """Fields by name; a tuple ticks several boxes. `code` is entered when it is asked for."""
        self.page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
        for name, value in given.items():
            self._fill(self.page.locator(f'main [name="{name}"]'), value)
        code = self.page.locator("main input[autocomplete=one-time-code]")
        if code.count():
            code.first.fill(code_now(SECOND_FACTOR))

    def _fill(self, field: Locator, value: Given) -> None:
        first = field.first
        if value is False:
            first.uncheck()
            return
        kind = first.evaluate("(e) => e.type || e.tagName.toLowerCase()")
        values = value if isinstance(value, tuple) else (str(value),)
        if kind in ("radio", "checkbox"):
            for one in values:
                self._choice(str(first.get_attribute("name")), one).check()
        elif kind.startswith("select"):
            known = first.locator("option").evaluate_all("(all) => all.map((e) => e.value)")
            by_value = set(values) <= set(known)
            first.select_option(list(values)) if by_value else first.select_option(
                label=self._label(first, values[0])
            )
        else:
            first.fill(values[0])

    def _choice(self, name: str, wanted: str) -> Locator:
        """A box by its value, or by the words beside it."""
        by_value = self.page.locator(f'main [name="{name}"][value="{wanted}"]')
        if by_value.count():
            return by_value
        return self.page.locator("main label", has_text=wanted).locator(f'[name="{name}"]').first

    @staticmethod
    def _label(field: Locator, wanted: str) -> str:
        """The whole words of the choice that begins so."""
        labels = field.locator("option").all_inner_texts()
        return next(label for label in labels if label.strip().startswith(wanted))

    def empty_calendar(self) -> None:
        """Call off everything that is still planned: no case closes over it."""
        self.open("sessions/")
        to_come = self.page.get_by_role("table", name="To come").get_by_role("link")
        while to_come.count():
            to_come.first.click()
            if "/contacts/" in self.page.url:
                self.follow("Change the time, or call it off")
            self.send("Call it off")

    def person(self, name: str, field: str = "person") -> str:
        """The id of somebody, from the choices of the form that is open."""
        option = self.page.locator(f'main [name="{field}"] option', has_text=name)
        return str(option.first.get_attribute("value"))

    def here(self) -> str:
        """The case whose page is open."""
        found = re.search(r"/cases/([0-9a-f-]{36})/", self.page.url)
        assert found, self.page.url
        return str(UUID(found[1]))

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def _look(self) -> None:
        """Each kind of page once."""
        kind = re.sub(r"[0-9a-f-]{36}", "…", self.page.url.partition("?")[0])
        if kind not in self._seen:
            self._seen.add(kind)
            for check in self._checks:
                check(self.page)
