"""Counts that are kept, and the marks that say which of them must be counted anew (docs/adr/0049)."""

import django.db.models.deletion
from django.db import migrations, models

# How a table that is read leads to the case, by the tables between: (table, column here, column there).
CONFERENCE = [("conferences_conference", "conference_id", "id")]
PLAN = [("plans_plan", "plan_id", "id")]
VERSION = [("plans_planversion", "version_id", "id"), *PLAN]
AGREEMENT = [("plans_agreement", "agreement_id", "id"), *VERSION]
CALL = [("followup_call", "call_id", "id")]
TO_CASE = {
    "cases_mainperson": [],
    "cases_contacttotal": [],
    "cases_casemove": [],
    "cases_circleperson": [],
    "cases_intendedplan": [],
    "conferences_conference": [],
    "conferences_attendance": CONFERENCE,
    "conferences_invitation": CONFERENCE,
    "plans_plan": [],
    "plans_plan_placement_threatened": PLAN,
    "plans_planversion": PLAN,
    "plans_agreement": VERSION,
    "plans_residencechange": VERSION,
    "plans_helpanswer": AGREEMENT,
    "followup_interview": [],
    "followup_call": [],
    "followup_agreementresult": CALL,
    "followup_miss": CALL,
    "followup_familyevaluation": [],
    "surveys_handedout": [],
}
# What moves with the minutes and is in no figure.
BESIDE = "{next_step,next_due_on,next_from_on,search}"
QUARTER = """to_char({row}.received_on, 'YYYY"-Q"Q')"""
EVENTS = {
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS changed",
    "update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS former NEW TABLE AS changed",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed",
}
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {body}
    RETURN NULL;
