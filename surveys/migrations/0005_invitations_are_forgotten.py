"""How many forms went out with a link or a number is kept apart from these: they are forgotten after their term.

The form of professionals gets its words in the other languages too.
"""

import json
from importlib import import_module

from django.db import migrations, models

COUNT = """
UPDATE surveys_handedout AS given SET counted = least(given.number, (
    SELECT count(*) FROM surveys_surveyinvitation AS sent WHERE sent.case_id = given.case_id AND sent.form = given.form
))
"""

before = import_module("surveys.migrations.0004_answers_wait")


def say_to_professionals(apps, schema_editor):
    words = json.loads((before.DATA / "words.json").read_text(encoding="utf-8"))
    for questionnaire in apps.get_model("surveys", "Questionnaire").objects.filter(form="professional"):
        before.say(questionnaire, words["professional"])


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0032_redacted_plans'),
        ('surveys', '0004_answers_wait'),
    ]

    operations = [
        migrations.AddField(
            model_name='handedout',
            name='counted',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(say_to_professionals, migrations.RunPython.noop),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='handedout',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', models.F('counted'))), name='handed_out_with_what_was_counted'),
        ),
    ]
