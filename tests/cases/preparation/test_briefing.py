"""The talk with the professional, help that there is now, and the plan the professional has in mind (US-26, M-09)."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import BEFORE_FIRST_MEETING_STATES, CaseState, Variant
from cases.models import IntendedPlan
from cases.preparation.acts.briefing import (
    lock_intended_plans,
    redact_intended_plan,
    save_briefing,
    save_current_help,
    write_intended_plan,
)
from cases.preparation.acts.ending import plan_without_meeting
from cases.preparation.legal_terms import LEGAL_WORDS
from cases.preparation.reads.intended_plan import text_of
from cases.variants.acts.kind import choose_variant
from conferences.codes import ConferenceState
from conferences.day.acts.day import start_information
from conferences.day.acts.meeting_again import meet_again
from conferences.day.acts.other_ends import break_off
from conferences.day.acts.taking_back import take_back_press
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_case, make_conference, make_user

IN_MIND = "Een pleeggezin, in elk geval tot de zomer."


@pytest.fixture
def dirk(db):
    return make_user(Role.PROFESSIONAL, full_name="Dirk Professional")


@pytest.fixture
def case(anna, carla, dirk):
    case = make_case(state=CaseState.SCHEDULED, with_coordinator=anna, manager=carla)
    case.referrer.user = dirk
    case.referrer.save()
    return case


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- the talk -----------------------------------------------------------------------------------------------


def test_talk_keeps_what_is_known_and_not_and_explains_words(preparing, anna):
    client = as_user(anna)
    typed = {"known": "Er is een OTS.", "unknown": "Hoe lang nog?", "legal_words": ["ots"]}
    client.post(reverse("cases:briefing", args=[preparing.number]), typed)

    page = client.get(reverse("cases:preparation", args=[preparing.number])).content.decode()

    assert "Er is een OTS." in page
    assert "Hoe lang nog?" in page
    assert str(LEGAL_WORDS["ots"].meaning) in page


def test_every_word_of_the_law_is_explained_in_a_sentence():
    for word in LEGAL_WORDS.values():
        assert str(word.meaning).endswith(".")
        assert len(str(word.meaning).split()) >= 5


def test_talk_was_on_a_day_that_came_and_with_somebody(preparing, anna):
    tomorrow = local_today() + dt.timedelta(days=1)
    with pytest.raises(Refusal, match="nog niet geweest"):
        save_briefing(preparing, by=anna, spoken_on=tomorrow, spoken_with="Dirk")
    with pytest.raises(Refusal, match="welke professional"):
        save_briefing(preparing, by=anna, spoken_on=local_today())


def test_professional_sees_nothing_of_the_talk(case, anna, dirk):
    save_briefing(case, by=anna, known="Moeder is bang voor de gezinsvoogd.")

    for name in ("preparation", "briefing"):
        assert as_user(dirk).get(reverse(f"cases:{name}", args=[case.number])).status_code in (403, 404)


# --- help that there is now -----------------------------------------------------------------------------------


def test_help_that_there_is_stays_or_stops(preparing, anna):
    client = as_user(anna)
    add = reverse("cases:help_add", args=[preparing.number])
    client.post(add, {"what": "Gezinshulp", "provider": "Altra", "wish": "open"})
    row = preparing.current_help.get()
    edit = reverse("cases:help", args=[preparing.number, row.pk])
    client.post(edit, {"what": "Gezinshulp", "provider": "Altra", "wish": "stoppen", "reason": "Het helpt niet."})

    page = client.get(reverse("cases:preparation", args=[preparing.number])).content.decode()

    assert "Het helpt niet." in page
    assert "Stoppen" in page


@pytest.mark.parametrize(("values", "sentence"), [({"what": " "}, "welke hulp"), ({"wish": "misschien"}, "blijft")])
def test_help_says_what_it_is(preparing, anna, values, sentence):
    with pytest.raises(Refusal, match=sentence):
        save_current_help(preparing, by=anna, **{"what": "Gezinshulp", **values})


# --- what the professional has in mind --------------------------------------------------------------------------


def test_plan_in_mind_is_encrypted_and_opened_by_nobody_but_its_author(case, anna, carla, dirk):
    url = reverse("cases:intended_plan", args=[case.number])
    as_user(dirk).post(url, {"help_codes": ["pleegzorg"], "text": IN_MIND})

    plan = IntendedPlan.objects.get()
    assert IN_MIND not in plan.sealed
    assert text_of(plan) == IN_MIND
    assert IN_MIND in as_user(dirk).get(url).content.decode()
    for other in (anna, carla):
        assert as_user(other).get(url).status_code in (403, 404)
        assert not IntendedPlan.objects.for_user(other).exists()


def test_plan_in_mind_is_rewritten_until_the_day(case, dirk):
    write_intended_plan(case, by=dirk, help_codes=["ots"], text="Eerst")
    write_intended_plan(case, by=dirk, help_codes=["geen"], text="Later")

    assert text_of(IntendedPlan.objects.get()) == "Later"


def test_plan_in_mind_locks_as_the_meeting_begins(case, anna, dirk):
    write_intended_plan(case, by=dirk, help_codes=["pleegzorg"], text=IN_MIND)
    conference = make_conference(case, state=ConferenceState.PLANNED)

    start_information(conference, by=anna)

    assert IntendedPlan.objects.get().locked_at is not None
    case.refresh_from_db()
    with pytest.raises(Refusal, match="ligt nu vast"):
        write_intended_plan(case, by=dirk, help_codes=["geen"], text="Achteraf gezien niets.")
    assert IN_MIND not in as_user(dirk).get(reverse("cases:intended_plan", args=[case.number])).content.decode()
    assert (
        reverse("cases:intended_plan", args=[case.number])
        not in as_user(dirk).get(case.get_absolute_url()).content.decode()
    )


def _broken_off_and_planned_anew(case, anna):
    meeting = make_conference(case, state=ConferenceState.PLANNED)
    start_information(meeting, by=anna)
    break_off(meeting, by=anna, another=True, reason="Er was ruzie.", next_start=timezone.now() + dt.timedelta(days=9))


def _made_at_home_and_to_meet_after_all(case, anna):
    plan_without_meeting(case, by=anna, explanation="Aan de keukentafel.")
    meet_again(case, by=anna, reason="De nachten zijn nog niet rond.")


@pytest.mark.parametrize("so_far", [_broken_off_and_planned_anew, _made_at_home_and_to_meet_after_all])
def test_before_another_meeting_is_not_beforehand(case, anna, carla, dirk, so_far):
    so_far(case, anna)
    case.refresh_from_db()

    assert case.state in BEFORE_FIRST_MEETING_STATES
    with pytest.raises(Refusal, match="ligt nu vast"):
        write_intended_plan(case, by=dirk, help_codes=["geen"], text="Achteraf gezien niets.")
    with pytest.raises(Refusal, match="ligt vast"):
        choose_variant(case, by=carla, variant=Variant.COMMUNITY, reason="De hele straat doet mee.")


def test_a_start_that_was_taken_back_was_none(case, anna, dirk):
    meeting = make_conference(case, state=ConferenceState.PLANNED)
    start_information(meeting, by=anna)
    take_back_press(meeting, by=anna)

    write_intended_plan(case, by=dirk, help_codes=["geen"], text="Niets erbij.")

    assert IntendedPlan.objects.get().author == dirk


@pytest.mark.parametrize(("codes", "sentence"), [([], "welke hulp"), (["geen", "ots"], "alleen als"), (["x"], "welke")])
def test_plan_in_mind_is_coded(case, dirk, codes, sentence):
    with pytest.raises(Refusal, match=sentence):
        write_intended_plan(case, by=dirk, help_codes=codes, text="")


def test_researcher_reads_locked_plans_without_case_or_name(case, dirk):
    ellen = make_user(Role.RESEARCHER)
    write_intended_plan(case, by=dirk, help_codes=["pleegzorg"], text=IN_MIND)
    url = reverse("plans:intended_plans")
    assert IN_MIND not in as_user(ellen).get(url).content.decode()

    lock_intended_plans(case)
    assert IN_MIND not in as_user(ellen).get(url).content.decode(), "nobody looked at it yet"
    redact_intended_plan(IntendedPlan.objects.get(), by=make_user(Role.NATIONAL), text="Naar een pleeggezin.")

    page = as_user(ellen).get(url).content.decode()
    assert "Naar een pleeggezin." in page
    assert IN_MIND not in page
    for secret in (case.number, "Dirk", str(case.main_persons.get())):
        assert secret not in page
