"""Words in another script say so on every page, whatever way they came there."""

from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import CirclePerson, ConferenceQuestion, MainPerson
from ekc.foreign_words import mark_foreign_words
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.states import world_for
from tests.access.test_crawler import INSIDERS, address
from tests.people import signed_in

WORDS = "كلام العائلة"
RTL = f'<span lang="" dir="rtl">{WORDS}</span>'
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (f"<p>Wat {WORDS} zelf wil: 12</p>", f"<p>Wat {RTL} zelf wil: 12</p>"),
        (f"<p>{WORDS}, 12 {WORDS}</p>", f"<p>{RTL}, 12 {RTL}</p>"),
        ("<h1>Привет, мир!</h1>", '<h1><span lang="" dir="auto">Привет, мир</span>!</h1>'),
        ("<td>ሰላም</td>", '<td><span lang="" dir="auto">ሰላም</span></td>'),
        ("<li>王芳</li>", '<li><span lang="" dir="auto">王芳</span></li>'),
        (
            f"<select><option value=1>{WORDS}</option></select>",
            f'<select><option lang="" dir="auto" value=1>{WORDS}</option></select>',
        ),
        (
            f"<textarea name=x>\n{WORDS}\n{WORDS}</textarea>",
            f'<textarea lang="" dir="auto" name=x>\n{WORDS}\n{WORDS}</textarea>',
        ),
        (f'<input name="x" value="{WORDS}">', f'<input lang="" dir="auto" name="x" value="{WORDS}">'),
        (f"<svg><text x=1>{WORDS}</text></svg>", f'<svg><text lang="" dir="auto" x=1>{WORDS}</text></svg>'),
    ],
)
def test_foreign_letters_are_marked_wherever_they_stand(html: str, marked: str) -> None:
    assert mark_foreign_words(html) == marked
    assert mark_foreign_words(marked) == marked


@pytest.mark.parametrize(
    "html",
    [
        "<p>Zoë, Şükran, Łukasz en Ðorđe – “één” … 5 °C, 3 × 4 µm</p>",
        f'<p lang="ar" dir="rtl">{WORDS}</p>',
        f'<textarea dir="auto">{WORDS}</textarea>',
        f"<title>{WORDS}</title>",
        f'<script>"{WORDS}"</script>',
        f'<a aria-label="{WORDS}">x</a>',
    ],
)
def test_what_is_latin_says_its_language_or_can_hold_no_element_is_left_alone(html: str) -> None:
    assert mark_foreign_words(html) == html


class Unmarked(HTMLParser):
    """The foreign words of a page that stand in no element with a language of its own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.marked = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, tag != "html" and "lang" in named and "dir" in named))
        elif WORDS in (named.get("value") or "") and "dir" not in named:
            self.found.append(f"{tag} {named.get('name')}")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if WORDS not in data or {tag for tag, _says in self.open} & {"title", "script"}:
            return
        if any(says for _tag, says in self.open):
            self.marked += 1
        else:
            self.found.append(data.strip())


@pytest.mark.django_db
@pytest.mark.parametrize("state", [CaseState.ACTIVATION, CaseState.SCHEDULED, CaseState.HELD_WITH_PLAN])
def test_no_page_of_a_case_shows_names_or_notes_in_another_script_without_saying_so(state: str) -> None:
    world = world_for(state)
    case = world.own.case
    MainPerson.objects.filter(case=case).update(name=WORDS, contact_wish=WORDS, best_time=WORDS, support_person=WORDS)
    CirclePerson.objects.filter(case=case).update(name=WORDS, relation=WORDS, contact_wish=WORDS)
    ConferenceQuestion.objects.filter(case=case).update(text=WORDS)
    seen = 0
    for name, row in ROUTES.items():
        if not isinstance(row, CaseRoute) or row.acts or row.state != state:
            continue
        # An address may ask for a row of its own, that no other page needs.
        before = transaction.savepoint()
        page = signed_in(world.people[INSIDERS[row.who[0]]]).get(address(name, row, world.own, world))
        transaction.savepoint_rollback(before)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            looked = Unmarked(page.content.decode())
            assert looked.found == [], name
            seen += looked.marked
    assert seen > 10


@pytest.mark.django_db
def test_a_page_in_arabic_is_left_as_it_is() -> None:
    client = Client()
    client.cookies["taal"] = "ar"

    page = client.get(reverse("cases:referral")).content.decode()

    assert '<html lang="ar"' in page
    assert '<span lang="" dir="rtl">' not in page
