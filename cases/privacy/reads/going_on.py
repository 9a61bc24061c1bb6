"""Going on without a main person who does not want to take part any more, and with them again (docs/adr/0062)."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.codes import COORDINATOR_WRITES_STATES, ConsentPurpose, ConsentState
from cases.consented import known_age, last_words_of, state_of, words_about
from cases.models import Case, Consent, MainPerson, PartyMember
from cases.queries import main_persons_in, main_persons_there
from cases.rules import can
from ekc.accounts.models import User
from ekc.dates import local_today

from .consents import asks_a_talk


def is_withdrawn(person: MainPerson, words: Sequence[Consent]) -> bool:
    """Whether who decides for this person withdrew it, by these last words."""
    about = words_about(words, person, ConsentPurpose.TAKING_PART)
    return state_of(about, known_age(person, local_today())) == ConsentState.WITHDRAWN


def said_of_taking_part(case: Case) -> Sequence[Consent]:
    """The last words about taking part in this file, for the two below."""
    return last_words_of(case, ConsentPurpose.TAKING_PART)


def why_not_without(person: MainPerson, words: Sequence[Consent]) -> str:
    """Why the conference does not go on without this person for now, and what to do; empty where it may."""
    told = {"name": person}
    if not person.takes_part:
        return _("%(name)s doet al niet mee.") % told
    if not is_withdrawn(person, words):
        return _("Wie hierover beslist voor %(name)s, trok de toestemming om mee te doen niet in.") % told
    if any(asks_a_talk(each) for each in words_about(words, person, ConsentPurpose.TAKING_PART)):
        return _("De regiomanager spreekt eerst met de familie, en schrijft dat op.")
    if not any(each != person for each in main_persons_in(person.case)):
        return _("Zonder %(name)s gaat de zaak over niemand meer. Stop de zaak, of praat verder met de familie.") % told
    return ""


def why_not_again(person: MainPerson, words: Sequence[Consent]) -> str:
    """Why this person does not take part again for now; empty where they may."""
    if person.takes_part or person.destroyed_on is not None:
        return _("%(name)s doet al mee, of is uit het dossier gehaald.") % {"name": person}
    if is_withdrawn(person, words):
        return _("De toestemming om mee te doen is nog ingetrokken. Noteer eerst dat er weer ja op is gezegd.")
    if any(each.denies for each in PartyMember.objects.filter(main_person=person)):
        return _("%(name)s neemt geen verantwoordelijkheid. Verander dat bij de kanten van het herstel.") % {
            "name": person
        }
    return ""


def going_on_of(case: Case, user: User) -> list[dict[str, str]]:
    """What can be done now for whom, for the page about consent: an address with what it is called."""
    if case.state not in COORDINATOR_WRITES_STATES or not can(user, "consent.note", case):
        return []
    found, words = [], said_of_taking_part(case)
    for person in main_persons_there(case):
        args = [case.number, person.pk]
        if person.takes_part and not why_not_without(person, words):
            label = _("Verder zonder %(name)s") % {"name": person}
            found.append({"label": label, "url": reverse("cases:go_on_without", args=args)})
        elif not person.takes_part and not why_not_again(person, words):
            label = _("%(name)s doet weer mee") % {"name": person}
            found.append({"label": label, "url": reverse("cases:takes_part_again", args=args)})
    return found
