"""The regional manager speaks with a family that withdrew its consent to take part, or to share."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.locks import lock_case
from cases.models import Consent, ConsentTalk
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.consents import asks_a_talk


@transaction.atomic
def record_talk(said: Consent, *, by: User, spoken_on: dt.date, note: str) -> ConsentTalk:
    """Write down what was agreed on. Raises Refusal when nothing waits for a talk any more, for a day to come or before
    it was withdrawn, and without words."""
    lock_case(said.case)
    if not asks_a_talk(said):
        raise Refusal(_("Hierover hoeft niemand meer met de familie te praten."))
    if spoken_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest."), at="spoken_on")
    if spoken_on < said.said_on:
        raise Refusal(_("Toen was de toestemming nog niet ingetrokken."), at="spoken_on")
    if not note.strip():
        raise Refusal(_("Schrijf op wat u met de familie afsprak."), at="note")
    made: ConsentTalk = ConsentTalk.objects.create(consent=said, spoken_on=spoken_on, note=note.strip(), recorded_by=by)
    return made
