"""Holding a file back from destruction, for a reason and until a day; and letting it go."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..models import Hold
from ..register import the_files


@transaction.atomic
def hold_file(number: str, *, by: User, reason: str, until: dt.date) -> Hold:
    """Keep this file until `until`, that day included; after it the file is due again by itself. Raises Refusal."""
    if not reason.strip():
        raise Refusal(_("Schrijf op waarom dit dossier moet blijven."), at="reason")
    if until < local_today():
        raise Refusal(_("Kies een dag die nog komt."), at="until")
    file = _locked(number)
    if file is None:
        raise Refusal(_("Er is geen zaak met dit nummer."))
    if file.destroyed_on is not None:
        raise Refusal(_("Dit dossier is al vernietigd."))
    made: Hold = Hold.objects.create(
        file_id=file.pk, case_number=file.number, reason=reason.strip(), until=until, by=by
    )
    return made


@transaction.atomic
def lift_hold(hold: Hold, *, by: User) -> Hold:
    """Nobody has to wait for it any more. Raises Refusal where that was said before."""
    locked: Hold = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    if locked.lifted_at is not None:
        raise Refusal(_("Deze aanhouding is al opgeheven."))
    locked.lifted_at, locked.lifted_by = timezone.now(), by
    locked.save(update_fields=["lifted_at", "lifted_by"])
    return locked


def _locked(number: str) -> Any:
    files = the_files().model._default_manager.select_for_update(of=("self",))
    return files.filter(number=number.strip()).first()
