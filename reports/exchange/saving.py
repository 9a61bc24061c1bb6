"""Writing a registration set: all or nothing, in batches, and nothing where nothing differs."""

import uuid
from collections.abc import Callable, Iterable
from operator import itemgetter

from django.db import connection, transaction

from cases.models import Case, ContactTotal, MainPerson
from conferences.models import Attendance, Conference
from ekc.audit.source import changes_come_from
from ekc.audit.triggers import wake_triggers
from ekc.turns import Turn, wait_for
from followup.models import Interview
from plans.models import Plan
from surveys.models import HandedOut, Response

from ..models import ImportBatch
from .ahead import one_ahead
from .codebook import FORM_FILES
from .comparing import Before, Changes, Outcome, compare
from .correcting import BATCH, save_changed
from .faults import Faults
from .keeping import Keeper
from .many_rows import copy_rows
from .new_rows import save_new
from .registrations import Answer, RegistrationSet, Values

# The questionnaire of children has one version; its file has no column for it.
CHILD_VERSION = "2009"


class NotOneProject(ValueError):
    """A name was given for the one programme of a set that has none or more; the message lists them."""


@changes_come_from("import_registrations")
@transaction.atomic
def save_registrations(
    found: Iterable[RegistrationSet],
    faults: Faults,
    *,
    checksum: str,
    programme_name: str = "",
    report: Callable[[str], None] = lambda _line: None,
) -> Outcome:
    """Save what is new or differs of a set that comes in parts; the rest is not touched and leaves no history.

    All or nothing: with a fault, in a part or given by the database itself (see `comparing`), nothing is saved.
    `programme_name` names the one programme of the set; NotOneProject where there are none or more. `report` gets
    lines of progress.
    """
    wait_for(Turn.IMPORT)
    wake_triggers()
    keep, outcome, before = Keeper(programme_name), Outcome(), Before.of_today()
    kept_here = Faults()
    for part in one_ahead(found):
        if not len(faults):
            _save_part(part, keep, before, outcome, kept_here, report)
    if not len(faults):
        faults.take(kept_here)
    if len(faults):
        transaction.set_rollback(True)
        return outcome
    if programme_name and len(outcome.projects) != 1:
        raise NotOneProject(", ".join(outcome.projects) or "none")
    report("checked: no faults")
    report(f"answers: {outcome.new_answers} new, {outcome.changed_answers} changed")
    for project in outcome.projects if outcome else ():
        if project in outcome.touched:
            ImportBatch.objects.create(
                programme=keep.programmes[project],
                checksum=checksum,
                cases=outcome.cases[project],
                responses=outcome.answers[project],
            )
    if outcome:
        _count_for_the_planner()
    return outcome


def _save_part(
    part: RegistrationSet,
    keep: Keeper,
    before: Before,
    outcome: Outcome,
    faults: Faults,
    report: Callable[[str], None],
) -> None:
    changes = compare(part, faults, before)
    outcome.add(part, changes)
    if len(faults):
        return
    keep.meet(part)
    if changes.new:
        before.made.update(save_new(changes.new, keep))
    save_changed(changes.changed, keep)
    _save_answers(changes, keep)
    if part.registrations:
        report(f"checked {sum(outcome.cases.values())} cases, saved {outcome.new} new ones")


def _count_for_the_planner() -> None:
    """Tell PostgreSQL how full the tables are now.

    It finds out by itself a minute later; a report made before that, over ten thousand cases that just came in,
    takes thirty times as long.
    """
    models = (Case, MainPerson, ContactTotal, Conference, Attendance, Plan, HandedOut, Interview, Response)
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")


# --- answers ----------------------------------------------------------------------------------
def _save_answers(changes: Changes, keep: Keeper) -> None:
    def fields(answer: Answer) -> Values:
        form = FORM_FILES[answer.file]
        return {
            **keep.where(answer.project, answer.place),
            "questionnaire": keep.questionnaires[(form, answer.version or CHILD_VERSION)],
            "quarter": answer.quarter,
            "answers": answer.answers,
        }

    # The key is drawn, so that it says nothing about the order of the forms (design 4.9); and they are written in the
    # order of their keys, so that where a row lies says nothing either.
    drawn = sorted(((uuid.uuid4(), answer) for answer in changes.new_answers), key=itemgetter(0))
    copy_rows(
        Response,
        [
            {"id": key, "form": FORM_FILES[answer.file], "reference": answer.respondent, **fields(answer)}
            for key, answer in drawn
        ],
    )
    for response, answer in changes.changed_answers:
        for name, value in fields(answer).items():
            setattr(response, name, value)
    if changes.changed_answers:
        Response.objects.bulk_update(
            [response for response, _ in changes.changed_answers],
            ["programme", "region", "subregion", "questionnaire", "quarter", "answers"],
            batch_size=BATCH,
        )
