"""Everything that points to what can be merged is declared: a table that is added later, and forgets it, fails here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.circle.reads.merging import BOTH_TOLD, CHOSEN, FLAGS, JOINED, OF_THE_ROW, RULED
from cases.models import Case, CirclePerson
from ekc.accounts.models import Organisation
from ekc.merging.hangings import HANGINGS, How

MERGED = (CirclePerson, Case, Organisation)
HOUSE = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
# Columns that may hold the key of any row without being a foreign key, and why a merge need not look there.
NAME_NO_ROW = {
    "outbox.DueRow.object_id": "pointed to the row that stands, in `ekc/merging/acts.py`",
    "outbox.Message.about_id": "pointed to the row that stands, in `ekc/merging/acts.py`",
    "merging.Merge.kept_id": "the merge itself",
    "merging.Merge.double_id": "the merge itself",
    "merging.Merge.changes": "the merge itself",
    "audit.Seal.keys": "rows of the read log and the history, which nobody merges",
    "audit.SealedUpTo.beyond": "rows of the read log and the history, which nobody merges",
    "audit.Forgotten.keys": "rows of the read log and the history, which nobody merges",
    "audit.Review.found": "numbers",
    "reports.Edition.selection": "what was chosen, in codes of programme and region",
    "reports.Edition.figures": "numbers, and words of tables",
    "cases.StaleStep.case_id": "says that a case is reckoned anew, and goes",
    "reports.StaleCount.case_id": "says that a case is counted anew, and goes",
    "reports.StaleCount.programme_id": "of a programme, which is never merged",
    "reports.StaleCount.region_id": "of a region, which is never merged",
    "reports.KeptCell.programme_id": "of a programme, which is never merged",
    "reports.KeptCell.region_id": "of a region, which is never merged",
    "cases.Case.external_id": "the number in a registration that was read in",
    "outbox.DeliveredMail.message_id": "a name of the mail server",
    "lists.ListedCode.labels": "words",
    "retention.Hold.file_id": "held by itself, and with it the case that stands",
    "retention.DestructionEntry.file_id": "goes with what was merged into it when it goes",
    "retention.DestructionEntry.person_id": "goes with what was merged into it when it goes",
    "retention.DestructionEntry.texts": "keys of rows of one file, whose texts are known again by a mark",
    "retention.DestructionProof.rows": "numbers of rows per table",
    "conferences.ConferenceMove.before": "times and numbers of the day",
    "surveys.Question.options": "words",
    "surveys.Question.words": "words",
    "surveys.Questionnaire.words": "words",
    "surveys.Response.declined": "answers lead to nobody",
    "surveys.Question.asked_if": "codes of answers",
    "surveys.Response.answers": "answers lead to nobody",
    "reports.Download.selection": "what was chosen for a report: programme, period, region",
    "reports.Download.region_ids": "regions",
    "cases.ReferralDraft.sealed": "an aanmelding that was not sent has no rows yet",
}


def own_models() -> Iterator[type[models.Model]]:
    """With the tables between two lists; without copies of the history, and other names of one table."""
    for model in apps.get_models(include_auto_created=True):
        mine = model.__module__.split(".")[0] in HOUSE
        if mine and not model._meta.proxy and not hasattr(model, "pgh_tracked_model"):
            yield model


def keys_to(target: type[models.Model], among: Iterator[type[models.Model]] | None = None) -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in among or own_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is target
    }


@pytest.mark.parametrize("target", MERGED, ids=lambda each: each.__name__)
def test_every_foreign_key_to_what_can_be_merged_is_declared(target: type[models.Model]) -> None:
    keys = keys_to(target)

    assert keys
    assert keys - set(HANGINGS.names()) == set(), "say in the merges.py of the app what becomes of it"


def test_a_foreign_key_that_nobody_declared_is_found() -> None:
    class Forgotten(models.Model):  # noqa: DJ008  nobody reads a row of it
        person = models.ForeignKey(CirclePerson, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "merging_test"
            managed = False

    try:
        assert keys_to(CirclePerson, iter([Forgotten])) - set(HANGINGS.names()) == {"merging_test.Forgotten.person"}
    finally:
        apps.all_models.pop("merging_test", None)
        apps.clear_cache()


def test_what_is_declared_points_to_something_that_can_be_merged() -> None:
    targets = {each.model._meta.get_field(each.field).related_model for each in HANGINGS}

    assert targets == set(MERGED)


def test_what_stays_refuses_or_has_a_rule_says_why() -> None:
    """A rule of two columns of one table is said once."""
    said = {each.model for each in HANGINGS if each.why}
    silent = [each.name for each in HANGINGS if each.how != How.MOVES and each.model not in said]

    assert silent == ["cases.Case.previous_case"]


def _may_name_a_row(field: Any) -> bool:
    if isinstance(field, GenericForeignKey):
        return True
    if isinstance(field, ArrayField):
        return isinstance(field.base_field, models.IntegerField)
    loose = isinstance(field, models.JSONField) or field.name.endswith(("_id", "_ids", "_pk"))
    return loose and not field.is_relation


def test_no_text_or_number_names_a_row_that_nobody_thought_of() -> None:
    loose = {
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in [*model._meta.concrete_fields, *model._meta.private_fields]
        if _may_name_a_row(field)
    }

    assert loose - NAME_NO_ROW.keys() == set()
    assert NAME_NO_ROW.keys() - loose <= {"cases.ReferralDraft.sealed"}


def test_every_column_of_a_person_is_chosen_joined_or_ruled() -> None:
    chosen = {name for each in CHOSEN for name in each.fields}
    known = {*chosen, *JOINED, *FLAGS, *BOTH_TOLD, *RULED, *OF_THE_ROW}

    assert {field.name for field in CirclePerson._meta.concrete_fields} == known
