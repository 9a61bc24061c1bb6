"""What this app does when the ground floor or a case says that something happened."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from ekc.accounts.models import Organisation, User
from ekc.accounts.signals import account_readdressed
from ekc.outbox.acts import follow_address

from .coordinators.acts.profiles import give_profile
from .coordinators.acts.requests import end_requests
from .models import Case, Referrer
from .search import update_searches
from .signals import case_moved
from .workflow import ASSIGNABLE_STATES


@receiver(post_save, sender=User, dispatch_uid="cases.give_profile")
def person_was_saved(instance: User, raw: bool = False, **_kwargs: Any) -> None:
    """Whoever becomes a coordinator gets a profile to fill in."""
    if instance.is_coordinator and not raw:
        give_profile(instance)


@receiver(account_readdressed, dispatch_uid="cases.follow_account")
def account_has_another_address(user: User, old: str, **_kwargs: Any) -> None:
    """What went to a referrer with an account follows the account, unless they gave another address."""
    for referrer in Referrer.objects.filter(user=user, email="").select_related("case"):
        follow_address(referrer, case_number=referrer.case_number, old=old, new=user.email)


@receiver(post_save, sender=Organisation, dispatch_uid="cases.follow_organisation")
def organisation_was_saved(instance: Organisation, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Cases are found by the name that the organisation of their referrer has now."""
    if not created and not raw:
        update_searches(Case.objects.filter(referrer__organisation=instance))


@receiver(case_moved, dispatch_uid="cases.end_requests")
def case_was_moved(case: Case, by: User | None, **_kwargs: Any) -> None:
    """Nobody is asked any more for a case that is decided."""
    if case.state not in ASSIGNABLE_STATES:
        end_requests(case, by=by)
