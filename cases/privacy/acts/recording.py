"""A request about somebody's own data: written down with who asks and for whom, and its term made longer once."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import AskedAs, IdentityCheck, RightKind
from cases.locks import lock_case, refuse_taken_out
from cases.models import Case, CirclePerson, MainPerson, PrivacyRequest
from cases.who_may_ask import needs_child_view, needs_paper, why_not
from cases.workflow import RIGHT_WORKFLOW
from ekc.accounts.models import User
from ekc.dates import add_months, age_on, local_today
from ekc.dutch import long_date
from ekc.refusal import Refusal

from .term_reminders import plan_reminders


@transaction.atomic
def record_request(
    case: Case,
    of_whom: MainPerson | CirclePerson,
    *,
    by: User,
    kind: str,
    asked_as: str,
    asked_by: str,
    identity: str,
    received_on: dt.date,
    age: int | None = None,
    paper: str = "",
    child_view: str = "",
    what: str = "",
) -> PrivacyRequest:
    """Write a request down; its term runs from the day it came in. `age` is asked where no birth date is known.

    Raises Refusal when this asker may not ask for somebody of this age, when it is not certain who asks, when a paper
    or the view of a young person is missing, and while the same was asked for the same person and has no answer yet.
    """
    locked = lock_case(case)
    if of_whom.case_id != locked.pk:
        raise Refusal(_("Kies iemand uit dit dossier."), at="who")
    if kind not in RightKind.values or asked_as not in AskedAs.values or identity not in IdentityCheck.values:
        raise Refusal(_("Kies uit de lijst."))
    if received_on > local_today():
        raise Refusal(_("Deze dag is nog niet geweest. Vul in wanneer het verzoek kwam."), at="received_on")
    if asked_as != AskedAs.SELF and not asked_by.strip():
        raise Refusal(_("Schrijf op wie het vraagt."), at="asked_by")
    years = age_of(of_whom, received_on, told=age)
    _refuse_asker(asked_as, years, paper, child_view)
    key = _key_of(of_whom)
    _refuse_twice(locked, kind, key)
    made: PrivacyRequest = PrivacyRequest.objects.create(
        case=locked,
        **key,
        kind=kind,
        what=what.strip(),
        asked_as=asked_as,
        asked_by=asked_by.strip() or str(of_whom),
        age=years,
        identity=identity,
        paper=paper.strip() if needs_paper(asked_as) else "",
        child_view=child_view.strip() if needs_child_view(asked_as, years) else "",
        received_on=received_on,
        due_on=add_months(received_on, norms.RIGHT_MONTHS),
        recorded_by=by,
    )
    plan_reminders(made)
    return made


def _key_of(of_whom: MainPerson | CirclePerson) -> dict[str, MainPerson | CirclePerson]:
    refuse_taken_out(of_whom)
    if isinstance(of_whom, MainPerson):
        return {"main_person": of_whom}
    return {"person": of_whom}


def _refuse_twice(case: Case, kind: str, key: dict[str, MainPerson | CirclePerson]) -> None:
    if PrivacyRequest.objects.unanswered().filter(case=case, kind=kind, **key).exists():
        raise Refusal(_("Dit verzoek staat er al, en wacht nog op antwoord."), at="kind")


def age_of(of_whom: MainPerson | CirclePerson, day: dt.date, *, told: int | None) -> int:
    """The age of this person on this day: of the birth date, else as it was told. Raises Refusal where neither is."""
    born: dt.date | None = getattr(of_whom, "birth_date", None)
    if born is not None:
        return max(age_on(born, day), 0)
    if getattr(of_whom, "unborn", False):
        return 0
    if told is None:
        raise Refusal(_("Van deze persoon is geen geboortedatum bekend. Vul de leeftijd in."), at="age")
    return told


def _refuse_asker(asked_as: str, age: int, paper: str, child_view: str) -> None:
    if reason := why_not(asked_as, age):
        raise Refusal(reason, at="asked_as")
    if needs_paper(asked_as) and not paper.strip():
        raise Refusal(
            _("Schrijf op welk papier u zag: het gezagsregister, een beschikking of een machtiging."), at="paper"
        )
    if needs_child_view(asked_as, age) and not child_view.strip():
        raise Refusal(_("Vraag eerst wat de jongere er zelf van vindt, en schrijf dat op."), at="child_view")


@transaction.atomic
def extend_term(asked: PrivacyRequest, *, by: User, until: dt.date, reason: str) -> PrivacyRequest:
    """Take longer to answer, once, and no longer than the norm; whoever asked hears why, in the letter.

    Raises Refusal after the end of the term, a second time, without a reason, and beyond the norm.
    """
    locked = lock_request(asked)
    RIGHT_WORKFLOW.find(locked.state, "extend", by=by)
    last = add_months(locked.due_on, norms.RIGHT_EXTENSION_MONTHS)
    if locked.extended_on is not None:
        raise Refusal(_("De termijn is al een keer verlengd. Langer kan niet."))
    if locked.days_left < 0:
        raise Refusal(_("De termijn is al voorbij. Verlengen kan niet meer: beantwoord het verzoek nu."))
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom er meer tijd nodig is. Wie het vroeg, leest dit."), at="reason")
    if not locked.due_on < until <= last:
        raise Refusal(
            _("Kies een dag na %(first)s en uiterlijk %(last)s.")
            % {"first": long_date(locked.due_on), "last": long_date(last)},
            at="until",
        )
    locked.due_on, locked.extended_on, locked.extended_by = until, local_today(), by
    locked.extended_reason = reason.strip()
    locked.save(update_fields=["due_on", "extended_on", "extended_by", "extended_reason"])
    plan_reminders(locked)
    return locked


def lock_request(asked: PrivacyRequest) -> PrivacyRequest:
    """The request with its file, both locked. In a transaction. Raises Refusal where the file was destroyed."""
    lock_case(asked.case)
    found: PrivacyRequest = PrivacyRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    return found
