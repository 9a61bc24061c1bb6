"""Photos of the flip-over sheets: beside the plan while it is written out, then kept or thrown away."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.encryption import decrypt_bytes, encrypt_bytes
from ekc.pictures import Picture
from ekc.refusal import Refusal

from ..models import FlipSheet, Plan

PURPOSE = "flip-sheet"
MOST_SHEETS = 30


@transaction.atomic
def add_sheets(plan: Plan, pictures: Iterable[Picture], *, by: User) -> list[FlipSheet]:
    """Put photos beside the plan, at most MOST_SHEETS in all. Raises Refusal."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    added = [FlipSheet(plan=plan, by=by, sealed=encrypt_bytes(each.jpeg, purpose=PURPOSE)) for each in pictures]
    if not added:
        raise Refusal(_("Kies een foto."))
    there = plan.sheets.count()
    if there + len(added) > MOST_SHEETS:
        raise Refusal(
            _("Er passen hoogstens %(most)s foto's bij een plan; er staan er %(there)s. Gooi eerst foto's weg.")
            % {"most": MOST_SHEETS, "there": there}
        )
    return [_saved(sheet) for sheet in added]


def _saved(sheet: FlipSheet) -> FlipSheet:
    sheet.save()
    return sheet


@transaction.atomic
def throw_sheets_away(plan: Plan, sheets: Iterable[FlipSheet], *, by: User) -> int:
    """Destroy photos of this plan; returns how many. Nothing of them stays, not in the history either."""
    gone, _by_model = FlipSheet.objects.filter(plan=plan, pk__in=[sheet.pk for sheet in sheets]).delete()
    return gone


def jpeg_of(sheet: FlipSheet) -> bytes:
    """The photo itself."""
    return decrypt_bytes(bytes(sheet.sealed), purpose=PURPOSE)
