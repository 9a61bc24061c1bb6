"""Answers that wait for each other, forms handed out whichever way, and versions with their translations.

The version of 2026 joins the marks of 2009 and the statements of 2011, with open questions. What is in `words.json` is
given to every version that says the same.
"""

import json
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

DATA = Path(__file__).resolve().parent.parent / "data"
LAST_DAY_BEFORE = "2025-12-31"

# A version that was used is frozen; its translations may grow.
FREEZE = """
CREATE FUNCTION surveys_question_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_version bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.questionnaire_id ELSE OLD.questionnaire_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM surveys_response WHERE questionnaire_id = of_version)
        OR EXISTS (SELECT FROM surveys_waitinganswer WHERE questionnaire_id = of_version) THEN
        RAISE EXCEPTION 'the questions of a version that was used do not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'question_of_used_version_frozen';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER question_frozen BEFORE INSERT OR UPDATE OR DELETE ON surveys_question
    FOR EACH ROW EXECUTE FUNCTION surveys_question_frozen();
"""
THAW = "DROP TRIGGER question_frozen ON surveys_question; DROP FUNCTION surveys_question_frozen();"


def load(apps, schema_editor):
    """The versions of 2026, and all words in other languages."""
    Questionnaire = apps.get_model("surveys", "Questionnaire")
    Question = apps.get_model("surveys", "Question")
    for row in json.loads((DATA / "questionnaires_2026.json").read_text(encoding="utf-8")):
        questions = row.pop("questions")
        Questionnaire.objects.filter(form=row["form"], valid_until=None).exclude(version=row["version"]).update(
            valid_until=LAST_DAY_BEFORE
        )
        questionnaire, created = Questionnaire.objects.get_or_create(
            form=row.pop("form"), version=row.pop("version"), defaults=row
        )
        if created:
            Question.objects.bulk_create(
                Question(questionnaire=questionnaire, sort_order=order, **question)
                for order, question in enumerate(questions, start=1)
            )
    words = json.loads((DATA / "words.json").read_text(encoding="utf-8"))
    for questionnaire in Questionnaire.objects.filter(form__in=words):
        say(questionnaire, words[questionnaire.form])


def say(questionnaire, known):
    """Give one version its words: by the code of the question and of the answer."""
    sections = {section for section in questionnaire.questions.values_list("section", flat=True) if section}
    questionnaire.words = {
        language: {
            "title": title,
            "sections": {each: known["sections"][each][language] for each in sections & known["sections"].keys()},
        }
        for language, title in known["title"].items()
    }
    questionnaire.save(update_fields=["words"])
    for question in questionnaire.questions.filter(code__in=known["questions"]):
        helps, options = known["help"].get(question.code, {}), known["options"]
        question.words = {
            language: {
                "text": text,
                "help": helps.get(language, ""),
                "options": {
                    code: options.get(f"{question.code}.{code}", options.get(code, {})).get(language, "")
                    for code, _label in question.options
                },
            }
            for language, text in known["questions"][question.code].items()
        }
        question.save(update_fields=["words"])


def unload(apps, schema_editor):
    """Take back what nobody answered; the versions before it hold on."""
    Questionnaire = apps.get_model("surveys", "Questionnaire")
    for row in json.loads((DATA / "questionnaires_2026.json").read_text(encoding="utf-8")):
        Questionnaire.objects.filter(form=row["form"], version=row["version"], responses__isnull=True).delete()
    Questionnaire.objects.filter(valid_until=LAST_DAY_BEFORE).update(valid_until=None)


