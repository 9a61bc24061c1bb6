"""Seven hundred and fifty coordinators in order of fit for one case: the ranking, and its page."""

import datetime as dt
import random
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from cases.codes import CaseState, Gender, PreferenceKind, Training
from cases.coordinators.matching import ranking_for
from cases.models import (
    Case,
    Coordinator,
    CoordinatorContract,
    CoordinatorLeave,
    CoordinatorTie,
    Preference,
    Referrer,
)
from cases.referral.acts.case_numbers import next_case_numbers
from ekc.accounts.codes import Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today

from .measuring import Series, queries_of
from .worklist import as_in_a_server

REGION = "limburg"
LANGUAGES = ("tr", "ar", "pl", "rif", "so", "pap", "en", "de", "fr", "srn", "zh", "ti")
CASES_EACH = 3
DAY = dt.timedelta(days=1)


@dataclass
class MatchingFigures:
    coordinators: int
    ranking: Series
    """Reading the profiles and putting them in order."""
    page: Series
    """The whole page, through all middleware."""
    queries: int
    """Of the ranking."""


def make_pool(number: int, *, seed: int = 1) -> tuple[User, Case]:
    """So many coordinators in one region, with what makes them differ, their manager, and a case with wishes."""
    draw = random.Random(seed)  # noqa: S311  believable people, no secrets
    region, today = Region.objects.get(code=REGION), local_today()
    manager = User.objects.create(
        email="bench.matching@voorbeeld.example", full_name="Mare Manager", role=Role.REGIONAL_MANAGER
    )
    manager.regions.add(region)
    users = User.objects.bulk_create(
        User(email=f"pool{index}@voorbeeld.example", full_name=f"Coördinator {index}", role=Role.COORDINATOR)
        for index in range(number)
    )
    region.users.add(*users)
    pool = Coordinator.objects.bulk_create(
        Coordinator(
            user=user,
            gender=draw.choice((Gender.MAN, Gender.WOMAN)),
            languages=["nl", *draw.sample(LANGUAGES, draw.randrange(3))],
            backgrounds=draw.choice(([], ["turks"], ["marokkaans"], ["surinaams"])),
            trainings=[Training.CONFERENCE],
            max_cases=draw.randrange(1, 6),
            available=draw.random() < 0.9,
            employers_declared_on=today,
            vog_date=today - 40 * DAY,
        )
        for user in users
    )
    _hang_on(pool, draw, today)
    case = _case_with_wishes(pool, region, manager)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return manager, case


def _hang_on(pool: list[Coordinator], draw: random.Random, today: dt.date) -> None:
    """Employers, leave, and contracts that run or ended."""
    region = pool[0].user.regions.get()
    works = Organisation.objects.bulk_create(
        Organisation(name=f"Werkgever {index}", is_care_or_deciding=index % 5 == 0) for index in range(50)
    )
    through = Coordinator.employers.through
    through.objects.bulk_create(through(coordinator=each, organisation=draw.choice(works)) for each in pool)
    CoordinatorLeave.objects.bulk_create(
        CoordinatorLeave(coordinator=each, starts_on=today - 9 * DAY, ends_on=today + 9 * DAY)
        for each in draw.sample(pool, max(len(pool) // 20, 1))
    )
    numbers = next_case_numbers(len(pool) * CASES_EACH, years=today.year)
    cases = Case.objects.bulk_create(_case(number, region, today, CaseState.ASSIGNED) for number in numbers)
    CoordinatorContract.objects.bulk_create(
        CoordinatorContract(
            case=case,
            coordinator=pool[index % len(pool)],
            started_on=today - 30 * DAY,
            ended_on=None if draw.random() < 0.25 else today - DAY,
        )
        for index, case in enumerate(cases)
    )


def _case(number: str, region: Region, today: dt.date, state: str) -> Case:
    return Case(
        number=number, region=region, state=state, received_on=today - 40 * DAY, referrer_type="bureau_jeugdzorg"
    )


def _case_with_wishes(pool: list[Coordinator], region: Region, manager: User) -> Case:
    (number,) = next_case_numbers(1, years=local_today().year)
    case = _case(number, region, local_today(), CaseState.SCREENING)
    case.manager = manager
    case.save()
    Referrer.objects.create(case=case, name="Aanmelder", organisation=Organisation.objects.first())
    for kind, code in ((PreferenceKind.LANGUAGE, "tr"), (PreferenceKind.GENDER, "vrouw")):
        Preference.objects.create(case=case, kind=kind, codes=[code])
    CoordinatorTie.objects.create(coordinator=pool[0], case=case, description="buren")
    return case


def measure_matching(number: int, *, times: int) -> MatchingFigures:
    """Rank a pool of so many `times` times, and ask the page as often."""
    manager, case = make_pool(number)
    everybody = Coordinator.objects.for_user(manager)
    ranking, page = Series(), Series()

    def rank() -> None:
        # The case anew each time: what hangs on it must not be at hand already.
        ranking_for(Case.objects.get(pk=case.pk), everybody.all())

    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    with override_settings(ALLOWED_HOSTS=hosts), as_in_a_server():
        client = Client(HTTP_HOST="testserver")
        client.force_login(manager)
        address = reverse("cases:assign", args=[case.number])
        rank()
        client.get(address)
        for _time in range(times):
            ranking.time(rank)
            page.time(lambda: client.get(address))
    # One of them reads the case itself.
    return MatchingFigures(number, ranking, page, len(queries_of(rank)) - 1)
