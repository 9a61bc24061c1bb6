"""Who asks which paper of a plan, and what it never tells: a secret address, a number that is not safe."""

from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.utils import translation

from cases.codes import CaseState
from cases.models import Case, ConferenceQuestion
from cases.models.people import ContactDetails
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from plans.acts.testing import present_plan
from plans.codes import AgreementKind, FrameState, HelpAnswerKind
from plans.models import (
    Agreement,
    BottomLine,
    FrameConcern,
    HelpAnswer,
    OpenPoint,
    PlanVersion,
    ResidenceChange,
    SafetyFrame,
)
from plans.on_paper import PlanPaper
from plans.papers import KINDS, draw_paper
from tests.documents.tagged import letters_of
from tests.factories import (
    before_it_was_established,
    left_open,
    make_agreement,
    make_ban,
    make_case,
    make_circle_person,
    make_frame,
    make_question,
)
from tests.people import coordinator_of, signed_in
from tests.plans.reading import url
from tests.plans.test_papers import plan_of_size, text_of
from tests.world import World

pytestmark = pytest.mark.django_db


# --- no secret address -----------------------------------------------------------------------

SECRET = "Molenwerf 7"
LEAKS = ("Molenwerf", "1621 AB", "1621AB")
TEXT_ROWS: tuple[type[models.Model], ...] = (
    *(PlanVersion, Agreement, HelpAnswer, ResidenceChange, OpenPoint, ConferenceQuestion, FrameConcern, BottomLine),
    SafetyFrame,
)
NOT_WRITTEN = {"sheet", "key", "search", "state"}


def typed_columns(model: type[models.Model]) -> list[str]:
    return [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, models.TextField | models.CharField)
        and not column.choices
        and column.editable
        and column.name not in NOT_WRITTEN
    ]


@pytest.fixture
def everywhere() -> PlanVersion:
    """Somebody moved to a secret address after it was written into every text around a plan."""
    case = make_case(state=CaseState.HELD_WITH_PLAN, needs_frame=True)
    frame = make_frame(case, state=FrameState.DRAFT, concerns="x")
    frame.bottom_lines.all().delete()
    rows: list[Any] = [
        frame.bottom_lines.create(text="x"),
        frame.bottom_lines.create(text="x", is_non_negotiable=True),
        frame.seen.create(what="x"),
        make_question(case, text="x"),
    ]
    version = plan_of_size(0, case)
    agreements = [
        make_agreement(version, who="x", what="x"),
        make_agreement(version, who="x", what="x", is_emergency=True),
        make_agreement(version, who="x", what="x", kind=AgreementKind.PROFESSIONAL_REQUEST),
        make_agreement(version, who="x", what="x", when_or_how_often="elke woensdag"),
    ]
    for agreement in agreements:
        answer = HelpAnswer.objects.create(
            agreement=agreement, answer=HelpAnswerKind.PROMISED, answered_on=local_today()
        )
        rows += [agreement, answer]
    with before_it_was_established():
        rows.append(version.residence_changes.create(person="x", from_residence="thuis", to_residence="pleeggezin"))
    for row in [version, frame, *rows]:
        names = [name for name in typed_columns(type(row)) if name != "when_or_how_often" or not row.when_or_how_often]
        if isinstance(row, Agreement):
            names.remove("payer")
        with before_it_was_established():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: f"op de {SECRET}, 1621 AB" for name in names})
    SafetyFrame.objects.filter(pk=frame.pk).update(
        state=FrameState.LOCKED, submitted_at=version.created_at, locked_at=version.created_at
    )
    make_circle_person(case, name="Noor", street=SECRET, postcode="1621 AB", secret_address=True, phone="06-11112222")
    return PlanVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize("language", ["nl", "ar"])
@pytest.mark.parametrize("key", KINDS)
def test_no_paper_tells_a_secret_address_that_stands_in_any_text(
    everywhere: PlanVersion, key: str, language: str
) -> None:
    letters = letters_of(draw_paper(KINDS[key], everywhere, language=language))

    assert not [leak for leak in LEAKS if leak.replace(" ", "") in letters]


@pytest.mark.parametrize("key", KINDS)
def test_what_stands_in_its_place_is_in_the_language_of_the_page(everywhere: PlanVersion, key: str) -> None:
    """It is a sentence of the house, and a screen reader is not told that it is Dutch."""
    with before_it_was_established():
        everywhere.agreements.update(when_or_how_often="")

    with translation.override("tr"):
        text = text_of(PlanPaper(everywhere), key, "tr")

    assert "(Burada gizli bir adres" in text
    assert '<span lang="nl" dir="auto">(Burada' not in text


def test_the_tab_tells_it_no_more_than_the_papers(everywhere: PlanVersion) -> None:
    case = everywhere.plan.case

    page = signed_in(coordinator_of(case)).get(url("plan", case)).content.decode()

    assert not [leak for leak in LEAKS if leak in page]


# --- asking for one --------------------------------------------------------------------------


@pytest.fixture
def asked() -> tuple[Client, Case]:
    version = plan_of_size(3)
    case = version.plan.case
    return signed_in(coordinator_of(case)), case


def test_the_tab_lists_every_paper_with_what_it_is_for(asked: tuple[Client, Case]) -> None:
    client, case = asked

    page = client.get(url("plan", case)).content.decode()

    assert [
        kind.key for kind in KINDS.values() if f'value="{kind.key}"' not in page or str(kind.purpose) not in page
    ] == []


