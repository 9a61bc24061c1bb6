"""Who may ask for whom (R1, R3): by age on the day of the request, and by as whom."""

import datetime as dt

import pytest
import time_machine

from cases.codes import AskedAs
from cases.who_may_ask import needs_child_view, needs_paper, who_may, why_not
from ekc.refusal import Refusal
from tests.factories import make_circle_person, make_main_person

SELF, PARENT, GUARDIAN, REPRESENTATIVE, AUTHORISED = AskedAs
# By age: who may ask.
TABLE = {
    0: {PARENT, GUARDIAN, AUTHORISED},
    11: {PARENT, GUARDIAN, AUTHORISED},
    12: {SELF, PARENT, GUARDIAN, AUTHORISED},
    15: {SELF, PARENT, GUARDIAN, AUTHORISED},
    16: {SELF, REPRESENTATIVE, AUTHORISED},
    17: {SELF, REPRESENTATIVE, AUTHORISED},
    18: {SELF, REPRESENTATIVE, AUTHORISED},
    80: {SELF, REPRESENTATIVE, AUTHORISED},
}


@pytest.mark.parametrize(("age", "asked_as"), [(age, each) for age in TABLE for each in AskedAs])
def test_who_may_ask_is_decided_by_age(age, asked_as):
    assert (why_not(asked_as, age) == "") is (asked_as in TABLE[age])


@pytest.mark.parametrize("age", TABLE)
def test_whoever_may_not_ask_reads_who_may(age):
    for asked_as in set(AskedAs) - TABLE[age]:
        assert why_not(asked_as, age).endswith(".")
    assert who_may(age).endswith(".")


def test_whoever_asks_for_another_shows_a_paper():
    assert [each for each in AskedAs if not needs_paper(each)] == [SELF]


@pytest.mark.parametrize(("age", "heard"), [(11, False), (12, True), (15, True), (16, False)])
def test_of_12_to_15_the_young_person_is_heard_when_another_asks(age, heard):
    assert needs_child_view(PARENT, age) is heard
    assert not needs_child_view(SELF, age)


BORN = dt.date(2010, 3, 5)


@pytest.mark.parametrize(
    ("day", "asked_as", "may"),
    [
        ("2022-03-04", SELF, False),  # 11 years and 364 days
        ("2022-03-05", SELF, True),
        ("2026-03-04", PARENT, True),  # 15 years and 364 days
        ("2026-03-05", PARENT, False),
        ("2026-03-05", SELF, True),
    ],
)
def test_the_birthday_itself_counts(case, ask, day, asked_as, may):
    child = make_main_person(case, birth_date=BORN, age_at_referral=10)
    with time_machine.travel(f"{day} 12:00:00+01:00", tick=False):
        other = {} if asked_as == SELF else {"asked_by": "Moeder", "paper": "Gezagsregister", "child_view": "Goed."}
        if may:
            assert ask(child, asked_as=asked_as, **other).asked_as == asked_as
        else:
            with pytest.raises(Refusal) as refused:
                ask(child, asked_as=asked_as, **other)
            assert refused.value.at == ("asked_as",)


def test_without_a_birth_date_the_age_is_asked(case, ask):
    aunt = make_circle_person(case, name="Tante Els")

    with pytest.raises(Refusal, match="Vul de leeftijd in") as refused:
        ask(aunt)

    assert refused.value.at == ("age",)
    assert ask(aunt, age=52).age == 52


def test_a_parent_without_a_paper_is_refused(person_of, ask):
    with pytest.raises(Refusal, match="welk papier"):
        ask(person_of(8), asked_as=PARENT, asked_by="Vader")


def test_a_parent_of_a_young_person_who_was_not_heard_is_refused(person_of, ask):
    with pytest.raises(Refusal, match="wat de jongere er zelf van vindt"):
        ask(person_of(13), asked_as=PARENT, asked_by="Vader", paper="Gezagsregister")
