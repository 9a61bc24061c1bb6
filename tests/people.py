"""Who is behind the browser, and who works on a case."""

from typing import Any

from django.test import Client

from cases.models import Case
from ekc.accounts.models import User


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def coordinator_of(case: Case) -> User:
    found: User = case.contracts.get().coordinator.user
    return found
