"""What the house does when a person changes their own second factor or password."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest

from .acts import end_sessions
from .models import User


@receiver([authenticator_added, authenticator_removed], dispatch_uid="accounts.end_other_sessions")
def end_other_sessions(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A session that was opened without this second factor ends; the one that changed it goes on (R47)."""
    end_sessions(user)
    update_session_auth_hash(request, user)
