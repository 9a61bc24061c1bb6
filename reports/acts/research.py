"""Research projects, and the note in each file that its rows were given (R17)."""

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.db import OperationalError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..catalogue import Selection
from ..choices import selection_for
from ..codes import ResearchDates
from ..models import ResearchProject, ResearchProvision
from ..research import own_schema
from ..research.package import name_of, pack
from ..research.sets import ResearchSet, build_set

logger = logging.getLogger(__name__)
PROJECT_FIELDS = ("name", "ground", "starts_on", "ends_on", "dates")
AT_ONCE = 1000


@transaction.atomic
def create_project(*, by: User, name: str, starts_on: dt.date, ends_on: dt.date, **fields: Any) -> ResearchProject:
    """Add a research project. Its code is made of its name and never changes, for its pseudonyms hang on it.

    Raises Refusal when the name is taken or the period is upside down.
    """
    _check(by, name, starts_on, ends_on)
    code = slugify(name)[:40].strip("-")
    if not code or ResearchProject.objects.filter(slug=code).exists():
        raise Refusal(_("Er is al een onderzoek met deze naam. Kies een andere naam."))
    project: ResearchProject = ResearchProject.objects.create(
        slug=code, name=name.strip(), starts_on=starts_on, ends_on=ends_on, **fields
    )
    return project


@transaction.atomic
def change_project(
    project: ResearchProject, *, by: User, name: str, starts_on: dt.date, ends_on: dt.date, **fields: Any
) -> ResearchProject:
    """Change a research project. Days only become coarser: who had weeks could take quarters apart with them.

    Raises Refusal as `create_project` does.
    """
    locked: ResearchProject = ResearchProject.objects.select_for_update().get(pk=project.pk)
    _check(by, name, starts_on, ends_on)
    if locked.provisions.exists() and (locked.dates, fields["dates"]) == (ResearchDates.QUARTER, ResearchDates.WEEK):
        raise Refusal(
            _("Dit onderzoek kreeg al gegevens per kwartaal. Maak een nieuw onderzoek om ze per week te geven.")
        )
    values = {"name": name.strip(), "starts_on": starts_on, "ends_on": ends_on, **fields}
    for field, value in values.items():
        setattr(locked, field, value)
    locked.save(update_fields=list(values))
    return locked


def _check(by: User, name: str, starts_on: dt.date, ends_on: dt.date) -> None:
    if not ResearchProject.objects.changeable_by(by):
        raise Refusal(_("Alleen landelijk beheer houdt onderzoeken bij."))
    if not name.strip():
        raise Refusal(_("Vul de naam van het onderzoek in."), at="name")
    if ends_on < starts_on:
        raise Refusal(_("Het onderzoek eindigt vóór het begint. Draai de datums om."))


def project_for(user: User, code: str) -> ResearchProject:
    """A project of which this person may have rows now. Raises Refusal."""
    found: ResearchProject | None = ResearchProject.objects.for_user(user).filter(slug=code).first()
    if found is None:
        raise Refusal(_("De gegevens van dit onderzoek kunt u niet opvragen."))
    if not found.runs:
        raise Refusal(_("Dit onderzoek loopt nu niet. Vraag landelijk beheer om de einddatum te verlengen."))
    return found


def make_rows(user: User, kind: str, chosen: Mapping[str, str]) -> tuple[bytes, str]:
    """The file of rows that somebody chose, and its name; each file of a case keeps that it was given. Refusal."""
    project, selection = project_for(user, chosen.get("research", "")), selection_for(user, chosen)
    if selection is None:
        raise Refusal(_("U kunt deze gegevens niet meer zien."))
    return give_rows(build_set(project, selection), kind)


@transaction.atomic
def give_rows(found: ResearchSet, kind: str) -> tuple[bytes, str]:
    """The file of a set, and its name. Each file of a case keeps that its rows were given, to whom and when."""
    content = pack(found, kind)
    _note(found)
    return content, name_of(found, kind)


def _note(found: ResearchSet) -> None:
    today = local_today()
    ResearchProvision.objects.bulk_create(
        (
            ResearchProvision(case_id=key, project=found.project, first_on=today, last_on=today)
            for key in found.case_keys
        ),
        update_conflicts=True,
        unique_fields=["case", "project"],
        update_fields=["last_on"],
        batch_size=AT_ONCE,
    )


def fill_schema(project: ResearchProject) -> ResearchSet:
    """Put the rows of a project in its schema, for its login of the database to read; each file keeps that it was so.

    Raises Refusal where the project does not run, there are too few families, or somebody objected meanwhile; and
    `own_schema.SeesTooMuch`, where the login reaches more than its own tables. Then the schema is as it was.
    """
    if not project.runs:
        raise Refusal(_("Dit onderzoek loopt nu niet. Vraag landelijk beheer om de einddatum te verlengen."))
    found = build_set(project, Selection())
    # First of all: a note too many does no harm. And no lock of a file is waited for while others wait for ours.
    _note(found)
    with own_schema.alone():
        # Somebody may have objected while the rows were made; then there is nothing here any more to take out.
        if Case.objects.filter(pk__in=found.case_keys, research_objection=True).exists():
            raise Refusal(_("Er kwam net een bezwaar binnen. Vul de gegevens van dit onderzoek opnieuw."))
        own_schema.fill(found)
    return found


def empty_schemas() -> None:
    """Take the rows of all cases out of every schema, within the transaction of an objection. The night fills them."""
    with own_schema.alone():
        for project in ResearchProject.objects.order_by("pk"):
            if own_schema.has_schema(project):
                own_schema.empty(project)


def renew_schemas() -> int:
    """Fill each schema anew, and drop those of projects that ended: how many were filled. May be repeated."""
    filled = 0
    for project in ResearchProject.objects.order_by("pk"):
        if not own_schema.has_schema(project):
            continue
        try:
            if not project.runs:
                with own_schema.alone():
                    own_schema.drop(project)
                continue
            fill_schema(project)
            filled += 1
        except (Refusal, OperationalError, own_schema.SeesTooMuch) as fault:
            logger.error("the schema of research project %s: %s", project.pk, fault)  # noqa: TRY400  the words say it
            empty_schema(project)
    return filled


def empty_schema(project: ResearchProject) -> None:
    """Take the rows of all cases out of one schema."""
    with own_schema.alone():
        own_schema.empty(project)