@pytest.mark.parametrize("key", KINDS)
def test_a_paper_is_asked_by_its_address_and_leaves_a_line(asked: tuple[Client, Case], key: str) -> None:
    client, case = asked

    answer = client.get(url("plan_pdf", case), {"paper": key, "language": "ar", "letters": "groot"})

    name = f"{KINDS[key].file_name}-{case.number}-ar-groot.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    line = ReadLine.objects.get(action=ReadAction.EXPORT)
    assert str(KINDS[key].label) in line.what


@pytest.mark.parametrize("wrong", [{"paper": "koe"}, {"language": "xx"}, {"numbers": "c:1"}, {"paper": "\x00"}])
def test_what_is_not_in_the_list_leads_back_with_a_sentence(asked: tuple[Client, Case], wrong: dict[str, str]) -> None:
    client, case = asked

    answer = client.get(url("plan_pdf", case), wrong, follow=True)

    assert answer.redirect_chain == [(url("plan", case), 302)]
    assert "Kies" in answer.content.decode()
    assert not ReadLine.objects.filter(action=ReadAction.EXPORT).exists()


def test_the_frame_is_asked_in_a_language_and_a_size_too() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    make_frame(case, state=FrameState.LOCKED, concerns="Zorgen van de Raad")
    client = signed_in(coordinator_of(case))

    answer = client.get(url("frame_pdf", case), {"language": "pl", "letters": "groot"})
    wrong = client.get(url("frame_pdf", case), {"language": "xx"}, follow=True)

    name = f"veiligheidskader-{case.number}-pl-groot.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Ramy" in letters_of(answer.content)
    assert wrong.redirect_chain == [(url("frame", case), 302)]
    assert "Deze taal is er niet." in wrong.content.decode()


# --- numbers ---------------------------------------------------------------------------------


def test_a_number_stands_on_the_fridge_only_of_who_was_chosen(asked: tuple[Client, Case]) -> None:
    client, case = asked
    ria = make_circle_person(case, name="Ria Bakker", phone="0229 123456")
    make_circle_person(case, name="Wim Bakker", phone="0229 654321")

    with_ria = client.get(url("plan_pdf", case), {"paper": "fridge", "numbers": f"c:{ria.pk}"}).content
    without = client.get(url("plan_pdf", case), {"paper": "fridge"}).content

    assert "0229123456" in letters_of(with_ria)
    assert "0229654321" not in letters_of(with_ria)
    assert "0229123456" not in letters_of(without)


@pytest.mark.parametrize("key", [key for key in KINDS if key != "fridge"])
def test_no_other_paper_has_a_number(asked: tuple[Client, Case], key: str) -> None:
    client, case = asked
    ria = make_circle_person(case, name="Ria Bakker", phone="0229 123456")

    content = client.get(url("plan_pdf", case), {"paper": key, "numbers": f"c:{ria.pk}"}).content

    assert "0229123456" not in letters_of(content)


UNSAFE: dict[str, dict[str, Any]] = {
    "secret address": {"secret_address": True, "street": "Molenwerf 7"},
    "no voicemail": {"no_voicemail": True},
    "who is not to be called": {"no_call": True},
    "a wish": {"contact_wish": "Alleen overdag"},
}


@pytest.mark.parametrize("why", [*UNSAFE, "ban"])
def test_who_is_not_safe_to_reach_cannot_be_chosen(asked: tuple[Client, Case], why: str) -> None:
    client, case = asked
    noor = make_circle_person(case, name="Noor", phone="0229 123456", **UNSAFE.get(why, {}))
    if why == "ban":
        make_ban(noor, make_circle_person(case, name="Ex"), by=coordinator_of(case))

    assert "0229 123456" not in client.get(url("plan", case)).content.decode()
    answer = client.get(url("plan_pdf", case), {"paper": "fridge", "numbers": f"c:{noor.pk}"})
    assert answer.status_code == 302


def test_every_rule_about_contact_is_tried_here() -> None:
    """A rule that is added to a person's contact is one that keeps a number from the fridge."""
    told_by_number = {"phone", "email", "street", "postcode", "place", "municipality", "best_time", "no_mail"}
    rules = {column.name for column in ContactDetails._meta.get_fields()} - told_by_number

    assert rules == {name for fields in UNSAFE.values() for name in fields} - {"street"}


def test_a_professional_gets_every_paper_and_no_number_of_the_circle(held: World) -> None:
    case = held.own.case
    ria = make_circle_person(case, name="Ria Bakker", phone="0229 123456")
    present_plan(held.own.plan, by=held.anna, reasons=left_open(held.own.plan))
    dirk = signed_in(held.dirk)

    page = dirk.get(url("plan", case)).content.decode()
    assert "0229 123456" not in page
    assert dirk.get(url("plan_pdf", case), {"paper": "fridge", "numbers": f"c:{ria.pk}"}).status_code == 302
    for key in KINDS:
        assert dirk.get(url("plan_pdf", case), {"paper": key}).headers["Content-Type"] == "application/pdf"


def test_nobody_without_the_text_of_the_plan_gets_a_paper(held: World) -> None:
    for key in KINDS:
        assert signed_in(held.carla).get(url("plan_pdf", held.own.case), {"paper": key}).status_code == 403
