"""How many forms went out with a link or a number is kept apart from these: they are forgotten after their term."""

from django.db import migrations, models

COUNT = """
UPDATE surveys_handedout AS given SET counted = least(given.number, (
    SELECT count(*) FROM surveys_surveyinvitation AS sent WHERE sent.case_id = given.case_id AND sent.form = given.form
))
"""


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
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='handedout',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', models.F('counted'))), name='handed_out_with_what_was_counted'),
        ),
    ]
