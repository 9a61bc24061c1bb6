"""A person behind a browser: finds things by what is written on the screen, and looks at every page.

Fields and buttons are found by their label alone, so whatever has no label cannot be used here either.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError

from ekc.accounts.models import User
from tests.accessibility import violations

PICTURES = Path(__file__).resolve().parents[2] / "var" / "journey"
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
# How often a page is looked at that is being left while we look.
LOOKS = 5
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


class Visitor:
    """One person with a browser of their own, so that nobody is signed in as somebody else."""

    def __init__(self, browser: Browser, address: str, screen: dict[str, Any], **more: Any) -> None:
        self.address = address
        self.context = browser.new_context(base_url=address, locale="nl-NL", **screen, **more)
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.place: Page | Locator = self.page
        self.width = screen["viewport"]["width"]
        self.scripts = more.get("java_script_enabled", True)
        self.complaints: list[str] = []
        self.offline = False
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # The page of somebody who may not know of a case is meant to be a 404, and the browser says so.
        expected = "status of 404" in message.text or (self.offline and "ERR_INTERNET_DISCONNECTED" in message.text)
        if message.type == "error" and not expected:
            self.complaints.append(message.text)

    def lose_line(self) -> None:
        """From now on there is no connection; what the page still fetched when it was lost is no fault of it."""
        self.page.wait_for_load_state("networkidle")
        self.offline = True
        self.context.set_offline(True)

    def regain_line(self) -> None:
        self.context.set_offline(False)
        self.offline = False

    # --- going somewhere

    def go(self, path: str) -> int:
        """Open an address; returns the status of the answer."""
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def sign_in(self, email: str, password: str) -> None:
        self.go("/account/login/")
        self.fill("E-mail", email)
        self.fill("Wachtwoord", password)
        self.press("Inloggen")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Inloggen")

    def be(self, user: User) -> None:
        """Be signed in, without the sign-in page, and see one's own first page."""
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        self.go("/")

    def follow(self, text: str, *, of: str = "") -> None:
        """Follow the link with this text; `of` says whose it is, which the link tells to a screen reader only."""
        name = re.compile(rf"^{re.escape(text)}\b.*{re.escape(of)}") if of else text
        self.place.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()

    def open_tab(self, text: str) -> None:
        tabs = self.page.get_by_role("navigation", name="Onderdelen van de zaak")
        menu = tabs.get_by_role("button")
        if menu.is_visible():
            menu.click()
        tabs.get_by_role("link", name=text).click()

    def press(self, text: str) -> None:
        # The button that catches Enter is hidden from people.
        self.place.get_by_role("button", name=text, exact=True).first.click()
        self.page.wait_for_load_state()

    def unfold(self, text: str) -> None:
        """Open what is folded away; on a wide screen it may stand open already."""
        fold = self.place.locator("details").filter(has_text=text).first
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()

    # --- filling in

    def within(self, part: str) -> "Part":
        """Work inside the group of fields with this heading: `with visitor.within("Persoon 1"): ...`."""
        return Part(self, self.page.get_by_role("group", name=part))

    def fill(self, label: str, text: str) -> None:
        self._named(label).fill(text)

    def select(self, label: str, option: str) -> None:
        self._named(label).select_option(label=option)

    def choose(self, *options: str) -> None:
        """Choose or tick each option by its words."""
        for option in options:
            self.place.get_by_label(option, exact=True).first.check()

    def choose_in(self, question: str, *options: str) -> None:
        """Choose or tick answers under one question, where others have the same answers."""
        group = self.place.get_by_role("group", name=question).last
        for option in options:
            group.get_by_label(option, exact=True).check()

    def _named(self, label: str) -> Locator:
        # A part of the page may have the same name as a field in it: only fields count.
        fields = self.page.locator("input, select, textarea")
        exact = self.place.get_by_label(label, exact=True).and_(fields)
        return exact.first if exact.count() else self.place.get_by_label(label).and_(fields).first

    # --- looking

    def sees(self, text: str) -> None:
        expect(self.page.locator("body")).to_contain_text(text)

    def sees_not(self, text: str) -> None:
        """Nowhere on the page, as a word of its own."""
        found = re.findall(rf".*\b{re.escape(text)}\b.*", self.page.locator("body").inner_text())
        assert found == [], f"“{text}” stands on the page: {found}"

    def look(self, name: str) -> None:
        """Demand that the page is usable: no violation, no sideways scrolling, no error.

        With `EKC_PICTURES` set, a picture of it goes to `var/journey`.
        """
        for tries_left in reversed(range(LOOKS)):
            try:
                self._look(name)
                return
            except PlaywrightError as error:
                # A press was still on its way: the page that it leads to is the one to look at. Between the two
                # there is a moment without a document, and on a busy machine that moment lasts.
                leaving = "navigation" in str(error) or "of null" in str(error) or "destroyed" in str(error)
                if not leaving or not tries_left:
                    raise
                self.page.wait_for_load_state()
                self.page.locator("body").wait_for(state="attached")

    def _look(self, name: str) -> None:
        if os.environ.get("EKC_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}-{self.width}.png", full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") if self.scripts else 0
        assert wide <= 0, f"{name}: the page is {wide} px wider than the screen of {self.width} px"
        if self.scripts:
            self._judge(name)
        assert self.complaints == [], f"{name}: {self.complaints}"

    def _judge(self, name: str) -> None:
        found = violations(self.page, WCAG)
        assert found == [], f"{name} at {self.width} px\n{json.dumps(found, indent=2, ensure_ascii=False)}"

    def leave(self) -> None:
        self.context.close()

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()


class Part:
    """The fields of one group; see `Visitor.within`."""

    def __init__(self, visitor: Visitor, place: Locator) -> None:
        self.visitor, self.place = visitor, place

    def __enter__(self) -> Visitor:
        self.visitor.place = self.place
        return self.visitor

    def __exit__(self, *_: object) -> None:
        self.visitor.place = self.visitor.page
