"""What was typed in an aanmelding in another language says so on every page of the case, wherever it stands."""

import dataclasses
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.codes import PreferenceKind, ReferrerType, Variant
from cases.models import Case, CirclePerson, ConferenceQuestion, MainPerson, Preference, Referrer
from cases.preferences import WishData
from cases.queries import FOREIGN
from cases.referral.acts import referral
from cases.referral.reads.typed_words import free_texts, typed_words
from ekc.accounts.codes import Role
from ekc.audit.forgetting import rewriting
from ekc.foreign_words import mark_typed_words
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.states import world_for
from tests.access.test_crawler import INSIDERS, address
from tests.factories import make_region, make_user
from tests.people import signed_in

MARK = "bunu"
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Of these the world has rows; each text of them gets a mark of its own.
MODELS: tuple[type[models.Model], ...] = (Case, Referrer, MainPerson, CirclePerson, Preference, ConferenceQuestion)


class Unmarked(HTMLParser):
    """The marks on a page that stand in no element that says they are Turkish."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.marked: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in VOID:
            self.open.append((tag, named.get("lang") == "tr"))
        elif MARK in (named.get("value") or "") and named.get("type") != "hidden" and named.get("lang") != "tr":
            self.found.append(f"{tag} {named.get('name')}: {named['value']}")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if MARK not in data or {tag for tag, _says in self.open} & {"title", "script"}:
            return
        if any(says for _tag, says in self.open):
            self.marked.add(data.strip())
        else:
            self.found.append(data.strip())


def typed_in_turkish(case: Case) -> None:
    """As if the aanmelding of this case was filled in in Turkish, with words in each free text."""
    FOREIGN.changed()
    for model in MODELS:
        of_case = {"pk": case.pk} if model is Case else {"case": case}
        for row in model.objects.filter(**of_case):  # type: ignore[attr-defined]
            # Words and signs: what stands in a page in another spelling is found too.
            texts = {name: f"{MARK} & {model.__name__.lower()} {name}"[:40] for name in free_texts(model)}
            if model is Referrer:
                # Consent stands in its own register; these columns are empty since (docs/adr/0062).
                texts = {name: text for name, text in texts.items() if not name.startswith("consent_")}
                texts["page_language"] = "tr"
            if model is Case:
                texts = {name: text for name, text in texts.items() if getattr(case, name)}
            model.objects.filter(pk=row.pk).update(**texts)  # type: ignore[attr-defined]
            history = model.pgh_event_model  # type: ignore[attr-defined]
            with rewriting(history):
                history.objects.filter(pgh_obj=row.pk, pgh_label="insert").update(**texts)


LISTS = ("cases:today", "cases:worklist", "cases:my_cases")
STATES = sorted({row.state for row in ROUTES.values() if isinstance(row, CaseRoute) and not row.acts})


@pytest.mark.django_db
@pytest.mark.parametrize("state", STATES)
def test_no_page_of_a_case_shows_what_was_typed_in_turkish_as_dutch(state: str) -> None:
    world = world_for(state)
    case = world.own.case
    Case.objects.filter(pk=case.pk).update(is_urgent=True, urgent_reason="x")
    case.refresh_from_db()
    typed_in_turkish(case)
    seen: set[str] = set()
    for name, row in ROUTES.items():
        if not isinstance(row, CaseRoute) or row.acts or row.state != state:
            continue
        before = transaction.savepoint()
        for who in row.who:
            if who not in INSIDERS:
                continue
            page = signed_in(world.people[INSIDERS[who]]).get(address(name, row, world.own, world))
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                looked = Unmarked(page.content.decode())
                assert looked.found == [], (name, who)
                seen |= looked.marked
        transaction.savepoint_rollback(before)
    for person in INSIDERS.values():
        for path in (case.get_absolute_url(), *map(reverse, LISTS)):
            page = signed_in(world.people[person]).get(path)
            if page.status_code == 200:
                looked = Unmarked(page.content.decode())
                assert looked.found == [], (path, person)
                seen |= looked.marked
    assert seen


def marks(kind: Any, **more: Any) -> Any:
    """A part of an aanmelding with words in each text that is not chosen from a list."""
    hints = {field.name: field.type for field in dataclasses.fields(kind)}
    chosen = {"type", "variant", "page_language", "side", "residence", "language", "kind", "role_in_family"}
    reach = {"phone", "email", "street", "postcode", "place", "municipality"}
    texts = {
        name: f"{MARK} {kind.__name__} {name}"
        for name, hint in hints.items()
        if hint in (str, "str") and name not in chosen | reach | {"help_duration", "repeat_reason"}
    }
    return kind(**{**texts, **more})


@pytest.mark.django_db
def test_each_text_of_an_aanmelding_is_known_by_its_language_until_it_is_put_right() -> None:
    reach = marks(referral.Reach)
    data = marks(
        referral.ReferralData,
        referrer=marks(referral.ReferrerData, type=ReferrerType.NETWORK, page_language="tr"),
        persons=[marks(referral.PersonData, reach=reach)],
        relatives=[marks(referral.RelativeData, reach=reach)],
        wishes=[WishData(PreferenceKind.OTHER, (), f"{MARK} wish")],
        region=make_region(),
        variant=Variant.FAMILY,
    )
    desk = make_user(Role.REGIONAL_MANAGER, region=data.region)
    case = referral.refer_case(data, by=None).case

    known = typed_words(f"/zaken/{case.number}/")

    # Names and what the house knows by itself have no language.
    expected = {
        *(f"{MARK} ReferralData {name}" for name in ("situation", "question", "other_professionals", "urgent_reason")),
        *(f"{MARK} ReferrerData {name}" for name in ("function", "best_time", "interpreter")),
        *(f"{MARK} Reach best_time", f"{MARK} RelativeData relation", f"{MARK} wish"),
    }
    assert known == dict.fromkeys(expected, "tr")
    assert typed_words("/zaken/EK-2020-99999/") == {} == typed_words("/vandaag/")

    relative = case.circle.get()
    relative.relation = "de oma van Sem"
    relative.save()
    assert '<span lang="tr" dir="auto">de oma' not in signed_in(desk).get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<p>Beste tijd: akşam.</p>", '<p>Beste tijd: <span lang="tr" dir="auto">akşam</span>.</p>'),
        ("<p>Ria (anne), 40</p>", '<p>Ria (<span lang="tr" dir="auto">anne</span>), 40</p>'),
        ("<p>naast anne staan</p>", "<p>naast anne staan</p>"),
        ("<p>anneke</p>", "<p>anneke</p>"),
        ("<p>wil o gelmesin en meer</p>", '<p>wil <span lang="tr" dir="auto">o gelmesin</span> en meer</p>'),
        ('<input value="anne">', '<input lang="tr" dir="auto" value="anne">'),
        ('<p lang="tr">anne</p>', '<p lang="tr">anne</p>'),
        ("<p>a &amp; bölüm</p>", '<p><span lang="tr" dir="auto">a &amp; bölüm</span></p>'),
        ("<p>10:00</p>", "<p>10:00</p>"),
    ],
)
def test_words_are_marked_whole_and_once(html: str, marked: str) -> None:
    typed = dict.fromkeys(["akşam", "anne", "o gelmesin", "a & bölüm", "10:00"], "tr")
    assert mark_typed_words(html, typed) == marked
    assert mark_typed_words(marked, typed) == marked


@pytest.mark.django_db
def test_a_page_that_names_two_foreign_cases_asks_the_database_as_often_as_one_with_one() -> None:
    world = world_for("voorbereiding")
    cases = (world.own.case, world.other.case)
    for case in cases:
        typed_in_turkish(case)
    typed_words("EK-1999-1")
    counts, found = [], []
    for named in (cases[:1], cases):
        with CaptureQueriesContext(connection) as asked:
            found.append(typed_words(" ".join(case.number for case in named)))
        counts.append(len(asked))

    assert counts[0] == counts[1] > 0
    assert set(found[1].values()) == {"tr"}
    assert len(found[1]) >= len(found[0]) > 0
