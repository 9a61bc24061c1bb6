"""Pages of which the form or the button is pressed: opened by who may, with what must be so before."""

from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.utils import timezone

from cases.codes import CaseState, WishKind
from cases.models import ContactBan, InformationWish
from conferences.models import Conference
from plans.acts.frame import begin_next_version
from plans.models import SafetyFrame
from tests.access.matrix import ROUTES, CaseRoute
from tests.access.states import world_for
from tests.access.test_crawler import HOUSE_ROLES, INSIDERS, address, house_address, signed_in

# What a form asks for that no field of it must have.
NEEDED = {
    "cases:work_add": {"minutes": "30"},
    "plans:write": {"who": "Oma"},
    "followup:round_interview": {"early_reason": "De moeder belde zelf."},
}
NOT_COUNTED = {"accounts", "audit", "once", "sessions", "contenttypes", "auth", "pghistory", "mfa", "account"}


def rows_there() -> dict[str, int]:
    """How many rows each table of the house has, but for what is written about the reading itself."""
    models = [model for model in apps.get_models() if model._meta.app_label not in NOT_COUNTED]
    tables = [model._meta.db_table for model in models if not model.__name__.endswith("Event")]
    counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def state_of(name: str) -> str:
    """The state of the world in which the page of this route is opened."""
    row = ROUTES[name]
    return row.state if isinstance(row, CaseRoute) else CaseState.ACTIVATION


def page_of(name: str, go=world_for):
    """The page of a route, opened by the first person who may; in a world of its own, unless `go` knows one."""
    row, world = ROUTES[name], go(state_of(name))
    if isinstance(row, CaseRoute):
        return signed_in(world.people[INSIDERS[row.who[0]]]), address(name, row, world.own, world)
    return signed_in(world.people[HOUSE_ROLES[row.who[0]]]), house_address(name, row, world)


def _nothing_stands_in_the_way_of_the_day() -> None:
    ContactBan.objects.all().delete()
    Conference.objects.filter(state="gepland").update(planned_start=timezone.now(), planned_end=None)


def _a_next_version() -> None:
    for frame in SafetyFrame.objects.select_related("author", "case"):
        begin_next_version(frame, by=frame.author, reason="Er is iets veranderd.")


# What must be so before an act has something to do.
READY = {
    "conferences:press": _nothing_stands_in_the_way_of_the_day,
    "cases:wishes_share": lambda: InformationWish.objects.update(kind=WishKind.QUESTION, shared_on=None),
    "plans:frame_drop": _a_next_version,
}
