"""What the coordinator writes down with a main person: their own wish, who stands by them, how to reach them."""

from typing import Any

from django.db import transaction

from cases.contact import safe_contact
from cases.locks import lock_writable
from cases.models import Case, MainPerson
from cases.search import update_search
from ekc.accounts.models import User
from ekc.outbox.acts import follow_address

from .circle import CONTACT_FIELDS

MAIN_PERSON_FIELDS = (
    "own_wish",
    "own_wish_reason",
    "support_person",
    "language",
    "residence",
    *CONTACT_FIELDS,
)


@transaction.atomic
def change_main_person(person: MainPerson, *, by: User, **fields: Any) -> MainPerson:
    """Change the given `fields`, of MAIN_PERSON_FIELDS, of a main person. Raises Refusal when the case is done."""
    if unknown := set(fields) - set(MAIN_PERSON_FIELDS):
        raise TypeError(f"No main person fields: {sorted(unknown)}")
    lock_writable(person.case)
    locked: MainPerson = MainPerson.objects.select_for_update().get(pk=person.pk)
    former = locked.email
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(fields))
    follow_address(locked, case_number=locked.case_number, old=former, new=safe_contact(locked).email)
    update_search(Case.objects.get(pk=locked.case_id))
    return locked
