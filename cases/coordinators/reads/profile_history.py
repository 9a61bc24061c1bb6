"""Who changed what in the profile of a coordinator, in words: R-01 and the VOG turn on it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import Gender, Training
from cases.models import Coordinator, CoordinatorEmployer, CoordinatorLeave, CoordinatorTie
from cases.spoken_languages import names_of_languages
from ekc import dutch
from ekc.accounts.models import Organisation, User
from ekc.figures import euros
from ekc.lists.codes import KeptList
from ekc.lists.queries import Kept, kept

NEWEST = 100
"""Of each kind: what is older stays in the database, and nobody leafs that far."""
Entry = dict[str, Any]

FIELDS: Mapping[str, str | Promise] = {
    "gender": gettext_lazy("Man of vrouw"),
    "languages": gettext_lazy("Talen"),
    "backgrounds": gettext_lazy("Achtergrond"),
    "background_words": gettext_lazy("Achtergrond in eigen woorden"),
    "faith": gettext_lazy("Geloof"),
    "faith_words": gettext_lazy("Geloof in eigen woorden"),
    "trainings": gettext_lazy("Trainingen"),
    "employers_declared_on": gettext_lazy("Werkgevers opgegeven op"),
    "vog_date": gettext_lazy("VOG van"),
    "max_cases": gettext_lazy("Zaken tegelijk"),
    "available": gettext_lazy("Beschikbaar"),
    "training_costs": gettext_lazy("Kosten van de training"),
}


def profile_history(coordinator: Coordinator) -> list[Entry]:
    """All changes of the profile, newest first, with who made them; a fixed number of queries.

    A tie to a case is left out: its words are about a family, and landelijk beheer reads no file.
    """
    rows = _rows(Coordinator, pgh_obj=coordinator.pk)
    employers = _rows(CoordinatorEmployer, coordinator=coordinator.pk)
    leaves = _rows(CoordinatorLeave, coordinator=coordinator.pk)
    ties = _rows(CoordinatorTie, coordinator=coordinator.pk, case__isnull=True)
    names = _organisations([*employers, *ties])
    found = [
        *_changes(rows),
        *(_entry(row, EMPLOYER_WORDS, names.get(row.organisation_id, "")) for row in employers),
        *(_entry(row, LEAVE_WORDS, _period(row)) for row in leaves),
        *(_entry(row, TIE_WORDS, f"{names.get(row.organisation_id, '')}: {row.description}") for row in ties),
    ]
    found.sort(key=lambda entry: entry["at"], reverse=True)
    return _with_names(found)


def _rows(model: type[Model], **where: Any) -> list[Any]:
    history: Any = model.pgh_event_model  # type: ignore[attr-defined]
    newest = history.objects.filter(**where).select_related("pgh_context").order_by("-pgh_id")
    return list(newest[:NEWEST])


def _organisations(rows: Iterable[Any]) -> dict[int, str]:
    keys = {row.organisation_id for row in rows}
    return dict(Organisation.with_doubles.filter(pk__in=keys).values_list("pk", "name"))


def _changes(rows: Sequence[Any]) -> list[Entry]:
    """Each row against the one before it; the oldest that was read only serves to compare with."""
    found = []
    lists = {"backgrounds": kept(KeptList.BACKGROUND), "faith": kept(KeptList.FAITH)}
    for after, before in pairwise(rows):
        lines = [
            _("%(what)s: was %(before)s, is nu %(after)s.")
            % {"what": label, "before": _said(name, before, lists), "after": _said(name, after, lists)}
            for name, label in FIELDS.items()
            if getattr(after, name) != getattr(before, name)
        ]
        if lines:
            found.append(_line(after, _("Profiel aangepast"), "\n".join(lines)))
    if rows and rows[-1].pgh_label == "insert":
        found.append(_line(rows[-1], _("Profiel gemaakt"), ""))
    return found


def _said(name: str, row: Any, lists: Mapping[str, Kept]) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if value is None or value in ("", []):
        return _("niet ingevuld")
    words = {
        "gender": lambda: str(Gender(value).label).lower(),
        "languages": lambda: names_of_languages(value),
        "backgrounds": lambda: lists["backgrounds"].said(value),
        "faith": lambda: lists["faith"].said([value]),
        "trainings": lambda: ", ".join(str(Training(code).label) for code in value),
        "employers_declared_on": lambda: dutch.long_date(value),
        "vog_date": lambda: dutch.long_date(value),
        "training_costs": lambda: euros(value),
    }
    return words.get(name, lambda: str(value))()


EMPLOYER_WORDS = {"insert": gettext_lazy("Werkgever toegevoegd"), "delete": gettext_lazy("Werkgever weggehaald")}
LEAVE_WORDS = {
    "insert": gettext_lazy("Verlof toegevoegd"),
    "update": gettext_lazy("Verlof aangepast"),
    "delete": gettext_lazy("Verlof weggehaald"),
}
TIE_WORDS = {
    "insert": gettext_lazy("Band met een organisatie opgegeven"),
    "update": gettext_lazy("Band met een organisatie aangepast"),
    "delete": gettext_lazy("Band met een organisatie weggehaald"),
}


def _entry(row: Any, words: Mapping[str, str | Promise], text: str) -> Entry:
    return _line(row, str(words.get(row.pgh_label, row.pgh_label)), text)


def _line(row: Any, title: str, text: str) -> Entry:
    metadata = row.pgh_context.metadata if row.pgh_context else {}
    return {"at": row.pgh_created_at, "title": title, "text": text, "by": metadata.get("user")}


def _period(row: Any) -> str:
    return _("%(first)s tot en met %(last)s") % {
        "first": dutch.long_date(row.starts_on),
        "last": dutch.long_date(row.ends_on),
    }


def _with_names(entries: list[Entry]) -> list[Entry]:
    names = dict(User.objects.filter(pk__in={each["by"] for each in entries}).values_list("pk", "full_name"))
    return [{**each, "who": names.get(each["by"]) or _("het programma")} for each in entries]
