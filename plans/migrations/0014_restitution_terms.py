"""What makes it good again says how much, who pays and until when."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0027_variants'),
        ('plans', '0013_one_answer_becomes_several'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agreement',
            name='update_update',
        ),
        migrations.AddField(
            model_name='agreement',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='bedrag'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='uiterlijk op'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='payer',
            field=models.CharField(blank=True, max_length=120, verbose_name='wie betaalt'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='amount',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='bedrag'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='uiterlijk op'),
        ),
        migrations.AddField(
            model_name='agreementevent',
            name='payer',
            field=models.CharField(blank=True, max_length=120, verbose_name='wie betaalt'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_agreementevent" ("agreed_by_absent", "amount", "due_on", "estimated_value", "id", "is_emergency", "kind", "life_area", "paid_from_pgb", "payer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restitution", "sort_order", "state", "version_id", "what", "when_or_how_often", "where_to", "who") VALUES (NEW."agreed_by_absent", NEW."amount", NEW."due_on", NEW."estimated_value", NEW."id", NEW."is_emergency", NEW."kind", NEW."life_area", NEW."paid_from_pgb", NEW."payer", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."restitution", NEW."sort_order", NEW."state", NEW."version_id", NEW."what", NEW."when_or_how_often", NEW."where_to", NEW."who"); RETURN NULL;', hash='4fa066c05cba2dd7e56d63954135eeb579e7470d', operation='INSERT', pgid='pgtrigger_insert_insert_494dc', table='plans_agreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_agreementevent" ("agreed_by_absent", "amount", "due_on", "estimated_value", "id", "is_emergency", "kind", "life_area", "paid_from_pgb", "payer", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "restitution", "sort_order", "state", "version_id", "what", "when_or_how_often", "where_to", "who") VALUES (NEW."agreed_by_absent", NEW."amount", NEW."due_on", NEW."estimated_value", NEW."id", NEW."is_emergency", NEW."kind", NEW."life_area", NEW."paid_from_pgb", NEW."payer", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."restitution", NEW."sort_order", NEW."state", NEW."version_id", NEW."what", NEW."when_or_how_often", NEW."where_to", NEW."who"); RETURN NULL;', hash='bb8eebae904d94094af7ff00d319114c085e1c75', operation='UPDATE', pgid='pgtrigger_update_update_55c9c', table='plans_agreement', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('payer', '')), ('restitution', 'vergoeding'), _connector='OR'), name='agreement_amount_only_of_compensation'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gt', 0), _connector='OR'), name='agreement_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), models.Q(('restitution', ''), _negated=True), _connector='OR'), name='agreement_term_of_restitution'),
        ),
    ]
