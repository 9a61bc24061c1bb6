"""One person goes out of a file that stays (R13; docs/adr/0067): what is decided about each text that names them, the
list that a second person decides on, and doing it."""

import datetime as dt
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.codes import OF_TAKING_OUT, Verdict
from cases.models import Case, CirclePerson, InzageVerdict, MainPerson, PrivacyRequest, Referrer, StaleStep
from cases.search import update_search
from ekc.accounts.models import User
from ekc.refusal import Refusal
from ekc.retention import one_person
from ekc.retention.acts.lists import list_person
from ekc.retention.blanking import GONE
from ekc.retention.destroying import Rows
from ekc.retention.models import DestructionList
from ekc.retention.one_person import Key, Taken

from ..namings import OF_THE_FAMILY, Naming
from ..reads.taken_out import (
    Decided,
    ToDecide,
    decided,
    granted_for,
    mark_of,
    may_decide,
    takes_out,
    to_keep,
    verdicts_of,
    why_not_now,
)
from ..reads.who_goes import CALLED, kind_of, person_of, who_goes
from .recording import lock_request

CONTACT_TEXTS = ("phone", "email", "street", "postcode", "place", "municipality", "best_time", "contact_wish")


@transaction.atomic
def decide_texts(
    asked: PrivacyRequest,
    *,
    by: User,
    also_called: str,
    verdicts: Mapping[ToDecide, tuple[str, str]],
) -> int:
    """Decide on these texts, each a verdict with words of one's own, and by which other names the person is sought: how
    many. Raises Refusal for a request that has an answer, and for other words that are none."""
    locked = lock_request(asked)
    if not takes_out(locked):
        raise Refusal(_("Bij dit verzoek gaat er niet één persoon uit het dossier."))
    if not may_decide(locked):
        raise Refusal(_("Dit verzoek is al beantwoord, en wacht op een tweede persoon."))
    if not verdicts and also_called.strip() == locked.also_called:
        raise Refusal(_("Kies bij minstens één tekst wat ermee gebeurt."))
    for each, (verdict, words) in verdicts.items():
        if verdict not in OF_TAKING_OUT:
            raise Refusal(_("Kies uit de lijst."))
        if verdict == Verdict.REWRITTEN and not words.strip():
            raise Refusal(_("Schrijf de andere woorden op, of kies iets anders."))
        table, row_key, column = each.at.key
        InzageVerdict.objects.update_or_create(
            request=locked,
            table=table,
            row_key=row_key,
            column=column,
            defaults={
                "text_key": mark_of(each.at),
                "verdict": verdict,
                "words": words.strip() if verdict == Verdict.REWRITTEN else "",
                "by": by,
            },
        )
    locked.also_called = also_called.strip()
    locked.save(update_fields=["also_called"])
    return len(verdicts)


def list_person_of(granted: PrivacyRequest, *, by: User) -> DestructionList:
    """For the act that grants it, in the same transaction: with what was decided about texts. Raises Refusal where this
    person has to stay for now, while nobody decided about a text, and where the file is held or listed."""
    person = granted.of_whom
    naming, taken = who_goes(person, granted.also_called)
    kept = to_keep(one_person.texts_naming(taken), naming, verdicts_of(granted))
    return list_person(
        granted.case_id,
        person.pk,
        kind=kind_of(person),
        number=granted.case.number,
        texts=kept,
        asked_on=granted.received_on,
        by=by,
    )


def why_stays(kind: str, file_id: int, person_id: int, texts: list[Any]) -> str:
    """Why this person cannot go for now, with what was decided about `texts`; empty where they can."""
    person = person_of(kind, file_id, person_id)
    if person is None:
        return _("Deze persoon staat niet meer in het dossier.")
    asked = granted_for(person)
    if asked is None:
        return _("Het verzoek van deze persoon is ingetrokken of geweigerd.")
    if reason := why_not_now(person):
        return reason
    if _decided(*who_goes(person, asked.also_called), asked, texts).open_:
        return _("Er is nog een tekst die deze persoon noemt. Kies eerst wat daarmee gebeurt.")
    return ""


