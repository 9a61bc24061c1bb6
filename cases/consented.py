"""How it stands with consent, worked out of the last words of everybody who has a say (`ConsentQuerySet.last_words`).

Whose word counts for somebody follows their age on the day of asking (`who_may_ask`; R1). Under 12 parents with
authority or a guardian; 12 to 15 the young person and a parent or guardian; from 16 the person, or a curator or mentor.
What an aanmelder wrote down of the whole family counts until somebody of it says otherwise.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from ekc.dates import age_on, local_today
from ekc.names import same_name

from .codes import AskedAs, ConsentPurpose, ConsentState, MainPersonKind
from .models import Case, Consent, MainPerson
from .who_may_ask import ALONE_FROM, FOR_A_CHILD, OWN_FROM

GROWN_UP = 18


def known_age(person: MainPerson, day: dt.date) -> int | None:
    """The age on this day; reckoned from that at the aanmelding without a birth date. None where nobody knows."""
    if person.birth_date is not None:
        return max(age_on(person.birth_date, day), 0)
    if person.unborn:
        return 0
    if person.age_at_referral is not None:
        years = max(age_on(person.case.received_on, day), 0)
        return int(person.age_at_referral) + years
    return None if person.kind == MainPersonKind.MINOR else GROWN_UP


def counts(given_as: str, age: int | None) -> bool:
    """Whether a word that was said as this counts for somebody of this age. Of an age that nobody knows all count."""
    if age is None or given_as not in (*FOR_A_CHILD, AskedAs.REPRESENTATIVE):
        return True
    return (age < ALONE_FROM) is (given_as in FOR_A_CHILD)


def lacks(words: Sequence[Consent], age: int | None) -> list[AskedAs]:
    """Of whom a yes is needed besides: of these words, which all say yes and count.

    Somebody with a signed paper speaks for who signed it, and of whom that is nothing is kept: under 12 it can be only
    a parent, from 16 only the person. From 12 to 15 it is one of the two who must both say yes, so it stands for none.
    """
    if any(not each.given_as for each in words):
        return []
    is_signed = any(each.given_as == AskedAs.AUTHORISED for each in words)
    has_child = any(each.given_as == AskedAs.SELF for each in words)
    has_parent = any(each.given_as in FOR_A_CHILD for each in words)
    if age is not None and age < OWN_FROM and is_signed:
        return []
    if age is None or age >= ALONE_FROM:
        return [] if words else [AskedAs.SELF]
    needed = [(AskedAs.SELF, has_child)] if age >= OWN_FROM else []
    return [who for who, is_there in [*needed, (AskedAs.PARENT, has_parent)] if not is_there]


def state_of(words: Iterable[Consent], age: int | None) -> ConsentState:
    """How it stands with one purpose of one person: of the last words about this person and about the whole family."""
    counted = [each for each in words if counts(each.given_as, age)]
    if any(not each.gives for each in counted):
        return ConsentState.WITHDRAWN
    if not counted:
        return ConsentState.UNASKED
    return ConsentState.PARTLY if lacks(counted, age) else ConsentState.GIVEN


def last_of_each(words: Iterable[Consent]) -> list[Consent]:
    """Of these words (`ConsentQuerySet.last_words`) the last of each who spoke: of two parents who are not in the
    circle each keeps their own."""
    there = list(words)
    last = {speaker_of(each): each for each in sorted(there, key=lambda each: (each.said_on, each.pk))}
    return [each for each in there if last[speaker_of(each)] is each]


def speaker_of(said: Consent) -> tuple[Any, ...]:
    """Who said it, about whom and what: somebody of the circle, the main person, or somebody of this name."""
    about = (said.case_id, said.main_person_id, said.purpose)
    if said.person_id is not None:
        return (*about, said.person_id)
    is_named = said.given_as not in ("", AskedAs.SELF)
    return (*about, said.given_as, same_name(said.said_by) if is_named else "")


def is_from_before_alone(said: Consent, day: dt.date) -> bool:
    """Whether somebody said it of themselves when they did not decide alone yet, and on this day they do."""
    if said.given_as != AskedAs.SELF or said.main_person is None:
        return False
    then, now = known_age(said.main_person, said.said_on), known_age(said.main_person, day)
    return then is not None and now is not None and then < ALONE_FROM <= now


def words_about(words: Iterable[Consent], person: MainPerson, purpose: str) -> list[Consent]:
    """Of these last words those that say something of this person and purpose."""
    return [each for each in words if each.purpose == purpose and each.main_person_id in (None, person.pk)]


def last_words_of(case: Case, purpose: str = "", on: dt.date | None = None) -> list[Consent]:
    """The last words in this file; of one purpose where it is said. Words about calling that were fetched along
    (`CaseQuerySet.with_calling_words`) are not asked for again."""
    known: list[Consent] | None = getattr(case, "calling_words", None)
    if known is not None and purpose == ConsentPurpose.CALLING and on is None:
        return last_of_each(known)
    found = Consent.objects.filter(case=case)
    if purpose:
        found = found.filter(purpose=purpose)
    return last_of_each(found.last_words(on).select_related("case", "main_person__case", "person"))


def consent_of(person: MainPerson, purpose: str, on: dt.date | None = None) -> ConsentState:
    """How it stands with one purpose of one person today, or as it was on a day."""
    words = words_about(last_words_of(person.case, purpose, on), person, purpose)
    return state_of(words, known_age(person, on or local_today()))


def is_refused(case: Case, purpose: str) -> bool:
    """Whether a main person, or who speaks for one, withdrew it: for what holds of the file as a whole."""
    words = last_words_of(case, purpose)
    if all(each.gives for each in words):
        return False
    today = local_today()
    return any(
        state_of(words_about(words, each, purpose), known_age(each, today)) == ConsentState.WITHDRAWN
        for each in case.main_persons.all()
    )


def may_be_called(case: Case) -> bool:
    """Whether somebody of the family consented to a call, and did not withdraw it (R-06)."""
    words = last_words_of(case, ConsentPurpose.CALLING)
    if not any(each.gives for each in words):
        return False
    if all(each.gives for each in words):
        return True
    today = local_today()
    for each in case.main_persons.all():
        about = words_about(words, each, ConsentPurpose.CALLING)
        is_wanted = any(word.gives for word in about)
        if is_wanted and state_of(about, known_age(each, today)) != ConsentState.WITHDRAWN:
            return True
    return False


def who_said(word: Any) -> str:
    """Who it was: by the name it was written down under, or the circle's name of today."""
    return str(word.person or word.said_by)
