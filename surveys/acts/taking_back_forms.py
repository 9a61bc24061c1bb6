"""Questionnaires that go back before they were filled in: somebody of the family wants none."""

from collections import Counter
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

from cases.models import Case, CirclePerson, Consent, MainPerson
from ekc.addresses import mail_key
from ekc.links import withdraw_link

from ..models import HandedOut, SurveyInvitation


def take_back_forms(case: Case, invitations: Any) -> None:
    """Close the links of those that did not come back, so that nobody is reminded; they count as not handed out. What
    was handed out before links were counted, has fewer counted than it has."""
    taken: Counter[str] = Counter()
    for invitation in invitations.filter(is_used=False, withdrawn_at=None):
        withdraw_link(invitation)
        taken[invitation.form] += 1
    for form, number in taken.items():
        rows = HandedOut.objects.filter(case=case, form=form)
        rows.filter(number__lte=number).delete()
        rows.update(number=F("number") - number, counted=Greatest(F("counted") - number, 0))


def take_back_of(said: Consent) -> None:
    """Of who withdrew the consent: what went to their mail address. What was handed over leads to nobody (0004)."""
    people: list[MainPerson | CirclePerson | None] = [said.main_person, said.person]
    addresses = {mail_key(each.email) for each in people if each is not None and each.email}
    found = SurveyInvitation.objects.filter(case=said.case).exclude(email="")
    keys = [each.pk for each in found if mail_key(each.email) in addresses]
    take_back_forms(said.case, found.filter(pk__in=keys))
