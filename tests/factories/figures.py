"""Editions of figures, in every state, by the way that leads there."""

from typing import Any

from ekc.accounts.codes import Role
from ekc.accounts.models import User
from reports.acts.editions import approve_edition, discard_edition, publish_edition, withdraw_edition
from reports.catalogue import Selection, build_report
from reports.codes import Audience, EditionState
from reports.editions.storing import as_kept
from reports.models import Edition
from reports.protecting import protect

from .people import make_user, numbers

AFTER = {
    EditionState.APPROVED: ("approve",),
    EditionState.PUBLISHED: ("approve", "publish"),
    EditionState.WITHDRAWN: ("approve", "publish", "withdraw"),
    EditionState.DISCARDED: ("discard",),
}


def make_edition(*, state: str = EditionState.DRAFT, made_by: User | None = None, **fields: Any) -> Edition:
    """An edition of the whole country, public where not said otherwise; few cases say nothing in it."""
    audience = Audience(fields.pop("audience", Audience.PUBLIC))
    report = protect(build_report(Selection()), audience)
    values = {
        "name": f"Jaarboek {next(numbers)}",
        "audience": audience,
        "selection": {"audience": audience.value},
        "figures": as_kept(report),
        "counted_on": report.about.made_on,
        "made_by": made_by or make_user(Role.RESEARCHER),
    }
    edition: Edition = Edition.objects.create(**{**values, **fields})
    reader = make_user(Role.NATIONAL)
    acts = {
        "approve": lambda: approve_edition(edition, by=reader),
        "publish": lambda: publish_edition(edition, by=reader),
        "withdraw": lambda: withdraw_edition(edition, by=reader, reason="Er stond een fout in."),
        "discard": lambda: discard_edition(edition, by=edition.made_by),
    }
    for action in AFTER.get(EditionState(state), ()):
        acts[action]()
    return edition
