"""People with an account, and what they belong to."""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cases.codes import (
    LIVE_REQUEST_STATES,
    RequestState,
)
from cases.models import (
    AccountInvitation,
    Case,
    Coordinator,
    CoordinatorRequest,
    Funder,
    FundingProgramme,
)
from ekc.accounts.codes import ROLES_WITH_ORGANISATION, ROLES_WITH_REGIONS, Role
from ekc.accounts.models import Organisation, Region, User
from ekc.dates import local_today
from reports.models import ResearchProject

OWN_REGION, OTHER_REGION = "utrecht", "limburg"
numbers = itertools.count(1)
PASSWORD = "een lang wachtwoord"


def make_region(code: str = OWN_REGION) -> Region:
    """One of the fourteen regions that the migrations put in."""
    return Region.objects.get(code=code)


def make_organisation(**fields: Any) -> Organisation:
    return Organisation.objects.create(**{"name": f"Organisatie {next(numbers)}", **fields})


def make_user(role: str, *, region: Region | None = None, regions: Iterable[Region] = (), **fields: Any) -> User:
    """A person in a role; in the own region where the role works in regions. A coordinator gets a profile."""
    number = next(numbers)
    if role in ROLES_WITH_ORGANISATION and "organisation" not in fields:
        fields["organisation"] = make_organisation(is_care_or_deciding=role == Role.PROFESSIONAL)
    user: User = User.objects.create_user(
        password=PASSWORD,
        role=role,
        **{"email": f"gebruiker{number}@voorbeeld.example", "full_name": f"Gebruiker {number}", **fields},
    )
    chosen = [region] if region else list(regions)
    if not chosen and role in ROLES_WITH_REGIONS:
        chosen = [make_region()]
    user.regions.set(chosen)
    if role == Role.COORDINATOR:
        make_coordinator(user)
    return user


def make_coordinator(user: User | None = None, **fields: Any) -> Coordinator:
    """A coordinator who declared to have no employer in care (R-01), with a valid VOG."""
    user = user or make_user(Role.COORDINATOR)
    today = local_today()
    values = {"employers_declared_on": today, "vog_date": today, "languages": ["nl"], "trainings": ["ekc"], **fields}
    # An empty one came with the account.
    found = Coordinator.objects.filter(user=user).first() or Coordinator(user=user)
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    # The person knows this profile, and no longer the empty one that came with the account.
    found.user = user
    return found


def make_request(case: Case, coordinator: Coordinator, *, by: User | None = None, **fields: Any) -> CoordinatorRequest:
    """A request that waits for this coordinator's answer, unless its state says otherwise."""
    now = timezone.now()
    manager = by or make_user(Role.REGIONAL_MANAGER, region=case.region)
    values = {"state": RequestState.OPEN, "position": 1, "term_hours": 48, "asked_by": manager, "coach": manager}
    values |= fields
    if values["state"] != RequestState.QUEUED:
        values = {"opened_at": now, "answer_by": now + dt.timedelta(hours=values["term_hours"]), **values}
    if values["state"] not in LIVE_REQUEST_STATES:
        values.setdefault("ended_at", now)
    return CoordinatorRequest.objects.create(case=case, coordinator=coordinator, **values)


def make_account_invitation(case: Case, *, by: User, **fields: Any) -> AccountInvitation:
    """A professional who was invited to an account, and did not log in yet."""
    number = next(numbers)
    values = {"full_name": f"Genodigde {number}", "email": f"genodigde{number}@voorbeeld.example", **fields}
    organisation = values.pop("organisation", None) or make_organisation()
    return AccountInvitation.objects.create(
        case=case, invited_by=by, invited_on=local_today(), organisation=organisation, **values
    )


def make_programme(**fields: Any) -> FundingProgramme:
    number = next(numbers)
    fields.setdefault("funder", None)
    return FundingProgramme.objects.create(
        **{"slug": f"programma-{number}", "name": f"Programma {number}", "target": 20, **fields}
    )


def make_research(**fields: Any) -> ResearchProject:
    number = next(numbers)
    today = local_today()
    named = {"slug": f"onderzoek-{number}", "name": f"Onderzoek {number}", "ground": "Jeugdwet 7.3.12"}
    return ResearchProject.objects.create(**{**named, "starts_on": today, "ends_on": today, **fields})


def make_funder(*users: User, **fields: Any) -> Funder:
    funder = Funder.objects.create(**{"name": f"Financier {next(numbers)}", **fields})
    funder.users.set(users)
    return funder
