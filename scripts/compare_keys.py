#!/usr/bin/env python3
"""How many keys thirty agreements take beside their words, in two checkouts.

    .venv/bin/python scripts/compare_keys.py BEFORE AFTER [--ports 8001,8002]

Both checkouts are started as by `compare_phone.py`. One Chromium at a desk writes the same thirty agreements in each,
by keyboard alone: who does it (somebody of the circle, so that the agreement is theirs), what, when, and for which
question. Every key counts that is no sign of those words. Printed: keys for one agreement, and the share.
"""

import argparse
import sys
from pathlib import Path

from compare_phone import FLAGS, Checkout
from playwright.sync_api import Page, expect, sync_playwright

AGREEMENTS = 30
MOST_TABS = 200


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def tab_to(self, script: str) -> None:
        """Go on until the control in focus is the one that is sought; `script` asks of `each` whether it is."""
        for _tab in range(MOST_TABS):
            if self.page.evaluate(f"(each => Boolean({script}))(document.activeElement)"):
                return
            self.press("Tab")
        sys.exit(f"{self.page.url}: no control in focus where {script}.")


def named(name: str) -> str:
    return f"each.name === '{name}'"


def written(page: Page) -> int:
    """How many agreements the page says there are; None of them stands on the form of one agreement."""
    return page.locator(".written-list > li[id]").count()


def write_on_one_page(page: Page, path: str, person: str) -> int:
    """The page where the whole plan is written: the question stays chosen, a name finds its person."""
    page.goto(path)
    keys = Keys(page)
    keys.tab_to(named("questions"))
    keys.press("Space")
    page.locator("[name=who]").focus()
    before = written(page)
    for number in range(AGREEMENTS):
        keys.tab_to(named("who"))
        keys.type(person)
        keys.tab_to(named("what"))
        keys.type(f"Haalt Sem op ({number})")
        keys.tab_to(named("when_or_how_often"))
        keys.type("elke dinsdag")
        keys.press("Enter")
    expect(page.locator(".written-list > li[id]")).to_have_count(before + AGREEMENTS, timeout=300_000)
    return keys.count


def write_on_forms(page: Page, path: str, person: str) -> int:
    """A form for each agreement, with a button for the next."""
    page.goto(path)
    keys = Keys(page)
    for number in range(AGREEMENTS):
        page.locator("[name=what]:focus").wait_for(timeout=60_000)
        keys.type(f"Haalt Sem op ({number})")
        keys.tab_to(named("who"))
        keys.type(person)
        keys.tab_to(f"{named('people')} && each.closest('label, div').textContent.includes('{person}')")
        keys.press("Space")
        keys.tab_to(named("when_or_how_often"))
        keys.type("elke dinsdag")
        keys.tab_to(named("question"))
        keys.press("ArrowDown")
        keys.tab_to(named("another"))
        with page.expect_navigation():
            keys.press("Enter")
    return keys.count


def person_of(page: Page, path: str) -> str:
    """Somebody in the middle of the circle, by the label that stands on the form."""
    page.goto(path)
    labels = page.locator("label:has(input[name=people]), div:has(> input[name=people]) label")
    found = [text.strip() for text in labels.all_text_contents() if text.strip()]
    return found[len(found) // 2]


def count_keys(checkout: Checkout, chromium: str) -> float:
    path, session = checkout.pages()["an agreement"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": checkout.address}])
        page = context.new_page()
        address = checkout.address + path
        person = person_of(page, address)
        is_one_page = page.locator("form[data-agreement]").count() > 0
        write = write_on_one_page if is_one_page else write_on_forms
        keys = write(page, address, person) / AGREEMENTS
        browser.close()
    return keys


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--ports", default="8001,8002")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    counts = []
    for folder, port in zip((given.before, given.after), given.ports.split(","), strict=True):
        checkout = Checkout(folder, int(port))
        try:
            checkout.wait()
            counts.append(count_keys(checkout, given.chromium))
        finally:
            checkout.stop()
    before, after = counts
    print(
        f"keys for one agreement beside its words: before {before:.1f}, after {after:.1f}, share {after / before:.2f}x"
    )


if __name__ == "__main__":
    main()
