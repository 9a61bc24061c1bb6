"""Every paper of the program, drawn for a family with names of several peoples: its tags and its letters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from django.conf import settings
from django.test import Client
from django.urls import reverse

from conferences.codes import InvitationChannel
from conferences.inviting.letters import labels_pdf, letters_pdf
from conferences.inviting.reads.invitee import InvitationPaper
from conferences.models import Invitation
from ekc.accounts.codes import Role
from ekc.documents.pdf import render_pdf
from plans.papers import KINDS
from reports.accounting import account_of
from reports.rendering import document
from reports.rendering.account_papers import account_pdf
from reports.rendering.factsheet import factsheet
from surveys.codes import Form
from surveys.models import Questionnaire
from surveys.printed import form_pdf
from tests.access.matrix import ROUTES
from tests.access.states import world_for
from tests.access.test_crawler import address, signed_in
from tests.breaches.made import make_breach
from tests.cases.referral.referral_data import ReferrerKind
from tests.conferences.invited import prepared
from tests.documents.tagged import Words, faults_of, letters_of, told
from tests.documents.test_pdf import CONTEXT, TITLE
from tests.factories import make_user
from tests.reports.conftest import pilot_cases, pilot_report, pilot_shown  # noqa: F401  fixtures
from tests.world import World

pytestmark = pytest.mark.django_db

NAMES = ("ليلى الأحمد", "Łukasz Żółć", "Şeyma Çağlayan", "Giovanni d’Angelo-van den Broek")


def _named(world: World) -> World:
    """The people of the own family get names that are hard on paper."""
    people = [*world.own.case.circle.all(), *world.own.case.main_persons.all()]
    for number, person in enumerate(people):
        person.name = NAMES[number % len(NAMES)]
        person.save()
    return world


def _route(name: str, person: str, **asked: str) -> Callable[[Any], bytes]:
    def draw(_request: Any) -> bytes:
        row = ROUTES[name]
        world = _named(world_for(row.state))
        answer = signed_in(world.people[person]).get(address(name, row, world.own, world), asked)
        assert answer.headers["Content-Type"] == "application/pdf"
        return bytes(answer.content)

    return draw


def _news_for_the_referrer(_request: Any) -> bytes:
    row = ROUTES["cases:news_letter"]
    world = _named(world_for(row.state))
    answer = signed_in(world.carla).post(address("cases:news_letter", row, world.own, world))
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def _letters_about_a_breach(_request: Any) -> bytes:
    world = _named(world_for(ROUTES["cases:news_letter"].state))
    answer = signed_in(world.lena).get(reverse("breaches:letters", args=[make_breach(world.lena, world.own.case).pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    return bytes(answer.content)


def _invited(draw: Callable[[list[InvitationPaper]], bytes]) -> Callable[[Any], bytes]:
    def paper(_request: Any) -> bytes:
        family = prepared()
        made = [
            family.invite(
                family.person(name=NAMES[number % 4], street="Dorpsstraat 2", postcode="1621 AB", place="Hoorn"),
                channel=InvitationChannel.LETTER,
                language=language,
            )
            for number, language in enumerate(("nl", "en", "tr", "ar", "pl"))
        ]
        rows = Invitation.objects.select_related("conference__case").filter(pk__in=[each.pk for each in made])
        return draw([InvitationPaper(row) for row in rows])

    return paper


def _copy_of_a_referral(language: str) -> Callable[[Any], bytes]:
    def draw(_request: Any) -> bytes:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        referrer = ReferrerKind(client, "familie").fill()
        referrer.send()
        answer = client.get(referrer.url("copy"))
        assert answer.headers["Content-Type"] == "application/pdf", answer
        return bytes(answer.content)

    return draw


def _account(request: Any) -> bytes:
    programme = request.getfixturevalue("pilot_cases")
    return account_pdf(account_of(programme, make_user(Role.NATIONAL)))


def _questionnaire(form: str) -> Callable[[Any], bytes]:
    return lambda _request: form_pdf(Questionnaire.objects.filter(form=form).order_by("version").last())


PAPERS: dict[str, tuple[str, Callable[[Any], bytes]]] = {
    **{
        f"{key} in {language}": (kind.template, _route("plans:plan_pdf", "anna", paper=key, language=language))
        for key, kind in KINDS.items()
        for language in ("nl", "ar")
    },
    **{
        f"frame in {language}": ("plans/print/frame.html", _route("plans:frame_pdf", "dirk", language=language))
        for language in ("nl", "ar")
    },
    "contract": ("cases/coordinators/print/contract.html", _route("cases:contract_pdf", "anna")),
    "run sheet": ("conferences/day/print/run_sheet.html", _route("conferences:run_sheet_pdf", "anna")),
    "letters": ("conferences/inviting/print/letters.html", _invited(letters_pdf)),
    "letter": ("conferences/inviting/print/letter.html", _invited(lambda papers: letters_pdf(papers[3:4]))),
    "labels": ("conferences/inviting/print/labels.html", _invited(labels_pdf)),
    "news": ("cases/desk/print/news_letter.html", _news_for_the_referrer),
    **{
        f"answer to a request in {language}": (
            "cases/privacy/print/letter.html",
            _route("cases:privacy_letter", "carla", language=language),
        )
        for language in ("nl", "ar")
    },
    **{
        f"inzage in {language}": (
            "cases/privacy/print/inzage.html",
            _route("cases:inzage_pdf", "carla", language=language),
        )
        for language in ("nl", "ar", "pl")
    },
    "letters about a breach": ("breaches/print/letters.html", _letters_about_a_breach),
    "copy": ("cases/referral/print/copy.html", _copy_of_a_referral("nl")),
    "copy in Arabic": ("cases/referral/print/copy.html", _copy_of_a_referral("ar")),
    "report": ("reports/print/report.html", lambda request: document.pdf(request.getfixturevalue("pilot_shown"))),
    "factsheet": ("reports/print/factsheet.html", lambda request: factsheet(request.getfixturevalue("pilot_shown"))),
    "account": ("reports/print/account.html", _account),
    **{f"questionnaire {form}": ("surveys/print/form.html", _questionnaire(form)) for form in Form.values},
    "sample": ("print/sample.html", lambda _request: render_pdf("print/sample.html", CONTEXT, title=TITLE)),
}
NOT_DRAWN = {"print/base.html", "conferences/day/print/run_sheet_phone.html"}


def test_every_template_of_paper_is_among_these() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    found = {str(path.relative_to(folder)) for path in folder.glob("**/print/*.html")}

    assert {template for template, _draw in PAPERS.values()} == found - NOT_DRAWN


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_can_be_read_aloud_and_reads_back_letter_by_letter(
    name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    html: list[str] = []
    own = weasyprint.HTML

    def remembered(*, string: str, **more: Any) -> Any:
        html.append(string)
        return own(string=string, **more)

    monkeypatch.setattr(weasyprint, "HTML", remembered)

    content = PAPERS[name][1](request)

    written = Words(html[-1])
    assert faults_of(content) == []
    assert len(told(content, "Table")) == written.tables
    letters = letters_of(content)
    assert [word for word in dict.fromkeys(written.words) if word not in letters] == []
