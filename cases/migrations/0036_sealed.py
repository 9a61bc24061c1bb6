"""Text about a family lies sealed from here on (docs/adr/0052)."""

from typing import Any

from django.db import migrations

from cases.search import tokens_of
from ekc.names import index_words
from ekc.sealed.in_migrations import SealColumns, triggers_off

AT_ONCE = 500
LONGEST_WORD = 60


def make_tokens(apps: Any, schema_editor: Any) -> None:
    """Of the words that a case is found by only tokens stay."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, tsvector_to_array(search) FROM cases_case WHERE search IS NOT NULL ORDER BY id")
        _write(schema_editor, [(key, tokens_of(words)) for key, words in cursor.fetchall()])


def make_words(apps: Any, schema_editor: Any) -> None:
    """The way back: words cannot be read from tokens, and are made again of what is sealed."""
    cases = apps.get_model("cases", "Case").objects.filter(search__isnull=False).order_by("pk")
    found = cases.select_related("referrer__organisation").prefetch_related("main_persons")
    rows = []
    for case in found.iterator(chunk_size=AT_ONCE):
        words = {word[:LONGEST_WORD] for part in _findable(case) for word in index_words(part)}
        rows.append((case.pk, sorted(words)))
    _write(schema_editor, rows)


def _findable(case: Any) -> list[str]:
    doubles = [number for each in case.merged.all() for number in (each.number, each.external_id)]
    parts = [case.number, case.external_id, *doubles, case.group_name, case.group_place]
    for person in case.main_persons.all():
        # A secret address gives no place to be found by.
        parts += [person.name, *([] if person.secret_address else [person.place, person.municipality])]
    referrer = getattr(case, "referrer", None)
    if referrer is not None:
        organisation = referrer.organisation
        parts += [referrer.name, organisation.name if organisation else referrer.organisation_name]
    return parts


def _write(schema_editor: Any, rows: list[tuple[int, list[str]]]) -> None:
    if not rows:
        return
    with triggers_off(schema_editor, "cases_case"), schema_editor.connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            chunk = rows[start : start + AT_ONCE]
            cells = ", ".join(["(%s, %s)"] * len(chunk))
            cursor.execute(
                "UPDATE cases_case SET search = array_to_tsvector(new.words::text[]) "
                f"FROM (VALUES {cells}) AS new (key, words) WHERE id = new.key",  # noqa: S608
                [value for row in chunk for value in row],
            )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0035_destroyed_files"),
    ]
    operations = [
        SealColumns(
            {
                "briefing": (
                    "known",
                    "spoken_with",
                    "unknown",
                ),
                "case": (
                    "cooperation_note",
                    "decision_note",
                    "group_name",
                    "group_place",
                    "information_visit_with",
                    "not_held_note",
                    "other_professionals",
                    "situation",
                    "urgent_reason",
                ),
                "casemove": ("reason",),
                "checklistitem": ("skipped_reason",),
                "circleperson": (
                    "best_time",
                    "contact_wish",
                    "excluded_reason",
                    "excluded_with",
                    "knowledge_decided_by",
                    "needs",
                    "other_way",
                    "postcode",
                    "relation",
                    "street",
                ),
                "conferencequestion": ("text",),
                "contact": ("note",),
                "contactban": (
                    "decision",
                    "lifted_reason",
                    "note",
                ),
                "coordinator": (
                    "background_words",
                    "faith_words",
                ),
                "coordinatorcontract": (
                    "deviation_reason",
                    "end_reason",
                ),
                "coordinatorrequest": (
                    "deviation_reason",
                    "leaving_note",
                    "note",
                ),
                "coordinatortie": ("description",),
                "currenthelp": (
                    "provider",
                    "reason",
                    "what",
                ),
                "earliercase": (
                    "note",
                    "undone_reason",
                ),
                "informationwish": (
                    "supplier",
                    "text",
                    "wished_by",
                ),
                "intendedplan": ("redacted",),
                "mainperson": (
                    "best_time",
                    "contact_wish",
                    "name",
                    "own_wish",
                    "own_wish_reason",
                    "postcode",
                    "street",
                    "support_person",
                ),
                "mainpersonchange": (
                    "details",
                    "name",
                    "reason",
                ),
                "offer": ("reason",),
                "party": (
                    "agreed_note",
                    "concern",
                    
                ),
                "partymember": ("responsibility_note",),
                "preference": ("wish",),
                "profileimport": ("content",),
                "referrer": (
                    "best_time",
                    "consent_by",
                    "consent_how",
                    "function",
                    "interpreter",
                    "name",
                ),
                "referrerquestion": (
                    "answer",
                    "text",
                ),
                "safetysignal": (
                    "about",
                    "decision",
                    "signalled_by",
                ),
                "searchrow": ("note",),
                "suitabilityadvice": (
                    "asked_by",
                    "doubt",
                    "note",
                ),
                "triagecall": ("note",),
                "variantchange": (
                    "decisions",
                    "reason",
                ),
                "workentry": ("note",),
            },
            with_history=(
                "briefing",
                "case",
                "circleperson",
                "conferencequestion",
                "contactban",
                "contact",
                "coordinatorcontract",
                "coordinator",
                "coordinatorrequest",
                "coordinatortie",
                "currenthelp",
                "earliercase",
                "informationwish",
                "mainperson",
                "offer",
                "party",
                "partymember",
                "preference",
                "referrer",
                "referrerquestion",
                "safetysignal",
                "searchrow",
                "suitabilityadvice",
                "triagecall",
                "workentry",
            ),
        ),
        migrations.RunPython(make_tokens, make_words),
    ]
