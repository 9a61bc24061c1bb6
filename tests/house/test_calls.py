"""A number of a file is a link that calls it, with the rule about voicemail and the best time beside it; everywhere."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.html import strip_tags

from cases.codes import CaseState
from ekc.accounts.codes import Role
from ekc.calls import Call, call_line
from tests.factories import make_case, make_circle_person, make_conference, make_invitation, make_user
from tests.trees import nodes_of

ROOT = Path(settings.BASE_DIR)
OFFICE_NUMBERS = {"accounts/region_list.html", "includes/footer.html", "cases/desk/answer.html", "gallery.html"} | {
    "cases/desk/public/news.html"
}
"""Numbers of an office, which anybody may call at any time."""
AS_TEXT = {
    "conferences/inviting/public/sender.html",
    "cases/desk/print/news_letter.html",
    "cases/privacy/print/letter.html",
}
"""The coordinator's own number in a sentence for an invitee, and a number on paper."""
TO_BE_CALLED = {"conferences/inviting/public/sender.html", "plans/own_page.html"}
"""The coordinator's own number, which who has a link is asked to call: a link on the page, a text in the letter."""
LINKERS = {"ekc/calls.py", "ekc/phones.py", "ekc/templatetags/house_figures.py"}
TIME = "na zes uur"


def test_no_template_draws_the_number_of_a_person_by_itself() -> None:
    found = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\|\s*telefoon\b", path.read_text())
    }
    as_text = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\|\s*telefoon_tekst|\.phone\s*}}", path.read_text())
    }
    assert found <= OFFICE_NUMBERS | TO_BE_CALLED
    assert as_text <= AS_TEXT | {"gallery.html"}


def test_no_module_makes_a_link_to_a_number_by_itself() -> None:
    found = set()
    for package in ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports"):
        for path in (ROOT / package).rglob("*.py"):
            names = {alias.name for node in nodes_of(path) if isinstance(node, ast.ImportFrom) for alias in node.names}
            if "phone_link" in names:
                found.add(str(path.relative_to(ROOT)))
    assert found <= LINKERS


def test_a_number_says_what_to_keep_in_mind() -> None:
    line = call_line(Call("06 12345678 (moeder)", no_voicemail=True, best_time=TIME))

    assert 'href="tel:+31612345678"' in line
    assert "(moeder)" in line
    assert "Spreek geen voicemail in." in line
    assert f"Beste tijd: {TIME}." in line
    assert call_line(Call()) == ""
    assert call_line(None) == ""
    assert "<b>" not in call_line(Call("06 12345678", best_time="<b>"))
    quiet = call_line(Call("0612345678", no_voicemail=True))
    assert strip_tags(quiet) == "06 12345678 Spreek geen voicemail in."


def case_pages() -> list[str]:
    """Every page of a case that asks for its number alone."""
    found = []
    for name in get_resolver().reverse_dict:
        if isinstance(name, str):
            found.append(name)
    for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items():
        for name in resolver.reverse_dict:
            if isinstance(name, str):
                for _pattern, arguments in [resolver.reverse_dict[name][0][0]]:
                    if arguments == ["number"]:
                        found.append(f"{namespace}:{name}")
    return sorted(name for name in found if ":" in name)


OF_A_PHASE = (
    *(CaseState.SCREENING, CaseState.WAITING, CaseState.ASSIGNED, CaseState.SCHEDULED),
    *(CaseState.HELD_WITH_PLAN, CaseState.ONE_MONTH_CALLED, CaseState.CLOSED),
)


@pytest.mark.django_db
@pytest.mark.parametrize("state", OF_A_PHASE)
def test_on_no_page_of_a_case_stands_a_number_without_its_rules(state: str) -> None:
    manager = make_user(Role.REGIONAL_MANAGER)
    case = make_case(state=state, manager=manager)
    rules = {"no_voicemail": True, "best_time": TIME}
    case.main_persons.update(phone="06 11111111", **rules)
    aunt = make_circle_person(case, name="Tante", phone="06 22222222", **rules)
    referrer = case.referrer
    referrer.phone, referrer.no_voicemail, referrer.best_time = "06 33333333", True, TIME
    referrer.save()
    if state == CaseState.SCHEDULED:
        make_invitation(make_conference(case), aunt)
    readers = [manager, *(contract.coordinator.user for contract in case.contracts.all())]

    seen = 0
    for reader in readers:
        client = Client()
        client.force_login(reader)
        for name in case_pages():
            answer = client.get(reverse(name, args=[case.number]))
            if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
                continue
            html = answer.content.decode()
            for number in ("11111111", "22222222", "33333333"):
                without_forms = re.sub(r"<input[^>]*>", "", html)
                for match in re.finditer(rf"06[ -]?{number}", without_forms):
                    around = without_forms[match.start() - 200 : match.end() + 300]
                    assert f'href="tel:+316{number}"' in around, (name, around)
                    assert "Spreek geen voicemail in." in around, (name, around)
                    assert TIME in around, (name, around)
                    seen += 1
    assert seen > 1
