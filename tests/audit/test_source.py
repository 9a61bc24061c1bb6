"""The history says of a change that no page made from where it came."""

import pghistory
from django.apps import apps
from django.db import connection

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.audit.source import changes_come_from
from tests.factories import make_user

UserEvent = apps.get_model("accounts", "UserEvent")


@changes_come_from("a_command")
def rename(user: User, name: str) -> None:
    user.full_name = name
    user.save(update_fields=["full_name"])


def contexts(user: User) -> list[tuple[str, str]]:
    """Name and context of each change, the first first."""
    found = UserEvent.objects.filter(pgh_obj=user, pgh_label="update").order_by("pgh_id").select_related("pgh_context")
    return [(event.full_name, str(event.pgh_context.pk)) for event in found]


def test_change_names_its_source(db: None) -> None:
    user = make_user(Role.RESEARCHER)

    rename(user, "Ada de Wit")

    event = UserEvent.objects.get(pgh_obj=user, full_name="Ada de Wit")
    assert event.pgh_context.metadata == {"source": "a_command"}


def test_source_within_another_leaves_the_outer_one_standing(db: None) -> None:
    """Once used by itself, then inside a bigger command: each later change still finds its context."""
    user = make_user(Role.RESEARCHER)
    rename(user, "Ada de Wit")

    with pghistory.context(source="demo"):
        rename(user, "Ada Bos")
        user.full_name = "Ada Bosch"
        user.save(update_fields=["full_name"])

    assert connection.execute_wrappers == []
    (_first, own), (_second, inner), (_third, outer) = contexts(user)
    assert inner == outer != own
