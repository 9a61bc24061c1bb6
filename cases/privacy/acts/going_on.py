"""The conference goes on without a main person who withdrew consent to take part, and with them again."""

from django.db import transaction

from cases.locks import lock_writable, refuse_taken_out
from cases.models import Case, MainPerson
from cases.signals import left_the_conference, who_takes_part
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.going_on import said_of_taking_part, why_not_again, why_not_without


@transaction.atomic
def go_on_without(person: MainPerson, *, by: User) -> MainPerson:
    """Nothing is asked of them or sent to them any more: invitations lapse, links close, of their agreements they hear
    nothing. What they said and agreed on stays in the file. Raises Refusal while nobody who decides withdrew it, before
    the talk with the family, and for the last one whom the case is about."""
    locked = _lock(person)
    if why := why_not_without(locked, said_of_taking_part(locked.case)):
        raise Refusal(why)
    locked.left_on = local_today()
    locked.save(update_fields=["left_on"])
    left_the_conference.send(sender=Case, case=locked.case, people=[], main_people=[locked])
    who_takes_part.send(sender=Case, case=locked.case)
    return locked


@transaction.atomic
def take_part_again(person: MainPerson, *, by: User) -> MainPerson:
    """They take part again; who is to be invited is invited anew. Raises Refusal while it is withdrawn."""
    locked = _lock(person)
    refuse_taken_out(locked)
    if why := why_not_again(locked, said_of_taking_part(locked.case)):
        raise Refusal(why)
    locked.left_on = None
    locked.save(update_fields=["left_on"])
    who_takes_part.send(sender=Case, case=locked.case)
    return locked


def _lock(person: MainPerson) -> MainPerson:
    case = lock_writable(person.case)
    locked: MainPerson = MainPerson.objects.select_for_update().get(pk=person.pk)
    locked.case = case
    return locked
