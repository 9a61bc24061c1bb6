"""Two rows of the circle that turn out to be one person: what is known of both stands, and nothing is lost
(domain.md 3.3)."""

from collections.abc import Mapping
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.codes import CircleSource
from cases.contact import safe_contact
from cases.locks import lock_writable
from cases.merges import bans_of
from cases.models import Case, CirclePerson
from cases.signals import people_merged
from ekc.accounts.models import User
from ekc.merging.acts import merge_rows, undo_merge
from ekc.merging.models import Merge
from ekc.merging.preview import DOUBLE, answer_to
from ekc.outbox.acts import follow_address
from ekc.refusal import Refusal

from ..reads.merging import BOTH_TOLD, CHOSEN, FLAGS, JOINED, chosen_between, says_nothing
from .shared_homes import hide_shared_homes


@transaction.atomic
def merge_people(
    keep: CirclePerson, double: CirclePerson, *, by: User, answers: Mapping[str, str] | None = None
) -> CirclePerson:
    """`double` is the same person as `keep`: what is known of both stands with `keep`, and `double` points to it.

    `answers` by the key of the questions of `coming_together`; None keeps what stands with `keep`. A flag of either
    holds for both, so that an address that is secret stays so. Raises Refusal.
    """
    case = lock_writable(keep.case)
    keep, double = _both(case, keep, double)
    before = double.email
    merge_rows(
        keep,
        double,
        by=by,
        answers=answers,
        settle_own=partial(_settle_own, keep, double, answers),
        beside=[*case.circle.all(), *case.main_persons.all()],
        case_number=case.number,
    )
    keep.refresh_from_db()
    people_merged.send(sender=CirclePerson, keep=keep, double=double)
    follow_address(keep, case_number=case.number, old=before, new=safe_contact(keep).email)
    return keep


@transaction.atomic
def undo_merged_people(merge: Merge, *, by: User, reason: str) -> CirclePerson:
    """They are two after all: each row is again what it was, and mail about the second goes to the own address.

    What was written down since with who was kept, stays there. Raises Refusal.
    """
    double = CirclePerson.objects.get(pk=merge.double_id)
    case = lock_writable(double.case)
    undo_merge(merge, by=by, reason=reason)
    double.refresh_from_db()
    kept = CirclePerson.objects.get(pk=merge.kept_id)
    follow_address(double, case_number=case.number, old=kept.email, new=safe_contact(double).email)
    return double


def _both(case: Case, keep: CirclePerson, double: CirclePerson) -> tuple[CirclePerson, CirclePerson]:
    """The rows of these two, locked. Raises Refusal for two that cannot be one person."""
    rows = {row.pk: row for row in CirclePerson.objects.select_for_update().filter(case=case)}
    if keep.pk == double.pk or double.pk not in rows:
        raise Refusal(_("Kies twee verschillende mensen uit deze kring."))
    keep, double = rows[keep.pk], rows[double.pk]
    if keep.merged_into_id or double.merged_into_id:
        raise Refusal(_("Een van beiden is al samengevoegd. Kijk naar de nieuwste stand van de kring."))
    if bool(keep.excluded_by) != bool(double.excluded_by):
        raise Refusal(_("Een van beiden doet niet mee. Leg eerst vast of deze persoon meedoet, en voeg dan samen."))
    if bans_of(keep).filter(Q(person=double) | Q(other=double)).exists():
        raise Refusal(_("Tussen deze twee staat een contactverbod: dan kunnen zij niet dezelfde persoon zijn."))
    return keep, double


def _settle_own(keep: CirclePerson, double: CirclePerson, answers: Mapping[str, str] | None) -> None:
    for chosen in CHOSEN:
        if says_nothing(double, chosen):
            continue
        asked = chosen_between(keep, double, chosen) is not None
        if says_nothing(keep, chosen) or asked and answer_to(chosen.key, answers) == DOUBLE:
            for name in chosen.fields:
                setattr(keep, name, getattr(double, name))
    for name, longest in JOINED.items():
        setattr(keep, name, _joined(keep, double, name, longest))
    for name in FLAGS:
        setattr(keep, name, getattr(keep, name) or getattr(double, name))
    for name in BOTH_TOLD:
        mine, theirs = getattr(keep, name), getattr(double, name)
        setattr(keep, name, [*mine, *(code for code in theirs if code not in mine)])
    if CircleSource.REFERRAL in (keep.suggested_by, double.suggested_by):
        keep.suggested_by = CircleSource.REFERRAL
    keep.closeness = min(keep.closeness, double.closeness)
    approached = [day for day in (keep.approached_on, double.approached_on) if day]
    keep.approached_on = min(approached, default=None)
    keep.save()
    double.merged_into = keep
    double.save(update_fields=["merged_into"])
    hide_shared_homes(keep.case)


def _joined(keep: CirclePerson, double: CirclePerson, name: str, longest: int) -> str:
    texts = list(dict.fromkeys(filter(None, [getattr(keep, name), getattr(double, name)])))
    text = " / ".join(texts)
    if len(text) > longest:
        raise Refusal(
            _("Bij beiden staat wat nodig of veilig is, en samen is dat te lang. Kort het bij een van beiden in.")
        )
    return text
