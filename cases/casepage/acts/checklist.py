"""Ticking the points of "klaar voor de dag", and going on although something is missing."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.locks import lock_writable
from cases.models import Case, ChecklistItem
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..checklist import checklist_of, open_points


@transaction.atomic
def tick_point(case: Case, *, by: User, code: str, done: bool = True) -> None:
    """Tick a point that nothing in the file can show, or take the tick away. Raises Refusal on any other point."""
    case = lock_writable(case)
    point = next((row.point for row in checklist_of(case) if row.point.code == code), None)
    if point is None or not point.is_ticked:
        raise Refusal(_("Dit punt volgt vanzelf uit wat is vastgelegd."))
    if done and point.missing:
        raise Refusal(str(point.missing))
    if done:
        ChecklistItem.objects.update_or_create(
            case=case, code=code, defaults={"done_on": local_today(), "skipped_reason": "", "by": by}
        )
    else:
        ChecklistItem.objects.filter(case=case, code=code).delete()


@transaction.atomic
def go_on_although(case: Case, *, by: User, reason: str) -> list[str]:
    """Go on to the day although points are missing: the reason is kept with each of them, with who and when.

    Returns the codes that were passed over; what is obligatory is not among them and stays missing. What turns out to
    be missing later asks again. Raises Refusal without a reason, and when there is nothing to pass over.
    """
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom jullie toch doorgaan."), at="reason")
    case = lock_writable(case)
    missing = open_points(case)
    if not missing:
        raise Refusal(_("Er ontbreekt niets: alles is klaar voor de dag."))
    passed = [point for point in missing if not point.is_obligatory]
    if not passed:
        raise Refusal(
            _("Dit kan niet worden overgeslagen: %(missing)s") % {"missing": " ".join(str(p.missing) for p in missing)}
        )
    for point in passed:
        ChecklistItem.objects.update_or_create(
            case=case, code=point.code, defaults={"done_on": None, "skipped_reason": reason.strip()[:300], "by": by}
        )
    return [point.code for point in passed]


def check_ready_for_the_day(case: Case) -> None:
    """Raise Refusal that names what is missing, unless a reason was given to go on without it."""
    missing = open_points(case)
    if obligatory := [point for point in missing if point.is_obligatory]:
        raise Refusal(
            _("De dag kan zo niet beginnen. %(missing)s Ga naar Voorbereiding, en leg het besluit vast.")
            % {"missing": " ".join(str(point.missing) for point in obligatory)}
        )
    if missing:
        raise Refusal(
            _(
                "Nog niet klaar voor de dag: %(missing)s. Ga naar Voorbereiding, "
                "en leg vast waarom jullie toch doorgaan."
            )
            % {"missing": "; ".join(str(point.label).lower() for point in missing)}
        )
