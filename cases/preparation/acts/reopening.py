"""What was decided, registered or closed is taken up again, and what stopped goes on (domain.md 3.7)."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.codes import NEVER_STARTED_STATES, CaseOutcome
from cases.coordinators.acts.contracts import active_contract_of
from cases.locks import lock_case
from cases.models import Case, ContactBan
from cases.moves import move_case
from cases.search import update_search
from cases.workflow import WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.merging.acts import below, one_merge_at_a_time, undo_merge
from ekc.merging.hangings import How, hangings_of
from ekc.merging.models import Merge
from ekc.refusal import Refusal


@transaction.atomic
def reopen_case(case: Case, *, by: User, reason: str) -> Case:
    """Take a case up again that was registered, closed, or ended at the desk; who, when and why stay in its history.

    A registered or closed case waits until it was put right and registered anew; the figures do not count it
    meanwhile. What ended before a preparation goes back to the desk, or to the family that thinks about an offer.
    An aanmelding that was taken for a double is a case of its own again. Raises Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de zaak weer open moet."), at="reason")
    locked = _lock_with_kept(case)
    WORKFLOW.find(locked.state, "reopen", by=by)
    if locked.merged_into_id is not None:
        _take_apart(locked, by=by, reason=reason)
    fields: dict[str, Any] = {"closed_on": None, "registered_on": None, "taken_up_on": local_today()}
    if locked.state in NEVER_STARTED_STATES:
        fields["outcome"] = ""
    return move_case(case, "reopen", by=by, reason=reason.strip(), **fields)


def _lock_with_kept(case: Case) -> Case:
    """Of a double the case that goes on too, in the order of `merge_cases`, so that neither waits for the other."""
    merges = Merge.objects.from_double(case)
    if merges.exists():
        one_merge_at_a_time()
    kept = merges.values_list("kept_id", flat=True)
    locked = {pk: lock_case(Case(pk=pk)) for pk in sorted({case.pk, *kept})}
    found: Case = locked[case.pk]
    if found.merged_into_id is not None and len(locked) == 1:
        raise Refusal(_("Er is intussen iets veranderd aan deze zaak. Kijk opnieuw, en probeer het nog eens."))
    return found


def _take_apart(case: Case, *, by: User, reason: str) -> None:
    """It was no double after all: each of the two cases has again what was its own. Raises Refusal."""
    merge = Merge.objects.from_double(case).get()
    kept = Case.objects.get(pk=merge.kept_id)
    undo_merge(merge, by=by, reason=reason)
    apart = ContactBan.objects.filter(
        Q(party__case=kept, other_party__case=case) | Q(party__case=case, other_party__case=kept)
    )
    apart.delete()
    _give_bans_to_their_file(kept, case)
    _refuse_what_hangs_between(kept, case)
    for each in (kept, case):
        update_search(each)


def _give_bans_to_their_file(*cases: Case) -> None:
    """A ban between two sides of one file, written down while both were one, goes with those sides."""
    for case in cases:
        for ban in ContactBan.objects.filter(party__case=case).exclude(case=case):
            if case.contact_bans.filter(party=ban.party, other_party=ban.other_party).exists():
                ban.delete()
            else:
                ban.case = case
                ban.save(update_fields=["case"])


def _refuse_what_hangs_between(kept: Case, double: Case) -> None:
    """What was written down since of both would show people of one file to who has no business there (R-03, R-05).

    Raises Refusal that says what it is: all of it stands with `kept` until then.
    """
    for one, other in ((kept, double), (double, kept)):
        for row, child in _hanging_in(one):
            if _file_of(child, besides=type(row)) == other.number:
                raise Refusal(
                    _(
                        "Sinds het samenvoegen is iets vastgelegd dat bij beide zaken hoort: %(what)s (%(who)s). Haal "
                        "dat eerst weg in zaak %(number)s. Kan dat niet, meld deze familie dan opnieuw aan."
                    )
                    % {"what": child._meta.verbose_name, "who": row, "number": kept.number}
                )


def _hanging_in(case: Case) -> Iterator[tuple[Any, Any]]:
    """What is of this case and would move in a merge, each with what hangs on it."""
    moving = [each for each in hangings_of(Case) if each.how == How.MOVES and each.model is not Case]
    for row in (row for each in moving for row in each.rows_of(case)):
        yield from ((row, child) for _field, child in below(row))


def _file_of(row: Any, *, besides: type) -> str:
    """The number of the file that a row stands in; of a row between two tables, that of the other one."""
    if hasattr(row, "case_number"):
        return str(row.case_number)
    others = [each for each in row._meta.concrete_fields if each.is_relation and each.related_model is not besides]
    found = [str(getattr(getattr(row, each.name), "case_number", "")) for each in others]
    return next(filter(None, found), "")


@transaction.atomic
def resume_preparation(case: Case, *, by: User, reason: str) -> Case:
    """The preparation that had stopped goes on: the family came back to it, or it was written down by mistake.

    Why it had stopped is taken away, and stays in the history. Raises Refusal without a reason, without a
    coordinator who goes on, and where a meeting was held: then the case had its conference.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de voorbereiding weer doorgaat."), at="reason")
    locked = lock_case(case)
    WORKFLOW.find(locked.state, "resume_preparation", by=by)
    if locked.outcome not in ("", CaseOutcome.ENDED_IN_ACTIVATION) or locked.meetings_held:
        raise Refusal(_("Deze zaak had al een bijeenkomst of een plan. De voorbereiding kan niet opnieuw beginnen."))
    if active_contract_of(locked) is None:
        raise Refusal(
            _("Er is geen coördinator meer. Kies eerst wie verder gaat: Overdragen aan een andere coördinator.")
        )
    fields: dict[str, Any] = {
        "outcome": "",
        "not_held_reason": "",
        "variant_end_reason": "",
        "not_held_note": "",
        "refused_by": [],
    }
    return move_case(case, "resume_preparation", by=by, reason=reason.strip(), **fields)


@transaction.atomic
def stop_afterwards(case: Case, *, by: User, reason: str) -> Case:
    """The family wants no calls any more, or goes on without us. What is left is the registration.

    Raises Refusal without a reason.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom de nazorg stopt."), at="reason")
    return move_case(case, "stop_afterwards", by=by, reason=reason.strip())
