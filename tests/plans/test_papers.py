"""The papers of a plan: the whole plan, one page for the fridge, the week, and one for children."""

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.utils import translation

from cases.codes import CaseState
from cases.models import Case
from ekc.dates import local_today
from ekc.languages import CODES
from plans.codes import FrameState, LifeArea, PlanState
from plans.models import (
    PlanVersion,
    SafetyFrame,
)
from plans.on_paper import PlanPaper
from plans.papers import KINDS, draw_paper, paper_html
from plans.pictograms import NAMES, OF_AREA, pictogram_for
from tests.documents.tagged import faults_of, letters_of, told
from tests.factories import (
    before_it_was_established,
    make_agreement,
    make_case,
    make_circle_person,
    make_frame,
    make_main_person,
    make_plan,
)

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
        with before_it_was_established():
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
    with before_it_was_established():
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
    version = plan_of_size(15)

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
    with before_it_was_established():
        agreement.people.add(toos)
    with before_it_was_established():
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
    with before_it_was_established():
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
