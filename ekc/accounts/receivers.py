"""What the house does when a person comes in or leaves, or changes their own second factor or password."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from .acts import end_sessions
from .bindings import forget_binding
from .door import somebody_came_in, somebody_left
from .models import User
from .signals import organisation_changed


@receiver([authenticator_added, authenticator_removed], dispatch_uid="accounts.end_other_sessions")
def end_other_sessions(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A session that was opened without this second factor ends; the one that changed it goes on (R47)."""
    end_sessions(user)
    update_session_auth_hash(request, user)


@receiver(user_logged_in, dispatch_uid="accounts.device_becomes_known")
def device_becomes_known(request: HttpRequest | None, user: Any, **_named: Any) -> None:
    if request is not None:
        somebody_came_in(request, user)


@receiver(user_logged_out, dispatch_uid="accounts.clear_behind")
def clear_behind(request: HttpRequest | None, **_named: Any) -> None:
    if request is not None:
        somebody_left(request)


@receiver(organisation_changed, dispatch_uid="accounts.other_organisation_other_door")
def other_organisation_other_door(person: User, **_named: Any) -> tuple[str, ...]:
    forget_binding(person)
    return ()
