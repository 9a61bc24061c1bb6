"""Somebody of a family objects to research with their file (R17; docs/adr/0043)."""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.locks import lock_case, lock_cases
from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import withdraw_link
from ekc.refusal import Refusal
from surveys.models import HandedOut, SurveyInvitation

from ..models import ResearchObjection


@transaction.atomic
def record_objection(case: Case, *, by: User, objector: str, way: str, received_on: dt.date) -> ResearchObjection:
    """Take every file of this family out of research: of the figures, of the rows, and of questionnaires to come.

    Questionnaires that were not filled in are taken back, and count as not handed out. What was answered already lies
    with no case, so that nobody can find it. Raises Refusal for a day to come, and when the same one objected already.
    """
    locked = lock_case(case)
    if received_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest. Vul in wanneer u het bezwaar kreeg."))
    if locked.research_objections.filter(objector=objector, withdrawn_on=None).exists():
        raise Refusal(_("Dit bezwaar staat al in het dossier."))
    said: ResearchObjection | None = None
    for each in [locked, *_others_of(locked)]:
        if each.research_objections.filter(objector=objector, withdrawn_on=None).exists():
            continue
        made: ResearchObjection = ResearchObjection.objects.create(
            case=each,
            objector=objector,
            way=way,
            received_on=received_on,
            recorded_by=by,
            said_in=None if each.pk == locked.pk else locked,
        )
        said = said or made
        _say(each, objects=True)
        _take_back_questionnaires(each)
    assert said is not None
    return said


@transaction.atomic
def withdraw_objection(objection: ResearchObjection, *, by: User) -> None:
    """Take an objection back, in every file of the family that it was said of. Who else objects still does.

    Raises Refusal when it was taken back already.
    """
    case = lock_case(objection.case)
    current = ResearchObjection.objects.filter(objector=objection.objector, withdrawn_on=None)
    if not current.filter(pk=objection.pk).exists():
        raise Refusal(_("Dit bezwaar is al ingetrokken."))
    family = [case, *_others_of(case)]
    current.filter(case__in=family).update(withdrawn_on=local_today(), withdrawn_by=by)
    for each in family:
        if not each.research_objections.filter(withdrawn_on=None).exists():
            _say(each, objects=False)


def _say(case: Case, *, objects: bool) -> None:
    case.research_objection = objects
    case.save(update_fields=["research_objection"])


def _others_of(case: Case) -> list[Case]:
    """The other files of this family: linked as earlier or later ones, or put together with one, directly or not."""
    found, edge = {case.pk}, {case.pk}
    while edge:
        of_edge = Q(previous_case__in=edge) | Q(merged_into__in=edge) | Q(next_cases__in=edge) | Q(merged__in=edge)
        edge = set(Case.objects.filter(of_edge).values_list("pk", flat=True)) - found
        found |= edge
    return lock_cases(found - {case.pk})


def _take_back_questionnaires(case: Case) -> None:
    taken: Counter[str] = Counter()
    for invitation in SurveyInvitation.objects.filter(case=case, is_used=False, withdrawn_at=None):
        withdraw_link(invitation)
        taken[invitation.form] += 1
    for form, number in taken.items():
        rows = HandedOut.objects.filter(case=case, form=form)
        rows.filter(number__lte=number).delete()
        rows.update(number=F("number") - number)
