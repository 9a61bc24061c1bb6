"""Acts of landelijk beheer on the kept lists. Nothing here deletes, and nothing changes a code."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.names import plain
from ekc.refusal import Refusal

from .models import LONGEST_CODE, LONGEST_LABEL, ListedCode
from .queries import Kept

Labels = Mapping[str, str]


@transaction.atomic
def add_code(
    which: str, *, by: User, label: str, labels: Labels | None = None, also: Iterable[str] = (), part_of: str = ""
) -> ListedCode:
    """Add a choice at the end of a list, with a code made of its name.

    Raises Refusal for a name or a word that means another choice already, retired ones too: that one is opened again.
    """
    rows = _lock(which)
    label = " ".join(label.split())
    fields = _checked(rows, None, label=label, labels=labels or {}, also=also, part_of=part_of)
    code = _new_code(label, {row.code for row in rows})
    place = max((row.place for row in rows), default=0) + 1
    made: ListedCode = ListedCode.objects.create(in_list=which, code=code, place=place, **fields)
    return made


@transaction.atomic
def change_code(
    listed: ListedCode,
    *,
    by: User,
    label: str,
    labels: Labels | None = None,
    also: Iterable[str] = (),
    part_of: str = "",
) -> ListedCode:
    """Give a choice another name, other words, another place it belongs to; cases that hold it are named so too.

    Raises Refusal for a name or a word that means another choice.
    """
    rows = _lock(listed.in_list)
    locked = next(row for row in rows if row.pk == listed.pk)
    fields = _checked(rows, locked, label=" ".join(label.split()), labels=labels or {}, also=also, part_of=part_of)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save(update_fields=sorted(fields))
    return locked


@transaction.atomic
def retire_code(listed: ListedCode, *, by: User) -> None:
    """Close a choice for new entries; what was chosen before stays, and is counted. Refuses what the program needs."""
    locked = ListedCode.objects.select_for_update().get(pk=listed.pk)
    if locked.is_fixed:
        raise Refusal(_("Deze keuze hoort bij het programma en blijft open."))
    if locked.is_open:
        locked.retired_on = local_today()
        locked.save(update_fields=["retired_on"])


@transaction.atomic
def reopen_code(listed: ListedCode, *, by: User) -> None:
    """Let a retired choice be chosen again. Quietly nothing when it is open."""
    locked = ListedCode.objects.select_for_update().get(pk=listed.pk)
    if not locked.is_open:
        locked.retired_on = None
        locked.save(update_fields=["retired_on"])


def _lock(which: str) -> list[ListedCode]:
    # All of the list: two people at once must not add the same word.
    return list(ListedCode.objects.select_for_update().filter(in_list=which))


def _checked(
    rows: list[ListedCode],
    own: ListedCode | None,
    *,
    label: str,
    labels: Labels,
    also: Iterable[str],
    part_of: str,
) -> dict[str, Any]:
    if not label:
        raise Refusal(_("Vul de naam in."), at="label")
    words = list(dict.fromkeys(" ".join(word.split()) for word in also if word.strip()))
    labels = {language: " ".join(text.split()) for language, text in labels.items() if text.strip()}
    others = Kept([row for row in rows if own is None or row.pk != own.pk])
    for word in (label, *labels.values(), *words):
        if len(word) > LONGEST_LABEL:
            raise Refusal(_("“%(word)s” is te lang. Er passen 80 tekens in.") % {"word": word})
        taken = others.code(word)
        if taken is not None:
            raise Refusal(
                _("“%(word)s” staat al in deze lijst, bij “%(other)s”. Open die keuze weer, of kies een ander woord.")
                % {"word": word, "other": others.names[taken]}
            )
    if part_of and (part_of not in others.names or (own is not None and own.code in others.line_of(part_of))):
        raise Refusal(_("Kies bij “Hoort bij” een andere keuze uit deze lijst."), at="part_of")
    return {"label": label, "labels": labels, "also": words, "part_of": part_of}


def _new_code(label: str, taken: set[str]) -> str:
    base = slugify(plain(label)).replace("-", "_")[: LONGEST_CODE - 4] or "keuze"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code
