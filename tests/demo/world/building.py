"""Building the demo world, and what it prints."""

import io
from typing import Any

from django.core.management import call_command
from django.db import connection

from cases.models import Case, CirclePerson, Contact, MainPerson
from ekc.accounts.models import User
from plans.models import Agreement


def build() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('case_number_seq', 1, false)")
    call_command("demo", verbosity=0)


def printed(**options: Any) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def snapshot() -> list[Any]:
    """All that somebody would call the same world: numbers, states, dates, names, texts."""
    return [
        list(Case.objects.order_by("pk").values_list("number", "state", "received_on", "closed_on", "situation")),
        list(MainPerson.objects.order_by("pk").values_list("case__number", "name", "birth_date", "phone")),
        list(
            CirclePerson.objects.order_by("pk").values_list("case__number", "name", "relation", "email", "excluded_by")
        ),
        list(Contact.objects.order_by("pk").values_list("case__number", "group", "note")),
        list(Agreement.objects.order_by("pk").values_list("version__plan__case__number", "who", "what")),
        list(User.objects.order_by("pk").values_list("email", "full_name", "role")),
    ]
