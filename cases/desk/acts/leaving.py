"""What a regional manager, a coordinator and a professional have under their hands, and how it goes to who comes after.

Landelijk beheer hands it over before it closes an account or takes a role or region away (`ekc/accounts/leaving.py`).
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.casepage.acts.ending_access import open_again
from cases.codes import (
    LIVE_REQUEST_STATES,
    LIVING_STATES,
    LeavingReason,
)
from cases.coordinators.acts.contracts import end_contract
from cases.coordinators.acts.requests import drop_out, end_requests
from cases.keepers import KEEPER_NAMES, keeper_name
from cases.locks import lock_case
from cases.models import Case, CoordinatorRequest, Referrer
from cases.moves import note_transfer
from cases.notices import tell_of_frame, tell_of_gift, tell_of_lost_coordinator, tell_of_missing_writer
from cases.preparation.acts.ending import hand_back
from cases.querysets import ended_accesses, open_contracts
from cases.signals import safety_professional_named
from cases.workflow import FRAME_MATTERS_STATES, HAND_BACK_STATES
from ekc.accounts.codes import KeptBy, Role
from ekc.accounts.leaving import Leaving, Owed
from ekc.accounts.models import Region, User
from ekc.languages import listed

# --- a regional manager ---------------------------------------------------------------------------------------------


def owed_by_manager(leaving: Leaving) -> Sequence[Owed]:
    """The cases on the name of a regional manager, and what coordinators are asked in it; per region."""
    person = leaving.person
    if not person.is_regional_manager:
        return []
    cases = [case for case in _of_manager(person) if leaving.includes(case.region)]
    return [
        _owed_in_region(person, region, list(some)) for region, some in groupby(cases, key=lambda each: each.region)
    ]


def _of_manager(person: User) -> list[Case]:
    asked = CoordinatorRequest.objects.filter(
        Q(asked_by=person) | Q(coach=person), state__in=sorted(LIVE_REQUEST_STATES)
    )
    coached = open_contracts().filter(coach=person)
    theirs = Q(manager=person) | Q(pk__in=asked.values("case")) | Q(pk__in=coached.values("case"))
    found = Case.objects.filter(theirs, state__in=sorted(LIVING_STATES)).select_related("region")
    return list(found.order_by("region__sort_order", "region", "number"))


def _owed_in_region(person: User, region: Region, cases: list[Case]) -> Owed:
    colleagues = _managers_besides(person, region)
    words = ngettext("%(number)d zaak in %(region)s", "%(number)d zaken in %(region)s", len(cases))
    return Owed(
        key=f"regio-{region.pk}",
        title=words % {"number": len(cases), "region": region.name},
        numbers=tuple(case.number for case in cases),
        heirs=tuple(colleagues),
        otherwise=_who_keeps_then(colleagues),
        hand_over=partial(_give_to_manager, person, cases),
    )


def _managers_besides(person: User, region: Region) -> list[User]:
    """Who keeps the region when this person is gone: its other managers, or those of the region that stands in."""
    managers = User.objects.able().filter(role=Role.REGIONAL_MANAGER).exclude(pk=person.pk)
    own = list(managers.filter(regions=region))
    return own or list(managers.filter(regions__stands_in_for=region))


def _who_keeps_then(managers: list[User]) -> str:
    if not managers:
        return str(KEEPER_NAMES[KeptBy.NATIONAL]).capitalize()
    return _("Wie de regio dan heeft: %(names)s") % {"names": listed([each.full_name for each in managers])}


def _give_to_manager(person: User, cases: list[Case], heir: User | None, by: User) -> None:
    for case in cases:
        locked = lock_case(case)
        if locked.manager_id == person.pk:
            locked.manager = heir
            locked.save(update_fields=["manager"])
        open_contracts().filter(case=locked, coach=person).update(coach=heir)
        _ask_in_name_of(locked, person, heir, by)
        names = {"old": person, "new": heir or _("wie de regio heeft")}
        note_transfer(locked, by=by, reason=_("Van %(old)s naar %(new)s.") % names)
    # Where nobody of the region is left, whoever keeps it then hears of the whole region (`tell_of_fallen_region`).
    colleagues = User.objects.able().filter(role=Role.REGIONAL_MANAGER, regions=cases[0].region)
    tell_of_gift(cases, person, [heir] if heir else colleagues.exclude(pk=person.pk))


def _ask_in_name_of(case: Case, person: User, heir: User | None, by: User) -> None:
    """Who was asked for the case answers to somebody who is there."""
    manager = heir or next(iter(_managers_besides(person, case.region)), None)
    if manager is None:
        # Nobody there could take a yes: whoever gets the case asks anew.
        end_requests(case, by=by)
        return
    live = CoordinatorRequest.objects.live().filter(case=case)
    live.filter(asked_by=person).update(asked_by=manager)
    live.filter(coach=person).update(coach=manager)


# --- a coordinator --------------------------------------------------------------------------------------------------


def owed_by_coordinator(leaving: Leaving) -> Sequence[Owed]:
    """The cases under contract, and those that this coordinator was asked for. Who comes after is a choice of the
    regional manager, with the wishes of the family beside it: so each goes there."""
    if not leaving.person.is_coordinator or leaving.regions is not None:
        return []
    contracts = open_contracts().filter(coordinator__user=leaving.person, case__state__in=sorted(LIVING_STATES))
    asked = CoordinatorRequest.objects.live().filter(
        coordinator__user=leaving.person, case__state__in=sorted(LIVING_STATES)
    )
    working = [each.case for each in contracts.select_related("case")]
    thinking = [each.case for each in asked.select_related("case")]
    working_words = ngettext("%(number)d zaak als coördinator", "%(number)d zaken als coördinator", len(working))
    thinking_words = ngettext(
        "%(number)d zaak waarvoor iemand anders wordt gevraagd",
        "%(number)d zaken waarvoor iemand anders wordt gevraagd",
        len(thinking),
    )
    return [
        *_to_keeper("contracten", working_words, working, _end_work),
        *_to_keeper("gevraagd", thinking_words, thinking, partial(_ask_others, leaving.person)),
    ]


def _to_keeper(key: str, words: str, cases: list[Case], give: Callable[[Case, User], None]) -> list[Owed]:
    """What goes back to the regional manager of each case; nothing where there is no case."""
    if not cases:
        return []

    def hand_over(heir: User | None, by: User) -> None:
        for case in cases:
            give(case, by)

    names = sorted({str(keeper_name(case)) for case in cases})
    return [
        Owed(
            key=key,
            title=words % {"number": len(cases)},
            numbers=tuple(case.number for case in cases),
            heirs=(),
            otherwise=_("Terug naar %(names)s") % {"names": listed(names)},
            hand_over=hand_over,
        )
    ]


def _end_work(case: Case, by: User) -> None:
    """Another coordinator is looked for: from the worklist, or where the case is too far for that, on its page."""
    reason = _("Het account van de coördinator is gesloten.")
    if case.state in HAND_BACK_STATES:
        hand_back(case, by=by, reason="", reason_code=LeavingReason.GONE)
        return
    end_contract(lock_case(case), reason=reason)
    note_transfer(case, by=by, reason=reason)
    tell_of_lost_coordinator(case)


def _ask_others(person: User, case: Case, by: User) -> None:
    drop_out(case, person)


# --- a professional -------------------------------------------------------------------------------------------------


def owed_by_professional(leaving: Leaving) -> Sequence[Owed]:
    """The cases of which this professional writes the veiligheidskader: for a colleague, or the manager chooses."""
    person = leaving.person
    if not person.is_professional or leaving.regions is not None:
        return []
    writes = Q(safety_professional=person) | Q(safety_professional=None, referrer__user=person)
    found = Case.objects.filter(writes, state__in=sorted(FRAME_MATTERS_STATES)).exclude(safety_triggers=[])
    stopped = ended_accesses().filter(user=person).order_by()
    cases = list(found.exclude(pk__in=stopped.values("case")).order_by("number"))
    if not cases:
        return []
    words = ngettext("%(number)d veiligheidskader", "%(number)d veiligheidskaders", len(cases))
    return [
        Owed(
            key="kaders",
            title=words % {"number": len(cases)},
            numbers=tuple(case.number for case in cases),
            heirs=leaving.colleagues(),
            otherwise=_("De regiomanager kiest wie het doet"),
            hand_over=partial(_give_frames, person, cases),
        )
    ]


def _give_frames(person: User, cases: list[Case], heir: User | None, by: User) -> None:
    for case in cases:
        locked = lock_case(case)
        if heir is not None:
            open_again(locked, heir, by=by)
        locked.safety_professional = heir
        locked.save(update_fields=["safety_professional"])
        if heir is None:
            # Else the task would fall back to who applied: the same person, without an account.
            Referrer.objects.filter(case=locked, user=person).update(user=None)
        to = heir or _("wie de regiomanager kiest")
        note_transfer(locked, by=by, reason=_("Het veiligheidskader gaat naar %(name)s.") % {"name": to})
        if heir is not None:
            tell_of_frame(locked, heir)
            safety_professional_named.send(sender=Case, case=locked)
        else:
            tell_of_missing_writer(locked)
