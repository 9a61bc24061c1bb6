"""Which days of the week a family means, in its own words."""

import pytest

from plans.weekly import EVERY_DAY, rhythm_of

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WORKING, WEEKEND = {MON, TUE, WED, THU, FRI}, {SAT, SUN}


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("elke woensdag", {WED}),
        ("Woensdagmiddag na school", {WED}),
        ("op maandagen en donderdagen", {MON, THU}),
        ("'s zondags", {SUN}),
        ("maandag t/m vrijdag", WORKING),
        ("van maandag tot en met donderdag", {MON, TUE, WED, THU}),
        ("ma t/m vr", WORKING),
        ("ma-vr", WORKING),
        ("ma, wo en vr om 15.00 uur", {MON, WED, FRI}),
        ("za en zo", WEEKEND),
        ("vrijdag t/m maandag", {FRI, SAT, SUN, MON}),
        ("woensdag- en zaterdagmiddag", {WED, SAT}),
        ("door de week", WORKING),
        ("op schooldagen", WORKING),
        ("in het weekend", WEEKEND),
        ("om het weekend", WEEKEND),
        ("om de week op dinsdag", {TUE}),
        ("eerste zaterdag van de maand", {SAT}),
        ("elke dag", EVERY_DAY),
        ("dagelijks om half acht", EVERY_DAY),
        ("iedere avond", EVERY_DAY),
        ("'s avonds", EVERY_DAY),
        ("’s ochtends", EVERY_DAY),
        ("elke dag behalve zondag", EVERY_DAY - {SUN}),
        ("elke dag, maar niet op woensdag en zaterdag", EVERY_DAY - {WED, SAT}),
        ("door de week, woensdag niet", WORKING - {WED}),
        ("vanaf 1 december elke dinsdag", {TUE}),
        ("every Monday", {MON}),
        ("her pazartesi", {MON}),
        ("pazar günü", {SUN}),
        ("w każdą środę", {WED}),
        ("w poniedziałki", {MON}),
        ("كل يوم الاثنين", {MON}),
        ("dinsdag van 9-12 uur", {TUE}),
    ],
)
def test_days_are_read_from_the_words(said: str, days: set[int]) -> None:
    assert rhythm_of(said).days == days


@pytest.mark.parametrize(
    "said",
    [
        *("", "twee keer per week", "zo vaak als nodig", "zo nodig", "bij ma", "als het kan", "do it", "altijd"),
        *("woensdag 3 maart", "maandag 3-3-2027", "volgende week woensdag", "aanstaande vrijdag", "niet op maandag"),
        *("voor 1 januari", "wo nodig"),
    ],
)
def test_what_has_no_day_or_is_done_once_stands_on_no_day(said: str) -> None:
    assert rhythm_of(said).days == set()


def test_a_day_may_stand_in_what_is_done() -> None:
    assert rhythm_of("", "Brengt Sem op zaterdag naar voetbal").days == {SAT}
    assert rhythm_of("om 10 uur", "Brengt Sem op zaterdag naar voetbal").days == {SAT}
    assert rhythm_of("zondag", "Belt over zaterdag").days == {SUN}
    assert rhythm_of("3 maart", "Brengt Sem op zaterdag weg").days == set()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("maandagochtend", "maandagmiddag"),
        ("maandag 8.30 uur", "maandag 10:15"),
        ("maandag na school", "maandagavond"),
        ("maandag 15 uur", "maandagavond 7 uur"),
        ("maandag 23.00", "maandag"),
    ],
)
def test_a_day_goes_from_morning_to_night(first: str, then: str) -> None:
    assert rhythm_of(first).minute < rhythm_of(then).minute