def count_links(apps, schema_editor):
    """What went out by mail counts as handed out; a number that was higher was counted by hand, and stays."""
    HandedOut = apps.get_model("surveys", "HandedOut")
    SurveyInvitation = apps.get_model("surveys", "SurveyInvitation")
    sent = SurveyInvitation.objects.order_by().values("case_id", "form").annotate(number=models.Count("pk"))
    for row in sent:
        known, _created = HandedOut.objects.get_or_create(
            case_id=row["case_id"], form=row["form"], defaults={"number": row["number"]}
        )
        if known.number < row["number"]:
            known.number = row["number"]
            known.save(update_fields=["number"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0012_frames_are_cosigned'),
        ('cases', '0031_months_of_calls'),
        ('surveys', '0003_links_follow_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenAnswer',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60, verbose_name='vraag')),
                ('quarter', models.CharField(max_length=7, verbose_name='kwartaal van de conferentie')),
                ('sealed', models.TextField(blank=True)),
                ('text', models.TextField(blank=True, verbose_name='na het nakijken')),
                ('redacted_on', models.DateField(blank=True, null=True, verbose_name='nagekeken op')),
            ],
            options={
                'verbose_name': 'open antwoord',
                'verbose_name_plural': 'open antwoorden',
            },
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sealed', models.TextField()),
            ],
            options={
                'verbose_name': 'eerste keer ingevoerd',
                'verbose_name_plural': 'eerste keer ingevoerd',
            },
        ),
        migrations.CreateModel(
            name='WaitingAnswer',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('quarter', models.CharField(max_length=7, verbose_name='kwartaal van de conferentie')),
                ('opens_on', models.DateField(verbose_name='wacht uiterlijk tot')),
                ('sealed', models.TextField()),
            ],
            options={
                'verbose_name': 'antwoord dat wacht',
                'verbose_name_plural': 'antwoorden die wachten',
            },
        ),
        migrations.AddField(
            model_name='question',
            name='words',
            field=models.JSONField(blank=True, default=dict, verbose_name='in andere talen'),
        ),
        migrations.AddField(
            model_name='questionnaire',
            name='words',
            field=models.JSONField(blank=True, default=dict, verbose_name='in andere talen'),
        ),
        migrations.AddField(
            model_name='response',
            name='declined',
            field=models.JSONField(blank=True, default=list, verbose_name='liever niet beantwoord'),
        ),
        migrations.AddField(
            model_name='surveyinvitation',
            name='draft',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='surveyinvitation',
            name='number',
            field=models.CharField(blank=True, max_length=12, verbose_name='retournummer'),
        ),
        migrations.AddField(
            model_name='surveyinvitation',
            name='way',
            field=models.CharField(choices=[('mail', 'Per mail'), ('qr', 'Blad met een QR-code'), ('bericht', 'Tekst om in een sms of app-bericht te sturen'), ('papier', 'Papieren vragenlijst met een nummer')], default='mail', max_length=20, verbose_name='hoe uitgereikt'),
        ),
        migrations.AlterField(
            model_name='questionnaire',
            name='valid_from',
            field=models.DateField(blank=True, null=True, verbose_name='voor conferenties vanaf'),
        ),
        migrations.AddConstraint(
            model_name='surveyinvitation',
            constraint=models.CheckConstraint(condition=models.Q(('way__in', ['mail', 'qr', 'bericht', 'papier'])), name='survey_invitation_way_known'),
        ),
        migrations.AddConstraint(
            model_name='surveyinvitation',
            constraint=models.CheckConstraint(condition=models.Q(('is_used', False), ('draft', ''), _connector='OR'), name='survey_draft_dies_with_the_answer'),
        ),
        migrations.AddConstraint(
            model_name='surveyinvitation',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('number',), name='survey_number_once'),
        ),
        migrations.AddField(
            model_name='openanswer',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='open_answers', to='cases.fundingprogramme'),
        ),
        migrations.AddField(
            model_name='openanswer',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_answers', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='openanswer',
            name='redacted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redacted_answers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='openanswer',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_answers', to='accounts.region'),
        ),
        migrations.AddField(
            model_name='paperentry',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entered_questionnaires', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paperentry',
            name='invitation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper_entry', to='surveys.surveyinvitation'),
        ),
        migrations.AddField(
            model_name='waitinganswer',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waiting_answers', to='cases.fundingprogramme'),
        ),
        migrations.AddField(
            model_name='waitinganswer',
            name='questionnaire',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting', to='surveys.questionnaire'),
        ),
        migrations.AddField(
            model_name='waitinganswer',
            name='region',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting_answers', to='accounts.region'),
        ),
        migrations.AddConstraint(
            model_name='openanswer',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__regex', '^\\d{4}-Q[1-4]$')), name='open_answer_quarter_written_well'),
        ),
        migrations.AddConstraint(
            model_name='openanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('redacted_by', None), ('redacted_on', None), ('text', ''), models.Q(('sealed', ''), _negated=True)), models.Q(('redacted_by__isnull', False), ('redacted_on__isnull', False), ('sealed', '')), _connector='OR'), name='open_answer_sealed_until_redacted'),
        ),
        migrations.AddIndex(
            model_name='waitinganswer',
            index=models.Index(fields=['questionnaire', 'quarter', 'region'], name='waiting_group'),
        ),
        migrations.AddConstraint(
            model_name='waitinganswer',
            constraint=models.CheckConstraint(condition=models.Q(('quarter__regex', '^\\d{4}-Q[1-4]$')), name='waiting_quarter_written_well'),
        ),
        migrations.AddConstraint(
            model_name='waitinganswer',
            constraint=models.CheckConstraint(condition=models.Q(('sealed', ''), _negated=True), name='waiting_is_sealed'),
        ),
        migrations.RunPython(load, unload),
        migrations.RunPython(count_links, migrations.RunPython.noop),
        migrations.RunSQL(FREEZE, THAW),
    ]
