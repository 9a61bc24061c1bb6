"""Ending sessions at once, when a password or a device may be in wrong hands: of one account, or of everybody.

Every open session ends at its next page, and no device is known any more (`door.py`). The history says when, and by
whom.
"""

import pghistory
from django.db import transaction
from django.db.models import F

from .acts import end_sessions
from .models import User

EVENT = "sessions_ended"


@transaction.atomic
def sign_out_everywhere(person: User, *, by: User | None) -> User:
    """End every session of this account. `by` is nobody where it is done on the server itself."""
    locked: User = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    end_sessions(locked)
    pghistory.create_event(locked, label=EVENT)
    return locked


@transaction.atomic
def sign_out_everybody(*, by: User | None) -> int:
    """End every session of every account: of how many. That of `by` too; a page that goes on renews its own."""
    people = list(User.objects.select_for_update(of=("self",)).order_by("pk"))
    User.objects.filter(pk__in=[person.pk for person in people]).update(session_generation=F("session_generation") + 1)
    # A closed account had no session.
    told = [person for person in people if person.is_active]
    for person in told:
        pghistory.create_event(person, label=EVENT)
    return len(told)
