"""Two organisations that turn out to be one: people, aanmeldingen and ties come together."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.lists.codes import KeptList
from ekc.lists.queries import name_of
from ekc.merging.acts import merge_rows, one_merge_at_a_time, undo_merge
from ekc.merging.models import Merge
from ekc.merging.preview import DOUBLE, Preview, Question, answer_to, what_comes_together
from ekc.merging.uniting import unite
from ekc.refusal import Refusal

from .models import Organisation, User

KIND = "veld-referrer_type"
EITHER = ("is_care_or_deciding", "is_approved", "frames_are_cosigned")
"""True of one is true of both."""


@transaction.atomic
def merge_organisations(
    keep: Organisation, double: Organisation, *, by: User, answers: Mapping[str, str] | None = None
) -> Organisation:
    """`double` is the same organisation as `keep`: its name leads to `keep`, and nobody chooses it any more.

    A care organisation of either is one (R-01). Raises Refusal.
    """
    one_merge_at_a_time()
    both = Organisation.with_doubles.select_for_update().filter(pk__in=[keep.pk, double.pk]).order_by("pk")
    rows = {row.pk: row for row in both}
    if len(rows) != 2:
        raise Refusal(_("Kies twee verschillende organisaties."))
    keep, double = rows[keep.pk], rows[double.pk]
    if keep.merged_into_id or double.merged_into_id:
        raise Refusal(_("Een van beide organisaties is al samengevoegd."))
    merge_rows(keep, double, by=by, answers=answers, settle_own=partial(_settle_own, keep, double, answers))
    return keep


@transaction.atomic
def undo_merged_organisations(merge: Merge, *, by: User, reason: str) -> Organisation:
    """They are two after all; each has again what was its own. Raises Refusal."""
    one_merge_at_a_time()
    undo_merge(merge, by=by, reason=reason)
    return Organisation.objects.get(pk=merge.double_id)


def organisations_together(keep: Organisation, double: Organisation) -> Preview:
    """What comes together, by which rules, and what is asked."""
    found = what_comes_together(keep, double)
    question = _kind_asked(keep, double)
    found.questions[:0] = [question] if question else []
    if keep.is_care_or_deciding != double.is_care_or_deciding:
        found.ruled.append(
            _(
                "Een van beide is een zorg- of beslissende organisatie: dan is wat blijft dat ook, en wie er werkt kan "
                "geen coördinator zijn."
            )
        )
    return found


def merged_with(organisation: Organisation) -> list[tuple[Merge, Organisation]]:
    """The merges into this organisation that stand, the newest first, each with the one that came along."""
    merges = list(Merge.objects.into(organisation))
    doubles = Organisation.with_doubles.in_bulk([each.double_id for each in merges])
    return [(each, doubles[each.double_id]) for each in merges]


def _kind_asked(keep: Organisation, double: Organisation) -> Question | None:
    kinds = (keep.referrer_type, double.referrer_type)
    if "" in kinds or kinds[0] == kinds[1]:
        return None
    label = Organisation._meta.get_field("referrer_type").verbose_name
    said = [name_of(KeptList.REFERRER, kind) for kind in kinds]
    return Question(KIND, str(label).capitalize(), *said)


def _settle_own(keep: Organisation, double: Organisation, answers: Mapping[str, str] | None) -> None:
    asked = _kind_asked(keep, double) is not None
    if not keep.referrer_type or asked and answer_to(KIND, answers) == DOUBLE:
        keep.referrer_type = double.referrer_type
    unite(keep, double, either=EITHER)
    keep.save(update_fields=["referrer_type", *EITHER])
    double.merged_into = keep
    double.save(update_fields=["merged_into"])
