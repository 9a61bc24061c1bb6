"""An own statement beside the record: written down as the person says it, and taken back when they say so."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import OwnStatement, PrivacyRequest
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..reads.own_statements import places_of, why_no_statement
from .recording import lock_request


@transaction.atomic
def record_statement(asked: PrivacyRequest, *, by: User, text: str, about: str) -> OwnStatement:
    """Put the words of a person beside a passage of their file, or beside all of it (`about`: a key of `places_of`).
    The record stays as it is.

    Raises Refusal for a request that is no correction or has no answer yet, without words, and for a passage that is
    not of this person.
    """
    locked = lock_request(asked)
    if reason := why_no_statement(locked):
        raise Refusal(reason)
    if not text.strip():
        raise Refusal(_("Schrijf op wat deze persoon zelf zegt."), at="text")
    place = places_of(locked).get(about)
    if place is None:
        raise Refusal(_("Kies uit de lijst."), at="about")
    made: OwnStatement = OwnStatement.objects.create(
        request=locked,
        table=place.table,
        row_key=place.row_key,
        column=place.column,
        about=place.words,
        text=text.strip(),
        recorded_on=local_today(),
        recorded_by=by,
    )
    return made


@transaction.atomic
def withdraw_statement(statement: OwnStatement, *, by: User) -> OwnStatement:
    """The person takes it back: that there was one stays, its words are gone. Raises Refusal where they are already."""
    lock_request(statement.request)
    locked: OwnStatement = OwnStatement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if locked.withdrawn_on is not None:
        raise Refusal(_("Deze verklaring is al teruggenomen."))
    locked.text, locked.withdrawn_on, locked.withdrawn_by = "", local_today(), by
    locked.save(update_fields=["text", "withdrawn_on", "withdrawn_by"])
    return locked
