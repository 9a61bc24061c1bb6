"""What happened in a case, in words."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import CaseState
from cases.models import Case, CaseMove, CirclePerson, MainPerson, MainPersonChange, TriageCall, VariantChange
from cases.told_text import Secrets
from cases.workflow import COORDINATOR_LEAVES, WORKFLOW
from ekc.accounts.codes import Role
from ekc.audit.models import ReadLine
from ekc.merging.models import Merge

# Reasons that are an answer to the referrer. Other reasons speak of the preparation.
REASONS_FOR_EVERYBODY = frozenset({"decline_offer", "advise_otherwise", "withdraw"})
# Why a coordinator left is between that person and the office: it may be an illness.
REASONS_FOR_THE_OFFICE = COORDINATOR_LEAVES


def steps_of(
    case: Case, moves: Sequence[CaseMove], *, sees_reasons: bool, is_office: bool = False
) -> list[dict[str, Any]]:
    """The moves of a case, newest first, as the timeline piece wants them; the aanmelding is the first.

    Who sees reasons also sees what was put right about the main persons, and who was called about the aanmelding.
    """
    secrets = Secrets(case)
    steps: list[dict[str, Any]] = [
        {
            "at": move.at,
            "title": _title(move),
            "who": _who(move),
            "text": _reason(move, secrets, sees_reasons=sees_reasons, is_office=is_office),
        }
        for move in moves
    ]
    if sees_reasons:
        steps += [_change(each) for each in case.main_person_changes.select_related("by")]
        steps += [_variant(each) for each in case.variant_changes.select_related("by")]
        steps += [_call(each) for each in case.triage_calls.select_related("by")]
        steps += [*merge_steps(case), *double_steps(case)] if _was_merged(case) else []
    steps.sort(key=lambda step: step["at"], reverse=True)
    first = {"at": case.received_on, "title": _("Aanmelding ontvangen"), "who": case.get_channel_display(), "text": ""}
    return [*steps, first]


def _reason(move: CaseMove, secrets: Secrets, *, sees_reasons: bool, is_office: bool) -> str:
    if move.action in REASONS_FOR_THE_OFFICE:
        return move.reason if is_office else ""
    return move.reason if sees_reasons else _for_everybody(move, secrets)


def _variant(change: VariantChange) -> dict[str, Any]:
    title = _("Andere soort conferentie: %(kind)s") % {"kind": change.get_target_display()}
    text = "\n".join(filter(None, [change.reason, change.decisions]))
    return {"at": change.at, "title": title, "who": str(change.by), "text": text}


def _title(move: CaseMove) -> str:
    """Where the case went; what happened without leading it anywhere, by its own name."""
    if move.source == move.target and move.action in WORKFLOW.labels:
        return str(WORKFLOW.labels[move.action])
    if move.action == "reopen":
        return _("%(act)s: %(state)s") % {"act": WORKFLOW.labels["reopen"], "state": CaseState(move.target).label}
    return str(CaseState(move.target).label)


def readers_of(lines: Iterable[ReadLine]) -> list[dict[str, Any]]:
    """Who read the file, per person and day, newest first, with what and how often."""
    days: dict[tuple[str, str, dt.date], list[ReadLine]] = {}
    for line in lines:
        days.setdefault((line.user_name, line.role, timezone.localdate(line.at)), []).append(line)
    return [
        {
            "name": name or _("iemand zonder account"),
            "role": str(Role(role).label) if role else "",
            "day": day,
            "times": len(rows),
            "what": ", ".join(dict.fromkeys(row.what for row in reversed(rows))),
        }
        for (name, role, day), rows in days.items()
    ]


def _for_everybody(move: CaseMove, secrets: Secrets) -> str:
    return secrets.told(move.reason) if move.action in REASONS_FOR_EVERYBODY else ""


def _was_merged(case: Case) -> bool:
    return case.merged_into_id is not None or bool(getattr(case, "was_merged", True))


def merge_steps(case: Case) -> Iterator[dict[str, Any]]:
    """Who of the circle were merged, and what was undone of it."""
    merges = Merge.objects.filter(case_number=case.number, double_kind=CirclePerson._meta.label_lower)
    found = list(merges.select_related("by", "undone_by"))
    names = {
        (model._meta.label_lower, pk): name
        for model, rows in ((CirclePerson, case.circle), (MainPerson, case.main_persons))
        for pk, name in (rows.values_list("pk", "name") if found else ())
    }
    for each in found:
        double, keep = (each.double_kind, each.double_id), (each.kind, each.kept_id)
        who = {"double": names.get(double, ""), "keep": names.get(keep, "")}
        title = _("Samengevoegd: %(double)s met %(keep)s") % who
        yield {"at": each.at, "title": title, "who": str(each.by), "text": ""}
        if each.undone_at is not None:
            title = _("Samenvoegen ongedaan gemaakt: %(double)s en %(keep)s zijn twee mensen") % who
            text = _("Reden: %(reason)s") % {"reason": each.undone_reason}
            yield {"at": each.undone_at, "title": title, "who": str(each.undone_by), "text": text}


def double_steps(case: Case) -> Iterator[dict[str, Any]]:
    """Which aanmeldingen turned out to be of the same family, and what was undone of it."""
    merges = list(Merge.objects.of(case).select_related("by", "undone_by"))
    others = Case.objects.in_bulk({key for each in merges for key in (each.kept_id, each.double_id)})
    for each in merges:
        is_kept = each.kept_id == case.pk
        number = {"number": others[each.double_id if is_kept else each.kept_id].number}
        title = _("Dubbele aanmelding %(number)s samengevoegd met deze zaak") % number
        title = title if is_kept else _("Dubbele aanmelding: gaat verder als %(number)s") % number
        yield {"at": each.at, "title": title, "who": str(each.by), "text": ""}
        if each.undone_at is not None:
            title = _("%(number)s is toch een eigen zaak") % number
            text = _("Reden: %(reason)s") % {"reason": each.undone_reason}
            yield {"at": each.undone_at, "title": title, "who": str(each.undone_by), "text": text}


def _change(change: MainPersonChange) -> dict[str, Any]:
    title = _("Hoofdpersoon %(what)s: %(name)s") % {"what": change.get_what_display().lower(), "name": change.name}
    text = ". ".join(filter(None, [change.details, _("Reden: %(reason)s") % {"reason": change.reason}]))
    return {"at": change.at, "title": title, "who": _who(change), "text": text}


def _call(call: TriageCall) -> dict[str, Any]:
    title = _("Gebeld: %(callee)s") if call.reached else _("Gebeld, niet bereikt: %(callee)s")
    return {
        "at": call.at,
        "title": title % {"callee": call.get_callee_display()},
        "who": str(call.by),
        "text": call.note,
    }


def _who(move: CaseMove | MainPersonChange) -> str:
    if move.by is None:
        return _("het programma")
    role = str(Role(move.role).label) if move.role else ""
    return f"{move.by} ({role})" if role else str(move.by)
