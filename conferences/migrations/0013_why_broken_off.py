"""Why a meeting was broken off is a code, with words beside it; what was in words alone becomes "anders"."""

from typing import Any

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def say_something_else(apps: Any, _schema_editor: Any) -> None:
    Conference = apps.get_model("conferences", "Conference")
    Conference.objects.filter(state="afgebroken").update(broken_off_code="anders")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0030_found_as_one_word'),
        ('conferences', '0012_variants'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='conference',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='conference',
            name='conference_broken_off_says_when_and_why',
        ),
        migrations.AddField(
            model_name='conference',
            name='broken_off_code',
            field=models.CharField(blank=True, choices=[('onrust', 'Het werd te onrustig'), ('onveilig', 'Iemand voelde zich niet veilig'), ('weggegaan', 'Iemand die nodig was, ging weg'), ('niet_gekomen', 'Iemand die nodig was, kwam niet'), ('ziek', 'Iemand werd ziek'), ('geen_tijd', 'Er was te weinig tijd'), ('wil_niet_meer', 'De familie wilde niet verder'), ('anders', 'Anders')], max_length=20, verbose_name='waarom de bijeenkomst werd afgebroken'),
        ),
        migrations.AddField(
            model_name='conferenceevent',
            name='broken_off_code',
            field=models.CharField(blank=True, choices=[('onrust', 'Het werd te onrustig'), ('onveilig', 'Iemand voelde zich niet veilig'), ('weggegaan', 'Iemand die nodig was, ging weg'), ('niet_gekomen', 'Iemand die nodig was, kwam niet'), ('ziek', 'Iemand werd ziek'), ('geen_tijd', 'Er was te weinig tijd'), ('wil_niet_meer', 'De familie wilde niet verder'), ('anders', 'Anders')], max_length=20, verbose_name='waarom de bijeenkomst werd afgebroken'),
        ),
        migrations.AlterField(
            model_name='conference',
            name='broken_off_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='wat er gebeurde toen het werd afgebroken'),
        ),
        migrations.AlterField(
            model_name='conferenceevent',
            name='broken_off_reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='wat er gebeurde toen het werd afgebroken'),
        ),
        migrations.RunPython(say_something_else, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferenceevent" ("adjourned_reason", "after_all", "broken_off_code", "broken_off_reason", "by_office", "case_id", "child_care", "child_corner", "comings_and_goings", "concluded_on", "day_part", "diets", "ended_at", "family_room", "food", "food_cost", "food_paid_by", "held_on", "id", "interpreter", "interpreter_in_information", "interpreter_in_presentation", "interpreter_in_private_time", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by", "location_type", "meetings", "no_plan_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "private_time_away", "private_time_from", "private_time_until", "professionals_room", "reachable", "returns_to_private_time", "sequence", "started_at", "state", "transport", "venue_address", "venue_name", "venue_notes", "venue_phone", "what_if", "wheelchair", "without_private_time") VALUES (NEW."adjourned_reason", NEW."after_all", NEW."broken_off_code", NEW."broken_off_reason", NEW."by_office", NEW."case_id", NEW."child_care", NEW."child_corner", NEW."comings_and_goings", NEW."concluded_on", NEW."day_part", NEW."diets", NEW."ended_at", NEW."family_room", NEW."food", NEW."food_cost", NEW."food_paid_by", NEW."held_on", NEW."id", NEW."interpreter", NEW."interpreter_in_information", NEW."interpreter_in_presentation", NEW."interpreter_in_private_time", NEW."interpreter_language", NEW."interpreter_name", NEW."interpreter_phone", NEW."interpreter_wished_by", NEW."location_type", NEW."meetings", NEW."no_plan_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."private_time_away", NEW."private_time_from", NEW."private_time_until", NEW."professionals_room", NEW."reachable", NEW."returns_to_private_time", NEW."sequence", NEW."started_at", NEW."state", NEW."transport", NEW."venue_address", NEW."venue_name", NEW."venue_notes", NEW."venue_phone", NEW."what_if", NEW."wheelchair", NEW."without_private_time"); RETURN NULL;', hash='f44b3f71e9621458f8e25950dd8a6edeca7a47ab', operation='INSERT', pgid='pgtrigger_insert_insert_7b4d6', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_conferenceevent" ("adjourned_reason", "after_all", "broken_off_code", "broken_off_reason", "by_office", "case_id", "child_care", "child_corner", "comings_and_goings", "concluded_on", "day_part", "diets", "ended_at", "family_room", "food", "food_cost", "food_paid_by", "held_on", "id", "interpreter", "interpreter_in_information", "interpreter_in_presentation", "interpreter_in_private_time", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by", "location_type", "meetings", "no_plan_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "private_time_away", "private_time_from", "private_time_until", "professionals_room", "reachable", "returns_to_private_time", "sequence", "started_at", "state", "transport", "venue_address", "venue_name", "venue_notes", "venue_phone", "what_if", "wheelchair", "without_private_time") VALUES (NEW."adjourned_reason", NEW."after_all", NEW."broken_off_code", NEW."broken_off_reason", NEW."by_office", NEW."case_id", NEW."child_care", NEW."child_corner", NEW."comings_and_goings", NEW."concluded_on", NEW."day_part", NEW."diets", NEW."ended_at", NEW."family_room", NEW."food", NEW."food_cost", NEW."food_paid_by", NEW."held_on", NEW."id", NEW."interpreter", NEW."interpreter_in_information", NEW."interpreter_in_presentation", NEW."interpreter_in_private_time", NEW."interpreter_language", NEW."interpreter_name", NEW."interpreter_phone", NEW."interpreter_wished_by", NEW."location_type", NEW."meetings", NEW."no_plan_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."private_time_away", NEW."private_time_from", NEW."private_time_until", NEW."professionals_room", NEW."reachable", NEW."returns_to_private_time", NEW."sequence", NEW."started_at", NEW."state", NEW."transport", NEW."venue_address", NEW."venue_name", NEW."venue_notes", NEW."venue_phone", NEW."what_if", NEW."wheelchair", NEW."without_private_time"); RETURN NULL;', hash='c0c15520eb3f34b311cd469dd9756776b889f701', operation='UPDATE', pgid='pgtrigger_update_update_d23b4', table='conferences_conference', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'afgebroken'), _negated=True), models.Q(('ended_at__isnull', False), ('held_on__isnull', False), ('started_at__isnull', False), models.Q(('broken_off_code', ''), _negated=True), models.Q(models.Q(('broken_off_code', 'anders'), _negated=True), models.Q(('broken_off_reason', ''), _negated=True), _connector='OR')), _connector='OR'), name='conference_broken_off_says_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('broken_off_code', ''), models.Q(('broken_off_code__in', ['onrust', 'onveilig', 'weggegaan', 'niet_gekomen', 'ziek', 'geen_tijd', 'wil_niet_meer', 'anders']), ('state', 'afgebroken')), _connector='OR'), name='conference_broken_off_reason_known'),
        ),
    ]