END $$;
"""
TRIGGER = "CREATE TRIGGER {name}_{event} {when} FOR EACH STATEMENT EXECUTE FUNCTION {name}();\n"
# One mark of a transaction is enough: until it is over nobody else sees what was written, nor takes the mark away.
MARK_CASES = """
    INSERT INTO reports_stalecount (what, case_id, quarter)
    SELECT DISTINCT 'zaak', of_case, '' FROM ({source}) AS found (of_case)
    WHERE of_case IS NOT NULL AND NOT EXISTS (
        SELECT FROM reports_stalecount AS own
        WHERE own.case_id = of_case AND own.what = 'zaak' AND own.xmin = pg_current_xact_id()::xid
    );"""
MARK_ALL = "INSERT INTO reports_stalecount (what, quarter) VALUES ('alles', '');"
BOTH_WAYS = "IF TG_OP = 'UPDATE' THEN {update}\n    ELSE {other}\n    END IF;"


def cases_behind(rows, path):
    """Which cases the rows of a table are of."""
    joins, at = "", "row"
    for number, (table, here, there) in enumerate(path):
        joins += f" JOIN {table} AS t{number} ON t{number}.{there} = {at}.{here}"
        at = f"t{number}"
    return f"SELECT {at}.case_id FROM {rows} AS row{joins}"


def marking(path):
    new, old = cases_behind("changed", path), cases_behind("former", path)
    update = MARK_CASES.format(source=f"{old} UNION ALL {new}")
    return BOTH_WAYS.format(update=update, other=MARK_CASES.format(source=new))


def old_cells(rows):
    return f"""
    INSERT INTO reports_stalecount (what, programme_id, region_id, quarter)
    SELECT DISTINCT 'zaken', o.programme_id, o.region_id, {QUARTER.format(row="o")} FROM {rows};"""


def of_the_case():
    """A case is marked; where it left a cell, or is gone, the cell is marked too."""
    both = "former AS o JOIN changed AS n USING (id)"
    differs = f"to_jsonb(o) - '{BESIDE}'::text[] IS DISTINCT FROM to_jsonb(n) - '{BESIDE}'::text[]"
    moved = f"{both} WHERE (o.programme_id, o.region_id, {QUARTER.format(row='o')}) IS DISTINCT FROM "
    moved += f"(n.programme_id, n.region_id, {QUARTER.format(row='n')})"
    update = MARK_CASES.format(source=f"SELECT n.id FROM {both} WHERE {differs}") + old_cells(moved)
    insert = MARK_CASES.format(source="SELECT id FROM changed")
    return (
        f"IF TG_OP = 'UPDATE' THEN {update}\n    ELSIF TG_OP = 'DELETE' THEN {old_cells('changed AS o')}\n"
        f"    ELSE {insert}\n    END IF;"
    )


def of_answers():
    mark = """
    INSERT INTO reports_stalecount (what, programme_id, region_id, quarter)
    SELECT DISTINCT 'antwoorden', programme_id, region_id, quarter FROM {rows};"""
    both = "(SELECT programme_id, region_id, quarter FROM former UNION ALL SELECT programme_id, region_id, quarter FROM changed) AS t"
    return BOTH_WAYS.format(update=mark.format(rows=both), other=mark.format(rows="changed"))


def of_words(*columns):
    """Everything is marked where a column changed that stands beside the counts, or says what is counted."""
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in "on")
    update = f"IF EXISTS (SELECT FROM former o JOIN changed n USING (id) WHERE ({old}) IS DISTINCT FROM ({new})) THEN"
    update = f"\n    {update} {MARK_ALL} END IF;"
    other = f"\n    IF EXISTS (SELECT FROM changed) THEN {MARK_ALL} END IF;"
    return BOTH_WAYS.format(update=update, other=other)


def all_triggers():
    """The body of the function of each table, and at what it is called."""
    yield "cases_case", of_the_case(), EVENTS
    for table, path in TO_CASE.items():
        yield table, marking(path), EVENTS
    for table in ("surveys_response", "surveys_waitinganswer"):
        yield table, of_answers(), EVENTS
    yield "surveys_question", of_words("code", "type"), EVENTS
    # A region or part of one that is new, or goes, has no case.
    for table in ("accounts_region", "cases_subregion"):
        yield table, of_words("code", "name", "sort_order"), ["update"]


def make_triggers(apps, schema_editor):
    for table, body, events in all_triggers():
        name = f"counts_{table}"
        statements = FUNCTION.format(name=name, body=body)
        for event in events:
            statements += TRIGGER.format(name=name, event=event, when=EVENTS[event].format(table=table))
        schema_editor.execute(statements)
    # Nothing was counted yet.
    schema_editor.execute(MARK_ALL)


def drop_triggers(apps, schema_editor):
    for table, _body, _events in all_triggers():
        schema_editor.execute(f"DROP FUNCTION counts_{table}() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0007_factsheet'),
        ('accounts', '0012_frames_are_cosigned'),
        ('cases', '0035_destroyed_files'),
        ('conferences', '0013_why_broken_off'),
        ('followup', '0006_rounds_and_windows'),
        ('plans', '0021_decisions_name_their_lines'),
        ('surveys', '0005_invitations_are_forgotten'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('zaken', 'zaken'), ('uitgereikt', 'uitgereikte vragenlijsten'), ('antwoorden', 'antwoorden')], max_length=12)),
                ('programme_id', models.BigIntegerField(null=True)),
                ('region_id', models.BigIntegerField()),
                ('quarter', models.CharField(max_length=7)),
                ('fingerprint', models.CharField(max_length=64)),
                ('only_on', models.DateField(null=True)),
            ],
            options={
                'verbose_name': 'cel die geteld is',
                'verbose_name_plural': 'cellen die geteld zijn',
                'constraints': [models.UniqueConstraint(fields=('kind', 'programme_id', 'region_id', 'quarter'), name='kept_cell_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('kind__in', ['zaken', 'uitgereikt', 'antwoorden'])), name='kept_cell_kind_known'), models.CheckConstraint(condition=models.Q(('quarter__regex', '^\\d{4}-Q[1-4]$')), name='kept_cell_quarter_written_well')],
            },
        ),
        migrations.CreateModel(
            name='KeptCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.TextField()),
                ('group', models.TextField()),
                ('code', models.TextField()),
                ('number', models.BigIntegerField()),
                ('cell', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='reports.keptcell')),
            ],
            options={
                'verbose_name': 'aantal dat geteld is',
                'verbose_name_plural': 'aantallen die geteld zijn',
            },
        ),
        migrations.CreateModel(
            name='StaleCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('zaak', 'een zaak, waar die nu ook staat'), ('zaken', 'de zaken van een cel'), ('antwoorden', 'de antwoorden van een cel'), ('alles', 'alles')], max_length=12)),
                ('case_id', models.BigIntegerField(db_index=True, null=True)),
                ('programme_id', models.BigIntegerField(null=True)),
                ('region_id', models.BigIntegerField(null=True)),
                ('quarter', models.CharField(blank=True, max_length=7)),
            ],
            options={
                'verbose_name': 'telling die verouderd is',
                'verbose_name_plural': 'tellingen die verouderd zijn',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('case_id__isnull', False), ('what', 'zaak')), ('what', 'alles'), models.Q(('quarter__regex', '^\\d{4}-Q[1-4]$'), ('region_id__isnull', False), ('what__in', ['zaken', 'antwoorden'])), _connector='OR'), name='stale_count_says_of_what')],
            },
        ),
        migrations.RunPython(make_triggers, drop_triggers),
    ]
