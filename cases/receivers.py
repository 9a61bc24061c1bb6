"""What this app does when the ground floor or a case says that something happened."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from ekc.accounts.models import Organisation, User
from ekc.outbox.acts import settle_climbed

from .coordinators.acts.profiles import give_profile
from .coordinators.acts.requests import end_requests
from .models import Case
from .search import update_searches
from .signals import case_moved
from .workflow import ASSIGNABLE_STATES


@receiver(post_save, sender=User, dispatch_uid="cases.give_profile")
def person_was_saved(instance: User, raw: bool = False, **_kwargs: Any) -> None:
    """Whoever becomes a coordinator gets a profile to fill in."""
    if instance.is_coordinator and not raw:
        give_profile(instance)


@receiver(post_save, sender=Organisation, dispatch_uid="cases.follow_organisation")
def organisation_was_saved(instance: Organisation, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Cases are found by the name that the organisation of their referrer has now."""
    if not created and not raw:
        update_searches(Case.objects.filter(referrer__organisation=instance))


@receiver(case_moved, dispatch_uid="cases.end_requests")
def case_was_moved(case: Case, by: User | None, **_kwargs: Any) -> None:
    """Nobody is asked any more for a case that is decided; whoever moved it knows what went to somebody else."""
    settle_climbed(case.number)
    if case.state not in ASSIGNABLE_STATES:
        end_requests(case, by=by)
