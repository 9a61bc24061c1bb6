"""What this app does when a file is of a family that has another one, and when somebody objects to research."""

from typing import Any

from django.dispatch import receiver

from cases.codes import ConsentPurpose, RightKind
from cases.models import Case, Consent, PrivacyRequest
from cases.signals import cases_merged, consent_given, consent_withdrawn, earlier_case_linked, right_granted
from ekc.accounts.models import User

from .acts.objections import object_as_asked, object_by_consent, spread_objections, take_back_by_consent


@receiver(cases_merged, dispatch_uid="reports.spread_objections_of_merged")
def two_cases_are_one(keep: Case, **_kwargs: Any) -> None:
    spread_objections(keep)


@receiver(earlier_case_linked, dispatch_uid="reports.spread_objections_of_linked")
def a_later_case_of_a_family(case: Case, **_kwargs: Any) -> None:
    spread_objections(case)


@receiver(right_granted, dispatch_uid="reports.objection_was_granted")
def somebody_objects(request: PrivacyRequest, by: User, **_kwargs: Any) -> None:
    if request.kind == RightKind.OBJECTION:
        object_as_asked(request, by=by)


@receiver(consent_withdrawn, dispatch_uid="reports.consent_withdrawn")
def somebody_wants_no_research(consent: Consent, by: User | None, **_kwargs: Any) -> None:
    if consent.purpose == ConsentPurpose.RESEARCH:
        object_by_consent(consent, by=by)


@receiver(consent_given, dispatch_uid="reports.consent_given")
def somebody_allows_research_again(consent: Consent, by: User | None, **_kwargs: Any) -> None:
    if consent.purpose == ConsentPurpose.RESEARCH:
        take_back_by_consent(consent, by=by)
