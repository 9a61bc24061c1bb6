"""Rows that an address of somebody's rights names: made when the crawler comes to it."""

from collections.abc import Callable
from typing import Any

from cases.casepage.acts.ending_access import stop_working_on
from ekc.dates import local_today
from reports.acts.objections import record_objection
from tests.factories.consents import say_no
from tests.factories.privacy import make_privacy_request, make_statement
from tests.world import Family, World

OF_RIGHTS: dict[str, Callable[[Family, World], Any]] = {
    "statement": lambda family, world: make_statement(family.main_person, by=world.carla),
    "withdrawn_consent": lambda family, world: say_no(family.main_person, by=world.carla)[0],
    "ended_access": lambda family, world: stop_working_on(family.case, by=family.case.referrer.user),
    "asks_to_go": lambda family, world: make_privacy_request(
        family.set_aside, by=world.carla, kind="vernietiging", asked_as="zelf", age=40
    ),
    "objection": lambda family, world: record_objection(
        family.case, by=world.carla, objector="kring", way="papier", received_on=local_today()
    ),
}
