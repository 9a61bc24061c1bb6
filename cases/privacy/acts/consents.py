"""Consent: somebody gives it, or withdraws it. A row each time, and what follows is done at once (docs/adr/0062)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import CONSENT_WORDING, AskedAs, ConsentPurpose, ConsentState, ConsentWay
from cases.consented import (
    counts,
    is_from_before_alone,
    known_age,
    last_words_of,
    speaker_of,
    state_of,
    words_about,
)
from cases.locks import lock_case, refuse_taken_out
from cases.models import Case, CirclePerson, Consent, MainPerson
from cases.signals import consent_given, consent_withdrawn
from cases.who_may_ask import why_no_say
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from .consent_effects import follow_in_the_file, settle_flags, stop_waiting_mail


def write_consent_of_family(case: Case, *, by: User | None, said_by: str, said_on: dt.date, how: str) -> Consent:
    """What who applied wrote down: that somebody of the family may be called (R-06). For an act on a locked case."""
    made: Consent = Consent.objects.create(
        case=case,
        purpose=ConsentPurpose.CALLING,
        gives=True,
        said_by=said_by.strip(),
        said_on=said_on,
        way=ConsentWay.REFERRAL,
        how=how.strip(),
        recorded_by=by,
    )
    return made


@transaction.atomic
def say_consent(
    of_whom: MainPerson,
    *,
    by: User | None,
    gives: bool,
    purposes: Iterable[str],
    said_as: str,
    way: str,
    said_on: dt.date,
    person: CirclePerson | None = None,
    said_by: str = "",
    how: str = "",
    told_age: int | None = None,
) -> list[Consent]:
    """Somebody gives or withdraws consent for each of these purposes; what they said before stands, one row earlier.

    `by` is nobody for who does it by an own link; `told_age` is what the desk was told, where no birth date is known.
    What follows is done in the same transaction. Raises Refusal without a purpose, for a day to come, when this person
    has no say for somebody of this age, without a name, and when all of it stood there already.
    """
    case = lock_case(of_whom.case)
    chosen = [each for each in ConsentPurpose if each in set(purposes)]
    if not chosen:
        raise Refusal(_("Kies waarvoor."), at="purposes")
    if said_as not in AskedAs.values or way not in ConsentWay.values:
        raise Refusal(_("Kies uit de lijst."))
    if said_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."), at="said_on")
    locked: MainPerson = MainPerson.objects.select_related("case").get(pk=of_whom.pk)
    refuse_taken_out(locked)
    age = told_age if told_age is not None and locked.birth_date is None else known_age(locked, said_on)
    _refuse_who(locked, said_as, person, said_by, age=age)
    said: dict[str, Any] = {"case": case, "main_person": locked, "gives": gives, "given_as": said_as, "person": person}
    said |= {"said_by": str(person or said_by.strip() or locked), "said_on": said_on, "way": way, "how": how.strip()}
    said |= {"wording": CONSENT_WORDING, "recorded_by": by}
    words = [Consent(purpose=purpose, **said) for purpose in chosen]
    made = [each for each in words if not _stands(each)]
    for each in made:
        each.save(force_insert=True)
    if not made:
        raise Refusal(_("Dat staat er al zo."), at="purposes")
    for each in made:
        _follow(each, by=by)
    return made


def _refuse_who(
    of_whom: MainPerson, said_as: str, person: CirclePerson | None, said_by: str, *, age: int | None
) -> None:
    if age is not None and (reason := why_no_say(said_as, age)):
        raise Refusal(reason, at="said_as")
    if person is not None and (person.case_id != of_whom.case_id or said_as == AskedAs.SELF):
        raise Refusal(_("Kies wie van de kring namens deze persoon spreekt, of niemand."), at="person")
    if person is None and said_as != AskedAs.SELF and not said_by.strip():
        raise Refusal(_("Kies wie uit de kring het zei, of schrijf de naam op."), at=("person", "said_by"))


def not_said_yet(of_whom: MainPerson, purposes: Iterable[str], *, gives: bool, said_as: str, said_by: str) -> list[str]:
    """Of these purposes those of which somebody who is not in the circle did not say this last."""
    said: dict[str, Any] = {"main_person": of_whom, "gives": gives, "given_as": said_as, "said_by": said_by}
    words = [Consent(case=of_whom.case, purpose=each, said_on=local_today(), **said) for each in purposes]
    return [each.purpose for each in words if not _stands(each)]


def _stands(said: Consent) -> bool:
    """Whether this same person had said the same last on that day. Who decides alone since then, may say yes once
    more: what another had to say with them counts no longer."""
    spoken = last_words_of(said.case, said.purpose, on=said.said_on)
    last = next((each for each in spoken if speaker_of(each) == speaker_of(said)), None)
    if last is None or (last.gives, last.given_as) != (said.gives, said.given_as):
        return False
    return not (said.gives and is_from_before_alone(last, said.said_on))


def _follow(said: Consent, *, by: User | None) -> None:
    """What a word brings about. A yes lifts nothing while somebody else who has a say says no; a word that this same
    person took back since, or that does not count any more, brings about nothing."""
    assert said.main_person is not None
    settle_flags(said)
    words = words_about(last_words_of(said.case, said.purpose), said.main_person, said.purpose)
    age = known_age(said.main_person, local_today())
    if said.pk not in {each.pk for each in words} or not counts(said.given_as, age):
        return
    if said.gives and state_of(words, age) == ConsentState.WITHDRAWN:
        return
    follow_in_the_file(said, by=by)
    told = consent_given if said.gives else consent_withdrawn
    told.send(sender=Consent, consent=said, by=by)
    if not said.gives:
        stop_waiting_mail(said)
