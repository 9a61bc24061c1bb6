"""One family that was applied for twice: one case goes on, with what was said in both."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from cases.codes import UNTIL_HELD_STATES, CaseOutcome
from cases.keepers import takes_over
from cases.locks import lock_case
from cases.models import Case
from cases.models.case import KEPT_OF_THE_STEP
from cases.moves import move_case
from cases.search import update_search
from cases.signals import cases_merged
from cases.workflow import WORKFLOW
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.merging.acts import merge_rows, one_merge_at_a_time
from ekc.merging.uniting import unite
from ekc.refusal import Refusal

DERIVED = frozenset({"search", "missed_on", "taken_up_on", *KEPT_OF_THE_STEP})
BOTH_SAID = ("problems", "subjects", "safety_triggers", "group_topics")
"""What either named holds: a worry about safety is never lost."""
FILLED = (
    *("situation", "other_professionals", "help_duration", "offer_moment", "repeat_reason", "urgent_reason"),
    *("safety_professional", "subregion", "programme", "previous_case", "group_place"),
)
"""Where the case that stays says nothing, what the double says."""
EITHER = ("is_urgent", "earlier_conference", "research_objection")


@transaction.atomic
def merge_cases(keep: Case, double: Case, *, by: User, answers: Mapping[str, str] | None = None) -> Case:
    """`double` is the same aanmelding once more: it ends, and what hangs on it goes on with `keep`.

    Only what is still at the desk can be a double. Both numbers lead to `keep` from now on, and the figures count one.
    Undone by reopening the double. Raises Refusal.
    """
    if keep.pk == double.pk:
        raise Refusal(_("Kies twee verschillende zaken."))
    one_merge_at_a_time()
    # In the order of every act that locks several cases.
    locked = {each.pk: lock_case(each) for each in sorted((keep, double), key=lambda each: int(each.pk))}
    keep, double = locked[keep.pk], locked[double.pk]
    _refuse_what_is_no_double(keep, double, by)
    # Without a reason: it is none of the family, and the figures of the desk count reasons.
    move_case(
        double,
        "withdraw",
        by=by,
        outcome=CaseOutcome.NOT_STARTED,
        closed_on=local_today(),
        **takes_over(double, by),
    )
    double.refresh_from_db()
    merge_rows(
        keep,
        double,
        by=by,
        answers=answers,
        settle_own=partial(_settle_own, keep, double),
        derived=DERIVED,
        case_number=keep.number,
    )
    keep.refresh_from_db()
    cases_merged.send(sender=Case, keep=keep, double=double, by=by)
    update_search(keep)
    return keep


def _refuse_what_is_no_double(keep: Case, double: Case, by: User) -> None:
    if keep.merged_into_id or double.merged_into_id:
        raise Refusal(_("Een van beide zaken is al samengevoegd."))
    if keep.variant != double.variant:
        raise Refusal(
            _(
                "De ene zaak is “%(one)s”, de andere “%(other)s”. Kies eerst bij een van beide de andere soort "
                "conferentie, en voeg dan samen."
            )
            % {"one": keep.get_variant_display(), "other": double.get_variant_display()}
        )
    if keep.state not in UNTIL_HELD_STATES:
        raise Refusal(
            _("In zaak %(number)s komt geen bijeenkomst meer. Koppel deze aanmelding als herhalingsverzoek.")
            % {"number": keep.number}
        )
    WORKFLOW.find(double.state, "withdraw", by=by)
    if double.preparation_started_on is not None:
        # a preparation that began under an earlier coordinator counts.
        words = {"number": double.number}
        raise Refusal(_("In zaak %(number)s was de voorbereiding al begonnen. Voeg de zaken andersom samen.") % words)


def _settle_own(keep: Case, double: Case) -> None:
    # No case has itself for an earlier one.
    fills = [name for name in FILLED if getattr(double, name) != keep]
    unite(keep, double, fills=fills, either=EITHER, lists=BOTH_SAID)
    keep.save(update_fields=[*BOTH_SAID, *FILLED, *EITHER])
    double.merged_into = keep
    double.save(update_fields=["merged_into"])
