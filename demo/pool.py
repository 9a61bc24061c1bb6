"""More coordinators than the stories need, and cases for which somebody is asked: matching on a weekday."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone

from cases.codes import COUNTED_STATES, DuePurpose, Gender, RequestRefusal, RequestState
from cases.coordinators.acts.contracts import change_contract
from cases.coordinators.acts.requests import ask_coordinators, decline_request
from cases.models import Case, Coordinator, CoordinatorContract, CoordinatorRequest
from ekc.accounts.acts import register_person
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.outbox.acts import plan_due
from ekc.outbox.codes import MessageState
from ekc.outbox.models import Message

from .people import (
    AMSTERDAM,
    GELDERLAND,
    MAIL_DOMAIN,
    NATIONAL,
    NOORD_HOLLAND,
    UTRECHT,
    People,
    Profile,
    fill_profile,
    give_leave,
    regions_of,
)

ASKED_HOURS_AGO = 20
TERM_HOURS = 72

# They do not stand on the list of logins: no story needs them.
POOL: dict[str, tuple[str, tuple[str, ...], Profile]] = {
    "fatou": (
        "Fatou Sarr",
        (AMSTERDAM,),
        Profile(Gender.WOMAN, ("Nederlands", "Wolof", "Frans"), "Senegalees", max_cases=2),
    ),
    "wei": (
        "Wei Zhang",
        (AMSTERDAM, UTRECHT),
        Profile(Gender.MAN, ("Nederlands", "Mandarijn", "Kantonees"), "Chinees"),
    ),
    "rosa": (
        "Rosa Martina",
        (AMSTERDAM, NOORD_HOLLAND),
        Profile(Gender.WOMAN, ("Nederlands", "Papiaments", "Spaans"), "Antilliaans"),
    ),
    "azad": (
        "Azad Karim",
        (GELDERLAND, UTRECHT),
        Profile(Gender.MAN, ("Nederlands", "Kurmançi", "Arabisch"), "Koerdisch", faith="Islam"),
    ),
    "shirin": (
        "Shirin Ahmadi",
        (UTRECHT,),
        Profile(Gender.WOMAN, ("Nederlands", "Dari", "Farsi"), "Afghaans", training_costs=1200),
    ),
    "piet": (
        "Piet Hiemstra",
        (NOORD_HOLLAND,),
        Profile(Gender.MAN, ("Nederlands", "Fries"), "Nederlands", faith="Gereformeerd"),
    ),
    "marta": ("Marta Kovács", (GELDERLAND,), Profile(Gender.WOMAN, ("Nederlands", "Hongaars", "Duits"), "Hongaars")),
    "joke": (
        "Joke Terpstra",
        (UTRECHT, GELDERLAND),
        Profile(Gender.WOMAN, ("Nederlands", "Nederlandse Gebarentaal"), "Nederlands"),
    ),
    "soraya": (
        "Soraya Bhagwan",
        (NOORD_HOLLAND, AMSTERDAM),
        Profile(Gender.WOMAN, ("Nederlands", "Sarnami Hindoestaans", "Sranantongo"), "Hindoestaans", faith="Hindoe"),
    ),
    "ilias": (
        "Ilias Bouzid",
        (AMSTERDAM, UTRECHT),
        Profile(
            Gender.MAN, ("Nederlands", "Riffijns", "Marokkaans Arabisch"), "Marokkaans", faith="Islam", max_cases=3
        ),
    ),
    "ewa": (
        "Ewa Zielińska",
        (GELDERLAND, NOORD_HOLLAND),
        Profile(Gender.WOMAN, ("Nederlands", "Pools", "Oekraïens"), "Pools", leave_days=40),
    ),
    "hans": (
        "Hans Vreugdenhil",
        (GELDERLAND,),
        Profile(Gender.MAN, ("Nederlands",), "Nederlands", ("Zorggroep Lindenhof",)),
    ),
}

# Story, and who is asked for it in turn.
OFFERS: dict[str, tuple[str, ...]] = {
    "in-behandeling-nieuwegein": ("tom", "hodan", "joke"),
    "in-behandeling-purmerend": ("youssef", "soraya", "rosa"),
}
REFUSED = "in-behandeling-nieuwegein"
"""Here the first one said no."""


def make_pool(people: People) -> None:
    """Give them an account and a profile; their invitations are of no use."""
    for number, (key, (name, regions, profile)) in enumerate(POOL.items()):
        user = register_person(
            by=people[NATIONAL],
            email=f"{key}@{MAIL_DOMAIN}",
            full_name=name,
            role=Role.COORDINATOR,
            phone=f"0612 345 {300 + number}",
            regions=regions_of(regions),
        )
        people.users[key] = user
        give_leave(fill_profile(user, profile), profile)
    Message.objects.filter(key__startswith="invitation:").update(state=MessageState.CANCELLED)


def ask_for_cases(people: People, cases: Mapping[str, Case]) -> None:
    """Two cases wait for an answer; in one of them somebody said no before."""
    for story, asked in OFFERS.items():
        case = cases[story]
        manager = people.manager_of(case.region.code)
        ask_coordinators(
            case,
            [_profile(people[key]) for key in asked],
            by=manager,
            programme=case.programme,
            term_hours=TERM_HOURS,
        )
        if story == REFUSED:
            first = CoordinatorRequest.objects.get(case=case, state=RequestState.OPEN)
            decline_request(
                first, by=first.coordinator.user, refusal=RequestRefusal.NO_TIME, note="Ik heb er al twee deze maand."
            )
    _ask_yesterday()


def _profile(user: User) -> Coordinator:
    return Coordinator.objects.select_related("user").get(user=user)


def _ask_yesterday() -> None:
    """The asking happened yesterday, and so did the no."""
    ago = dt.timedelta(hours=ASKED_HOURS_AGO)
    CoordinatorRequest.objects.update(
        asked_at=F("asked_at") - ago,
        opened_at=F("opened_at") - ago,
        answer_by=F("answer_by") - ago,
        ended_at=F("ended_at") - ago,
    )
    for request in CoordinatorRequest.objects.filter(state=RequestState.OPEN).select_related("case"):
        if request.answer_by is not None:
            case = request.case
            plan_due(
                DuePurpose.REQUEST_TERM, request, request.answer_by, case_number=case.number, region_id=case.region_id
            )


def sign_and_pay(people: People) -> None:
    """Contracts of cases that are over were paid; who drove far wrote down what it cost."""
    over = CoordinatorContract.objects.filter(
        case__state__in=COUNTED_STATES, fee__isnull=False, signed_on__isnull=False
    )
    for contract in over.select_related("case__region").order_by("pk"):
        change_contract(
            contract,
            by=people.manager_of(contract.case.region.code),
            fee=contract.fee,
            training_deduction=contract.training_deduction,
            expenses=contract.fee / 20 if contract.fee else None,
            signed_on=contract.signed_on,
            paid_on=min(timezone.localdate() - dt.timedelta(days=1), contract.signed_on + dt.timedelta(days=140)),
        )
