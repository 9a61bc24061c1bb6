"""Nothing is given to somebody whose account is closed at that very moment."""

from .models import User


def hold_accounts(*people: User) -> None:
    """Until the act under way is saved none of these accounts is closed; whether they are open is read anew.

    The first lock of an act that gives somebody work, before that of a case: who closes an account holds it while the
    cases go to others. Closing waits for the act, and then sees what was given (`refuse_owing`).
    """
    held = User.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    now = {each.pk: each for each in held.filter(pk__in={person.pk for person in people})}
    for person in people:
        person.is_active, person.role = now[person.pk].is_active, now[person.pk].role
