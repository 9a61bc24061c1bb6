"""The papers of a plan: the whole plan, one page for the fridge, the week, and one for children."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings
from django.db import models
from django.test import Client
from django.utils import translation

from cases.codes import CaseState
from cases.models import Case, ConferenceQuestion
from cases.models.people import ContactDetails
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.languages import CODES
from plans.acts.testing import present_plan
from plans.codes import AgreementKind, FrameState, HelpAnswerKind, LifeArea, PlanState
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
from plans.papers import KINDS, draw_paper, paper_html
from plans.pictograms import NAMES, OF_AREA, pictogram_for
from tests.documents.tagged import faults_of, letters_of, told
from tests.factories import (
    left_open,
    make_agreement,
    make_ban,
    make_case,
    make_circle_person,
    make_frame,
    make_main_person,
    make_plan,
    make_question,
)
from tests.people import coordinator_of, signed_in
from tests.plans.reading import url
from tests.world import World

pytestmark = pytest.mark.django_db

WHEN = ("elke woensdag", "ma t/m vr na school", "dagelijks", "", "3 maart 2027", "in het weekend")


def plan_of_size(number: int, case: Case | None = None) -> PlanVersion:
    """A plan with that many agreements, of people of the circle, of words, and of the noodplan."""
    case = case or make_case(state=CaseState.HELD_WITH_PLAN)
    plan = make_plan(
        case,
        state=PlanState.NOT_NEEDED,
        agreements=0,
        own_words="Wij redden het samen.",
        monitor="Oma Toos",
        convener="Ria Bakker",
        contact_person="Ria Bakker",
        contingency="Dan belt Sem oma.",
        review_date=local_today() + dt.timedelta(days=90),
    )
    version = plan.versions.get()
    people = [make_circle_person(case, name=f"Helper {chr(65 + index)} van der Velde") for index in range(12)]
    for index in range(number):
        agreement = make_agreement(
            version,
            sort_order=index,
            who=f"Helper {chr(65 + index % 12)} van der Velde",
            what=f"Afspraak{index} haalt Sem op van school en brengt hem naar de voetbalclub",
            when_or_how_often=WHEN[index % len(WHEN)],
            where_to="bij het schoolplein",
        )
        agreement.people.add(people[index % 12])
    return version


def pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def text_of(paper: PlanPaper, key: str, language: str = "nl") -> str:
    with translation.override(language):
        return paper_html(KINDS[key], paper, language=language)


# --- what stands on them ---------------------------------------------------------------------


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("number", [1, 60])
def test_a_plan_of_one_agreement_and_one_of_sixty_are_drawn_whole(key: str, number: int) -> None:
    content = draw_paper(KINDS[key], plan_of_size(number))

    letters = letters_of(content)
    assert [index for index in range(number) if f"Afspraak{index}haaltSem" not in letters] == []
    assert faults_of(content) == []


@pytest.mark.parametrize("number", [1, 25, 60])
def test_who_helps_with_what_is_one_page(number: int) -> None:
    assert pages_of(draw_paper(KINDS["fridge"], plan_of_size(number))) == 1


def test_what_is_too_much_for_one_page_is_broken_off_and_says_so() -> None:
    version = plan_of_size(60)
    version.agreements.update(what="Haalt Sem elke dag op van school en gaat met hem mee naar huis. " * 8)

    content = draw_paper(KINDS["fridge"], version)

    assert pages_of(content) == 1
    assert "Nietallespastopditblad." in letters_of(content)


def test_in_large_letters_nothing_is_broken_off() -> None:
    version = plan_of_size(60)

    content = draw_paper(KINDS["fridge"], version, is_large=True)

    assert pages_of(content) > 1
    assert "Afspraak59haaltSem" in letters_of(content)


@pytest.mark.parametrize("key", KINDS)
def test_large_print_takes_more_room(key: str) -> None:
    version = plan_of_size(60)

    assert pages_of(draw_paper(KINDS[key], version, is_large=True)) >= pages_of(draw_paper(KINDS[key], version))
    assert "print-large.css" in paper_html(KINDS[key], PlanPaper(version), is_large=True)


def test_the_plan_begins_with_their_own_words_and_says_the_noodplan_once() -> None:
    version = plan_of_size(3)
    make_agreement(version, who="Oom Piet", what="Haalt Sem meteen op", is_emergency=True)

    text = text_of(PlanPaper(version), "plan")

    headings = [
        "In eigen woorden",
        "Wie doet wat",
        "Onze week",
        "Als het anders loopt",
        "Wie belt wie",
        "Weer bij elkaar",
    ]
    assert sorted(headings, key=text.index) == headings
    for once in ("Dan belt Sem oma.", "Haalt Sem meteen op", "Als het anders loopt"):
        assert text.count(once) == 1


def test_an_agreement_of_two_stands_under_each_of_them() -> None:
    version = plan_of_size(0)
    case = version.plan.case
    toos, sem = make_circle_person(case, name="Toos Bakker"), make_main_person(case, name="Sem")
    agreement = make_agreement(version, who="Oma en Sem", what="Koken samen")
    agreement.people.add(toos)
    agreement.main_people.add(sem)
    make_agreement(version, who="De buren", what="Letten op")
    make_agreement(version, who="de  buren", what="Geven de planten water")

    doers = PlanPaper(version).by_person

    assert [(doer.name, [(task.agreement.what, task.said) for task in doer.tasks]) for doer in doers] == [
        ("Sem", [("Koken samen", "Oma en Sem")]),
        ("Toos Bakker", [("Koken samen", "Oma en Sem")]),
        ("De buren", [("Letten op", ""), ("Geven de planten water", "")]),
    ]


def test_the_week_has_every_day_once_and_what_is_daily_before_them() -> None:
    week = PlanPaper(plan_of_size(6)).week

    assert [day.name for day in week][:2] == ["Elke dag", "Maandag"]
    assert len(week) == 8
    assert [len(day.agreements) for day in week] == [1, 1, 1, 2, 1, 1, 1, 1]


def test_without_a_day_there_is_no_week_and_the_paper_says_so() -> None:
    version = plan_of_size(0)
    make_agreement(version, when_or_how_often="als het kan", what="Belt")

    assert PlanPaper(version).week == []
    assert "Bij geen afspraak staat een vaste dag." in text_of(PlanPaper(version), "week")


def test_each_agreement_is_on_a_day_or_among_those_without() -> None:
    paper = PlanPaper(plan_of_size(60))
    on_days = {agreement.pk for day in paper.week for agreement in day.agreements}
    without = {agreement.pk for agreement in paper.without_day}

    assert on_days | without == {agreement.pk for agreement in paper.everyday}
    assert not on_days & without


@pytest.mark.parametrize("key", ["fridge", "week", "children"])
def test_what_hangs_in_a_kitchen_says_nothing_of_frame_or_money(key: str) -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    make_frame(case, state=FrameState.LOCKED, concerns="Zorgen van de Raad")
    version = plan_of_size(2, case)
    version.agreements.update(paid_from_pgb=True)

    text = text_of(PlanPaper(version), key)

    assert "Zorgen van de Raad" not in text
    assert "pgb" not in text


def test_the_frame_is_attached_as_it_was_read() -> None:
    case = make_case(state=CaseState.HELD_WITH_PLAN)
    frame = make_frame(case, state=FrameState.LOCKED, concerns="Zorgen van de Raad")
    SafetyFrame.objects.filter(pk=frame.pk).update(read_to_family_on=dt.date(2026, 3, 2))

    text = text_of(PlanPaper(plan_of_size(1, case)), "plan")

    assert "Zorgen van de Raad" in text
    assert "Met de familie gelezen op 2 maart 2026." in text


# --- pictures --------------------------------------------------------------------------------


def test_every_drawing_is_there_and_every_life_area_has_one() -> None:
    drawn = {path.stem for path in Path(settings.BASE_DIR).glob("static/ekc/pictograms/*.svg")}

    assert drawn == NAMES
    assert set(OF_AREA) == set(LifeArea)
    sheet = (Path(settings.BASE_DIR) / "static/ekc/print-children.css").read_text()
    assert [
        name for name in NAMES if f'.is-{name} {{ background-image: url("pictograms/{name}.svg")' not in sheet
    ] == []


@pytest.mark.parametrize(
    ("what", "area", "name"),
    [
        ("Sem slaapt op vrijdag bij oma", "", "bed"),
        ("Haalt Sem van school", LifeArea.EDUCATION, "car"),
        ("Houdt het in de gaten", LifeArea.SAFETY, "shield"),
        ("Doet de administratie en de rekeningen", "", "coins"),
        ("ليلى", "", "hands"),
    ],
)
def test_a_drawing_fits_what_is_done(what: str, area: str, name: str) -> None:
    assert pictogram_for(what, area) == name


def test_a_drawing_is_decoration_beside_its_words() -> None:
    assert told(draw_paper(KINDS["children"], plan_of_size(3)), "Figure") == []


# --- languages -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("key", KINDS)
def test_labels_are_in_the_language_of_the_reader_and_the_words_are_theirs(key: str, language: str) -> None:
    content = draw_paper(KINDS[key], plan_of_size(4), language=language)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == language
    words = [each for each in told(content) if each.language]
    assert {each.language for each in words} == (set() if language == "nl" else {"nl"})
    assert "Afspraak0haaltSem" in letters_of(content)
    assert faults_of(content) == []


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
    rows.append(version.residence_changes.create(person="x", from_residence="thuis", to_residence="pleeggezin"))
    for row in [version, frame, *rows]:
        names = [name for name in typed_columns(type(row)) if name != "when_or_how_often" or not row.when_or_how_often]
        if isinstance(row, Agreement):
            names.remove("payer")
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
    told_by_number = {"phone", "email", "street", "postcode", "place", "municipality", "best_time"}
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
