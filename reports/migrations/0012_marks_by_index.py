"""Which cases must be counted anew is looked up by an index, however many rows came in before (docs/adr/0049).

The plan of a trigger is made at its first call and kept. In a large transaction, as an import is, PostgreSQL still took
the table of marks for an empty one and read the whole of it again at every statement: the time grew with the square.
"""

from importlib import import_module

from django.db import migrations

former = import_module("reports.migrations.0008_kept_counts")

OWN = "own.xmin = pg_current_xact_id()::xid"
# Nothing PostgreSQL may take for a join: it asks the index for each case.
OWN_BY_INDEX = f"{OWN} OFFSET 0"
SETTINGS = ("enable_seqscan",)
# Not for cases_case: there rows before and after a change are joined, and only hashing does that in one go.
OF_A_PATH = (*SETTINGS, "enable_hashjoin", "enable_mergejoin", "enable_material")


def marking_functions():
    """The name of each function that marks cases, its body, and what its plan may not use."""
    for table, body, _events in former.all_triggers():
        if OWN in body:
            yield f"counts_{table}", body, OF_A_PATH if table in former.TO_CASE else SETTINGS


def replaced(name, body, settings):
    statement = former.FUNCTION.format(name=name, body=body).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    return statement.replace(" AS $$", "".join(f" SET {setting} = off" for setting in settings) + " AS $$")


def by_index(apps, schema_editor):
    for name, body, settings in marking_functions():
        schema_editor.execute(replaced(name, body.replace(OWN, OWN_BY_INDEX), settings))


def as_before(apps, schema_editor):
    for name, body, _settings in marking_functions():
        schema_editor.execute(replaced(name, body, ()))


class Migration(migrations.Migration):

    dependencies = [('reports', '0011_consent_objections')]

    operations = [migrations.RunPython(by_index, as_before, elidable=False)]
