"""The published questionnaires (domain.md 4.12-4.14) from `data/questionnaires.json`.

The adults' and professionals' forms of 2009 hold until 31 December 2010, those of 2011 from then on; the
children's form never changed. Which form applies goes by the date of the conference (domain.md 3.8).
"""

import json
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "questionnaires.json"


def load_questionnaires(apps, schema_editor):
    """Add what is missing; a version that exists is frozen and left alone."""
    Questionnaire = apps.get_model("surveys", "Questionnaire")
    Question = apps.get_model("surveys", "Question")
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        questions = row.pop("questions")
        questionnaire, created = Questionnaire.objects.get_or_create(
            form=row.pop("form"), version=row.pop("version"), defaults=row
        )
        if created:
            Question.objects.bulk_create(
                Question(questionnaire=questionnaire, sort_order=order, **question)
                for order, question in enumerate(questions, start=1)
            )


def remove_questionnaires(apps, schema_editor):
    """Take back what nobody answered; a version with answers stays, and the way forward finds it there."""
    Questionnaire = apps.get_model("surveys", "Questionnaire")
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        Questionnaire.objects.filter(form=row["form"], version=row["version"], responses__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [migrations.RunPython(load_questionnaires, remove_questionnaires)]
