"""What is kept an eye on: who looked into which file last month, the review of it, and two breaches."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from cases.models import Case
from cases.reviewing.acts.drawing_reviews import draw_review
from cases.reviewing.acts.reviewing import judge_reading
from ekc.accounts.models import User
from ekc.audit.codes import DrawnBecause, Judged, Outcome, ReadAction
from ekc.audit.models import Drawn, ReadLine
from ekc.breaches.acts import bring_people, close_breach, decide_authority, decide_people, record_breach
from ekc.breaches.codes import TellPeople, ToldAuthority
from ekc.breaches.models import Breach
from ekc.dates import add_months, at_local, local_today

from .backdating import history_asleep
from .people import NATIONAL, People
from .tale import SEED

PAGES: tuple[tuple[str, str], ...] = (
    ("cases:case", "het overzicht"),
    ("cases:circle", "de kring"),
    ("cases:contacts", "de contacten"),
    ("cases:preparation", "de voorbereiding"),
    ("cases:history", "het verloop"),
)
AT_NIGHT = ("tom", "zonder-plan")
ON_A_LOST_PHONE = ("marlon", "een-maand-later")
LONG_CLOSED = 3
"""So many cases of the pilot somebody opened again."""
COLUMNS = ("at", "user_id", "user_name", "role", "action", "case_number", "what", "route", "outcome", "address")


@dataclass(frozen=True)
class Looked:
    """Somebody looked at a page of a case."""

    at: dt.datetime
    user: User
    number: str
    route: str
    what: str

    def values(self) -> tuple[object, ...]:
        who = (self.user.pk, self.user.full_name, self.user.role)
        return (self.at, *who, ReadAction.READ, self.number, self.what, self.route, Outcome.SHOWN, None)


def keep_watch(people: People, cases: Mapping[str, Case]) -> None:
    """Last month people read what they work on, some of it is odd, and landelijk beheer began to look at it."""
    first = add_months(local_today().replace(day=1), -1)
    _write(sorted(_last_month(people, cases, first), key=lambda each: each.at))
    draw_review(first, seed=f"{SEED:032}")
    _look_at_some(people[NATIONAL])
    _breach_with_its_clock(people, cases)
    _breach_of_before(people, cases)


def _last_month(people: People, cases: Mapping[str, Case], first: dt.date) -> Iterator[Looked]:
    drawn = random.Random(f"{SEED}:leeslog")  # noqa: S311  a story, no secret
    days = (add_months(first, 1) - first).days
    for case in cases.values():
        readers = [contract.coordinator.user for contract in case.contracts.select_related("coordinator__user")]
        for user in [*readers, people.manager_of(case.region.code)]:
            for _time in range(drawn.randrange(1, 4)):
                day = first + dt.timedelta(days=drawn.randrange(days))
                route, what = drawn.choice(PAGES)
                clock = dt.time(drawn.randrange(8, 20), drawn.randrange(60))
                if day >= case.received_on:
                    yield Looked(at_local(day, clock), user, case.number, route, what)
    route, what = PAGES[1]
    name, story = AT_NIGHT
    night = at_local(first + dt.timedelta(days=11), dt.time(3, 40))
    yield Looked(night, people[name], cases[story].number, route, what)
    closed = Case.objects.exclude(pk__in=[case.pk for case in cases.values()]).order_by("pk")[:LONG_CLOSED]
    for minutes, case in enumerate(closed):
        at = at_local(first + dt.timedelta(days=16), dt.time(16, 5 + minutes))
        yield Looked(at, people["carla"], case.number, *PAGES[0])


def _write(looks: list[Looked]) -> None:
    """As the log has it; the log itself takes no other moment than now."""
    marks = ", ".join(["%s"] * len(COLUMNS))
    table = connection.ops.quote_name(ReadLine._meta.db_table)
    names = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  names of our own table
    with connection.cursor() as cursor:
        for each in looks:
            cursor.execute(insert, each.values())


def _look_at_some(national: User) -> None:
    """Two were looked at, one is being found out, and the rest waits."""
    waiting = Drawn.objects.exclude(reader=national).filter(why=[DrawnBecause.CHANCE]).order_by("pk")
    for drawn in waiting[:2]:
        judge_reading(drawn, by=national, judged=Judged.FINE, reason="Werkt zelf aan deze zaak.")
    night = Drawn.objects.filter(why__contains=[DrawnBecause.NIGHT]).order_by("pk").first()
    if night is not None:
        judge_reading(night, by=national, judged=Judged.ASKING, reason="Ik vraag het na bij de regiomanager.")


def _breach_with_its_clock(people: People, cases: Mapping[str, Case]) -> None:
    """Found yesterday evening: two days are left."""
    name, story = ON_A_LOST_PHONE
    found_at = timezone.now() - dt.timedelta(hours=20)
    breach = record_breach(
        by=people[NATIONAL],
        title="Telefoon verloren in de trein",
        what="Een coördinator verloor een telefoon zonder code. Het draaiboek van een conferentie stond erop.",
        found_at=found_at,
        happened_at=found_at - dt.timedelta(hours=3),
        data="Namen, adres van de plek en telefoonnummers van de kring.",
        measures="Alle sessies van het account zijn beëindigd. De telefoon is op afstand gewist.",
        case_numbers=[cases[story].number],
        accounts=[people[name].email],
    )
    bring_people(breach, by=people[NATIONAL])


def _breach_of_before(people: People, cases: Mapping[str, Case]) -> None:
    """Some weeks ago, and all was done."""
    national, found_at = people[NATIONAL], timezone.now() - dt.timedelta(days=47)
    breach = record_breach(
        by=national,
        title="Brief in de verkeerde envelop",
        what="Een uitnodiging kwam bij de buren aan. De buren gaven de brief ongeopend terug.",
        found_at=found_at,
        happened_at=found_at - dt.timedelta(days=1),
        data="Naam en adres van één persoon.",
        measures="De brief is opgehaald. Adressen worden voor het versturen nog een keer gelezen.",
        case_numbers=[cases["nagevraagd"].number],
    )
    why = "De brief is niet gelezen."
    decide_authority(breach, by=national, authority=ToldAuthority.NOT_TOLD, authority_why=why)
    decide_people(breach, by=national, tell_people=TellPeople.NO, people_why=why)
    close_breach(breach, by=national)
    with history_asleep():
        Breach.objects.filter(pk=breach.pk).update(
            recorded_at=found_at + dt.timedelta(hours=1), closed_at=found_at + dt.timedelta(days=2)
        )
