"""What this app does when the ground floor or a case says that something happened."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from django.dispatch import receiver

from ekc.accounts.models import Organisation, Region, User
from ekc.accounts.signals import account_readdressed, left_regions, organisation_changed
from ekc.breaches.models import Breach
from ekc.breaches.signals import breach_recorded, breach_term_comes
from ekc.outbox.acts import follow_address, settle_climbed

from .casepage.acts.ending_access import end_after_move
from .codes import COORDINATOR_WRITES_STATES, REFERRER_HEARS_STATES, Variant
from .coordinators.acts.profiles import give_profile, stop_covering
from .coordinators.acts.requests import end_requests
from .desk.acts.referrer_news import tell_referrer
from .house_notices import tell_of_breach, tell_of_breach_term
from .models import Case, CirclePerson, Coordinator, MainPerson, Referrer
from .notices import tell_of_fallen_region
from .preparation.acts.account_invitation import accept_invitations, send_waiting_invitations
from .privacy.acts.consent_effects import settle_flags_of
from .search import update_searches
from .signals import case_moved, cases_merged, people_merged
from .variants.acts.parties import keep_sides_apart
from .workflow import ASSIGNABLE_STATES, TAKES_UP_AGAIN


@receiver(post_save, sender=User, dispatch_uid="cases.give_profile")
def person_was_saved(
    instance: User, raw: bool = False, update_fields: Collection[str] | None = None, **_kwargs: Any
) -> None:
    """Whoever becomes a coordinator gets a profile to fill in."""
    may_become_one = update_fields is None or "role" in update_fields
    if may_become_one and instance.is_coordinator and not raw:
        give_profile(instance)


@receiver(account_readdressed, dispatch_uid="cases.follow_account")
def account_has_another_address(user: User, old: str, **_kwargs: Any) -> None:
    """What went to a referrer with an account follows the account, unless they gave another address."""
    for referrer in Referrer.objects.filter(user=user, email="").select_related("case"):
        follow_address(referrer, case_number=referrer.case_number, old=old, new=user.email)


@receiver(organisation_changed, dispatch_uid="cases.end_after_move")
def somebody_works_elsewhere(person: User, former: Organisation | None, by: User, **_kwargs: Any) -> list[str]:
    """The cases of the former organisation close for them."""
    return end_after_move(person, by=by, former=former)


@receiver(people_merged, dispatch_uid="cases.settle_flags_of")
def two_people_are_one(keep: MainPerson | CirclePerson, **_kwargs: Any) -> None:
    """What both said of calling and mail is what one person said."""
    settle_flags_of(keep.case)


@receiver(breach_recorded, dispatch_uid="cases.tell_of_breach")
def breach_was_recorded(breach: Breach, by: User, **_kwargs: Any) -> None:
    """The others of landelijk beheer hear that one waits, and nothing of it."""
    tell_of_breach(breach, by=by)


@receiver(breach_term_comes, dispatch_uid="cases.tell_of_breach_term")
def breach_is_to_be_told(breach: Breach, is_over: bool, **_kwargs: Any) -> None:
    """Landelijk beheer hears that the 72 hours come to their end, or did."""
    tell_of_breach_term(breach, is_over=is_over)


@receiver(post_save, sender=Organisation, dispatch_uid="cases.follow_organisation")
def organisation_was_saved(instance: Organisation, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Cases are found by the name that the organisation of their referrer has now, and who waited for the approval of
    the organisation gets an account."""
    if created or raw:
        # Nobody waits for what was not there, and no case knows it.
        return
    if instance.is_approved:
        send_waiting_invitations(instance)
    update_searches(Case.objects.filter(referrer__organisation=instance))


@receiver(left_regions, dispatch_uid="cases.tell_of_fallen_regions")
def regions_were_left(person: User, regions: Iterable[Region], **_kwargs: Any) -> None:
    """Where nobody of the region is left, whoever keeps it from now on hears it."""
    for region in regions:
        tell_of_fallen_region(region)


@receiver(left_regions, dispatch_uid="cases.stop_covering")
def nobody_stands_in_without_an_account(person: User, **_kwargs: Any) -> None:
    """Who is no coordinator any more, or has no open account, covers nobody's leave."""
    if person.is_active and person.is_coordinator:
        return
    for coordinator in Coordinator.objects.filter(user=person):
        stop_covering(coordinator)


@receiver(user_logged_in, dispatch_uid="cases.accept_invitations")
def somebody_logged_in(user: User, **_kwargs: Any) -> None:
    """Nobody waits for this account any more."""
    accept_invitations(user)


@receiver(case_moved, dispatch_uid="cases.tell_referrer")
def there_may_be_news(case: Case, action: str, source: str, **_kwargs: Any) -> None:
    """Whichever decision it was: where there is no conference, or not yet, who applied hears it; and that it goes on
    after all, who heard that it did not.
    """
    if case.state in REFERRER_HEARS_STATES or (source in REFERRER_HEARS_STATES and action in TAKES_UP_AGAIN):
        tell_referrer(case)


def _is_still_asked(case: Case) -> bool:
    if case.state in ASSIGNABLE_STATES:
        return True
    under_way = case.state in COORDINATOR_WRITES_STATES
    return under_way and bool(case.coordinator_requests.live().exclude(leaving_reason="").exists())


@receiver(case_moved, dispatch_uid="cases.end_requests")
def case_was_moved(case: Case, action: str, by: User | None, **_kwargs: Any) -> None:
    """Nobody is asked any more for a case that is decided; whoever moved it knows what went to somebody else.

    Who is asked to take a case over that is under way, is asked until somebody has it, or nobody works on it any more.
    """
    settle_climbed(case.number)
    if action == "hand_over" or not _is_still_asked(case):
        end_requests(case, by=by)


@receiver(cases_merged, dispatch_uid="cases.keep_sides_apart")
def sides_that_met_have_a_ban(keep: Case, by: User, **_kwargs: Any) -> None:
    """Between each two opposite sides, also of two cases; reopening the double takes it away."""
    if keep.variant == Variant.RESTORATIVE:
        keep_sides_apart(keep, by=by)
