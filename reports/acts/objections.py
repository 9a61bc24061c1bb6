"""Somebody of a family objects to research with their file (R17; docs/adr/0043)."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.codes import AskedAs, ConsentPurpose, ConsentWay, IdentityCheck
from cases.consented import counts, known_age, last_words_of
from cases.locks import lock_case, lock_cases
from cases.models import Case, Consent, PrivacyRequest
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from surveys.acts.taking_back_forms import take_back_forms
from surveys.models import SurveyInvitation

from ..codes import ObjectionWay, Objector
from ..models import ResearchObjection
from .research import empty_schemas


@transaction.atomic
def record_objection(
    case: Case, *, by: User | None, objector: str, way: str, received_on: dt.date, consent: Consent | None = None
) -> ResearchObjection:
    """Take every file of this family out of research: of the figures, of the rows, and of questionnaires to come.

    Questionnaires that were not filled in are taken back, and count as not handed out. What was answered already lies
    with no case, so that nobody can find it. Raises Refusal for a day to come, and when the same one objected already.
    """
    locked = lock_case(case)
    if received_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest. Vul in wanneer u het bezwaar kreeg."), at="received_on")
    if locked.research_objections.filter(objector=objector, withdrawn_on=None).exists():
        raise Refusal(_("Dit bezwaar staat al in het dossier."), at="objector")
    said: ResearchObjection = ResearchObjection.objects.create(
        case=locked, objector=objector, way=way, received_on=received_on, recorded_by=by, consent=consent
    )
    _keep_out(locked)
    _say_elsewhere(said, _others_of(locked))
    return said


def object_as_asked(asked: PrivacyRequest, *, by: User) -> ResearchObjection | None:
    """A request that was granted: the objection stands from the day it came. None where it stood already."""
    objector = _objector_of(asked)
    if asked.case.research_objections.filter(objector=objector, withdrawn_on=None).exists():
        return None
    # The word in the register of consent follows (`object_by_consent`), and finds it there.
    way = ObjectionWay.TELEPHONE if asked.identity == IdentityCheck.CALLED_BACK else ObjectionWay.TALK
    return record_objection(asked.case, by=by, objector=objector, way=way, received_on=asked.received_on)


def _objector_of(asked: PrivacyRequest) -> Objector:
    if asked.main_person_id is None:
        return Objector.CIRCLE
    return Objector.MAIN_PERSON if asked.asked_as == AskedAs.SELF else Objector.PARENT


_WAYS: dict[str, ObjectionWay] = {
    ConsentWay.OWN_LINK: ObjectionWay.OWN_LINK,
    ConsentWay.WRITTEN: ObjectionWay.PAPER,
}


def _objects_as(said: Consent) -> Objector:
    return Objector.MAIN_PERSON if said.given_as == AskedAs.SELF else Objector.PARENT


@transaction.atomic
def object_by_consent(said: Consent, *, by: User | None) -> ResearchObjection:
    """Consent for research was withdrawn: the objection stands from that day. Where one of the same kind stands,
    that one hangs on this word from now on when it came with the same request."""
    known = said.case.research_objections.filter(objector=_objects_as(said), withdrawn_on=None).first()
    if known is None:
        way = _WAYS.get(said.way, ObjectionWay.TALK)
        return record_objection(
            said.case, by=by, objector=_objects_as(said), way=way, received_on=said.said_on, consent=said
        )
    if known.consent_id is None and said.way == ConsentWay.REQUEST and known.received_on == said.said_on:
        known.consent = said
        known.save(update_fields=["consent"])
    return known


@transaction.atomic
def take_back_by_consent(said: Consent, *, by: User | None) -> None:
    """Consent for research was given again, and nobody who has a say for this main person says no: what was objected to
    by words about them stands no more, whoever said it. While somebody says no for another main person in the
    register, it hangs on that word."""
    today = local_today()
    refusals = [
        each
        for each in last_words_of(said.case, ConsentPurpose.RESEARCH)
        if not each.gives and each.main_person and counts(each.given_as, known_age(each.main_person, today))
    ]
    by_words = said.case.research_objections.filter(consent__main_person=said.main_person_id, withdrawn_on=None)
    for known in by_words.order_by("pk"):
        others = [each for each in refusals if _objects_as(each) == known.objector]
        if others:
            said.case.research_objections.filter(pk=known.pk).update(consent=others[0])
        else:
            withdraw_objection(known, by=by)


@transaction.atomic
def spread_objections(case: Case) -> None:
    """Files turned out to be of one family: what is objected to in one of them takes all of them out of research.

    A double that went on with another file keeps none of its own; it has it again when the two are taken apart.
    """
    locked = lock_case(case)
    family = [each for each in (locked, *_others_of(locked)) if each.merged_into_id is None]
    standing = ResearchObjection.objects.filter(case__in=family, withdrawn_on=None).select_related("case", "said_in")
    for each in standing.order_by("pk"):
        _say_elsewhere(each, family)


def _say_elsewhere(said: ResearchObjection, files: Iterable[Case]) -> None:
    """The same objection in other files of the family, where it does not stand yet."""
    for each in files:
        if each.research_objections.filter(objector=said.objector, withdrawn_on=None).exists():
            continue
        ResearchObjection.objects.create(
            case=each,
            objector=said.objector,
            way=said.way,
            received_on=said.received_on,
            recorded_by=said.recorded_by,
            consent=said.consent,
            said_in=said.said_in or said.case,
        )
        _keep_out(each)


def _keep_out(case: Case) -> None:
    _say(case, objects=True)
    empty_schemas()
    take_back_forms(case, SurveyInvitation.objects.filter(case=case))


@transaction.atomic
def withdraw_objection(objection: ResearchObjection, *, by: User | None) -> None:
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