def _decided(
    naming: Naming, taken: Taken, asked: PrivacyRequest | None, kept: list[Any], *, again: bool = False
) -> Decided:
    words = {key: each.words for key, each in verdicts_of(asked).items()} if asked is not None else {}
    return decided(one_person.texts_naming(taken), naming, kept, words, again=again)


def take_out(kind: str, file_id: int, person_id: int, texts: list[Any], *, on: dt.date, again: bool = False) -> Rows:
    """Take this person out of the file, whose lock the caller holds: how many rows of each table. `again`: after a
    restore, where a text that nobody decided about loses the name, or goes."""
    person = person_of(kind, file_id, person_id)
    assert person is not None
    asked = granted_for(person, again=again)
    naming, taken = who_goes(person, asked.also_called if asked is not None else "")
    found = _decided(naming, taken, asked, texts, again=again)
    if found.open_ and not again:
        raise Refusal(_("Er is nog een tekst die deze persoon noemt. Kies eerst wat daarmee gebeurt."))
    finish = partial(_leave_nobody, file_id, taken.keys, on)
    lost = _lost(texts, found) if again else {}
    return one_person.take_out(taken, changes={**found.changes, **lost}, left=found.left, finish=finish, all_of=lost)


def _lost(kept: list[Any], found: Decided) -> dict[Key, str]:
    """After a restore of a copy from before somebody wrote down how this person is called as well: the texts of which
    was decided, and that name nobody whom the copy knows. All of them goes, with their history."""
    there = {*found.changes, *(each.key for each in found.open_)}
    gone: dict[Key, str] = {}
    for table, row_key, column, verdict, _mark in kept:
        key = (table, row_key, column)
        if key not in there and verdict != Verdict.AS_IT_IS and (text := one_person.text_at(key)):
            gone[key] = GONE if text.longest is None or text.longest >= len(GONE) else ""
    return gone


def _leave_nobody(file_id: int, keys: Mapping[type[models.Model], list[int]], on: dt.date) -> None:
    """The row says that there was somebody, without a sign where something stood: the file is read on, and whoever
    looks for a number or an address finds none. What comes next in the case is reckoned anew, and so is by which words
    it is found."""
    nothing = dict.fromkeys(CONTACT_TEXTS, "")
    circle, mains, applied = (keys.get(model, []) for model in (CirclePerson, MainPerson, Referrer))
    no_more = dict.fromkeys(("relation", "needs", "knowledge_decided_by"), "")
    CirclePerson.objects.filter(pk__in=circle).update(**nothing, **no_more, name=CALLED, destroyed_on=on)
    # Where the tables print in which town people live, that stays (`cases/retention.py`).
    nothing = {name: "" for name in CONTACT_TEXTS if name not in ("place", "municipality")}
    of_main = dict.fromkeys(("own_wish", "own_wish_reason", "support_person"), "")
    MainPerson.objects.filter(pk__in=mains).update(
        **nothing, **of_main, name=capfirst(OF_THE_FAMILY), left_on=on, destroyed_on=on
    )
    reached = dict.fromkeys(("phone", "email", "best_time", "function", "organisation_name", "interpreter"), "")
    Referrer.objects.filter(pk__in=applied).update(**reached, name=CALLED)
    if mains or applied:
        update_search(Case.objects.get(pk=file_id))
    StaleStep.objects.create(case_id=file_id)


def goes(kind: str, file_id: int, person_id: int) -> list[tuple[str, int]]:
    """How many rows of which tables go, for who decides on the list; nothing where they are gone already."""
    person = person_of(kind, file_id, person_id)
    if person is None:
        return []
    asked = granted_for(person)
    _naming, taken = who_goes(person, asked.also_called if asked is not None else "")
    return one_person.goes(taken)


def is_there(kind: str, file_id: int, person_id: int) -> bool:
    return person_of(kind, file_id, person_id) is not None
