"""Parties are of the case now; people of a party may be counted, and a meeting may go without private time."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0027_variants'),
        ('conferences', '0011_marked_by_the_office'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='party',
            name='case',
        ),
        migrations.RemoveField(
            model_name='partymemberevent',
            name='party',
        ),
        migrations.RemoveField(
            model_name='partyevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='partymember',
            name='party',
        ),
        migrations.RemoveField(
            model_name='partyevent',
            name='case',
        ),
        migrations.RemoveField(
            model_name='partyevent',
            name='pgh_context',
        ),
        migrations.RemoveField(
            model_name='partymember',
            name='main_person',
        ),
        migrations.RemoveField(
            model_name='partymember',
            name='person',
        ),
        migrations.RemoveField(
            model_name='partymemberevent',
            name='pgh_obj',
        ),
        migrations.RemoveField(
            model_name='partymemberevent',
            name='main_person',
        ),
        migrations.RemoveField(
            model_name='partymemberevent',
            name='person',
        ),
        migrations.RemoveField(
            model_name='partymemberevent',
            name='pgh_context',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attendance',
            name='family_only_in_private_time',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attendance',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='attendance',
            name='update_update',
        ),
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
            name='conference_met_has_times',
        ),
        migrations.AddField(
            model_name='attendance',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='cases.party'),
        ),
        migrations.AddField(
            model_name='attendanceevent',
            name='party',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party'),
        ),
        migrations.AddField(
            model_name='conference',
            name='without_private_time',
            field=models.BooleanField(default=False, verbose_name='zonder besloten tijd'),
        ),
        migrations.AddField(
            model_name='conferenceevent',
            name='without_private_time',
            field=models.BooleanField(default=False, verbose_name='zonder besloten tijd'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='family_only_in_private_time', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."in_private_time")', func="\n    IF EXISTS (\n        SELECT 1 FROM cases_circleperson AS person\n        WHERE person.id = NEW.person_id AND (\n            person.position IN ('aanvrager', 'hulpverlener', 'overige_professional', 'school')\n            OR EXISTS (\n                SELECT 1 FROM cases_partymember AS member\n                JOIN cases_party AS party ON party.id = member.party_id\n                WHERE member.person_id = person.id AND party.is_professional\n            )\n        )\n    ) OR EXISTS (\n        SELECT 1 FROM cases_party AS party WHERE party.id = NEW.party_id AND party.is_professional\n    ) OR EXISTS (\n        SELECT 1 FROM conferences_conference AS meeting\n        JOIN cases_coordinatorcontract AS contract ON contract.case_id = meeting.case_id\n        JOIN cases_coordinator AS coordinator ON coordinator.id = contract.coordinator_id\n        JOIN accounts_user AS account ON account.id = coordinator.user_id\n        LEFT JOIN cases_circleperson AS person ON person.id = NEW.person_id\n        WHERE meeting.id = NEW.conference_id AND (\n            lower(account.email) = lower(person.email)\n            OR lower(account.full_name) = lower(coalesce(person.name, NEW.name))\n        )\n    ) THEN\n        RAISE EXCEPTION 'only family and network in private time'\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'family_only_in_private_time';\n    END IF;\n    RETURN NEW;\n", hash='838b9a7194c09ea78b886a2b3dfff5b2c93c9ab6', operation='INSERT OR UPDATE', pgid='pgtrigger_family_only_in_private_time_72063', table='conferences_attendance', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_attendanceevent" ("by_office", "conference_id", "id", "in_information", "in_presentation", "in_private_time", "main_person_id", "minors", "name", "party_id", "person_id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."by_office", NEW."conference_id", NEW."id", NEW."in_information", NEW."in_presentation", NEW."in_private_time", NEW."main_person_id", NEW."minors", NEW."name", NEW."party_id", NEW."person_id", NEW."persons", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;', hash='6fdc5e7efb07eb8c2f6c9f69db02c17848d569b9', operation='INSERT', pgid='pgtrigger_insert_insert_e5fd9', table='conferences_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attendance',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_attendanceevent" ("by_office", "conference_id", "id", "in_information", "in_presentation", "in_private_time", "main_person_id", "minors", "name", "party_id", "person_id", "persons", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."by_office", NEW."conference_id", NEW."id", NEW."in_information", NEW."in_presentation", NEW."in_private_time", NEW."main_person_id", NEW."minors", NEW."name", NEW."party_id", NEW."person_id", NEW."persons", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;', hash='2a1c1c3c5e9e4727dc595e70b02b27e164201bca', operation='UPDATE', pgid='pgtrigger_update_update_6da46', table='conferences_attendance', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "conferences_conferenceevent" ("adjourned_reason", "after_all", "broken_off_reason", "by_office", "case_id", "child_care", "child_corner", "comings_and_goings", "concluded_on", "day_part", "diets", "ended_at", "family_room", "food", "food_cost", "food_paid_by", "held_on", "id", "interpreter", "interpreter_in_information", "interpreter_in_presentation", "interpreter_in_private_time", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by", "location_type", "meetings", "no_plan_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "private_time_away", "private_time_from", "private_time_until", "professionals_room", "reachable", "returns_to_private_time", "sequence", "started_at", "state", "transport", "venue_address", "venue_name", "venue_notes", "venue_phone", "what_if", "wheelchair", "without_private_time") VALUES (NEW."adjourned_reason", NEW."after_all", NEW."broken_off_reason", NEW."by_office", NEW."case_id", NEW."child_care", NEW."child_corner", NEW."comings_and_goings", NEW."concluded_on", NEW."day_part", NEW."diets", NEW."ended_at", NEW."family_room", NEW."food", NEW."food_cost", NEW."food_paid_by", NEW."held_on", NEW."id", NEW."interpreter", NEW."interpreter_in_information", NEW."interpreter_in_presentation", NEW."interpreter_in_private_time", NEW."interpreter_language", NEW."interpreter_name", NEW."interpreter_phone", NEW."interpreter_wished_by", NEW."location_type", NEW."meetings", NEW."no_plan_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."private_time_away", NEW."private_time_from", NEW."private_time_until", NEW."professionals_room", NEW."reachable", NEW."returns_to_private_time", NEW."sequence", NEW."started_at", NEW."state", NEW."transport", NEW."venue_address", NEW."venue_name", NEW."venue_notes", NEW."venue_phone", NEW."what_if", NEW."wheelchair", NEW."without_private_time"); RETURN NULL;', hash='9c28327ec193fd5c78e8e29cebbb7b1ec3cdf275', operation='INSERT', pgid='pgtrigger_insert_insert_7b4d6', table='conferences_conference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "conferences_conferenceevent" ("adjourned_reason", "after_all", "broken_off_reason", "by_office", "case_id", "child_care", "child_corner", "comings_and_goings", "concluded_on", "day_part", "diets", "ended_at", "family_room", "food", "food_cost", "food_paid_by", "held_on", "id", "interpreter", "interpreter_in_information", "interpreter_in_presentation", "interpreter_in_private_time", "interpreter_language", "interpreter_name", "interpreter_phone", "interpreter_wished_by", "location_type", "meetings", "no_plan_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_end", "planned_start", "private_time_away", "private_time_from", "private_time_until", "professionals_room", "reachable", "returns_to_private_time", "sequence", "started_at", "state", "transport", "venue_address", "venue_name", "venue_notes", "venue_phone", "what_if", "wheelchair", "without_private_time") VALUES (NEW."adjourned_reason", NEW."after_all", NEW."broken_off_reason", NEW."by_office", NEW."case_id", NEW."child_care", NEW."child_corner", NEW."comings_and_goings", NEW."concluded_on", NEW."day_part", NEW."diets", NEW."ended_at", NEW."family_room", NEW."food", NEW."food_cost", NEW."food_paid_by", NEW."held_on", NEW."id", NEW."interpreter", NEW."interpreter_in_information", NEW."interpreter_in_presentation", NEW."interpreter_in_private_time", NEW."interpreter_language", NEW."interpreter_name", NEW."interpreter_phone", NEW."interpreter_wished_by", NEW."location_type", NEW."meetings", NEW."no_plan_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_end", NEW."planned_start", NEW."private_time_away", NEW."private_time_from", NEW."private_time_until", NEW."professionals_room", NEW."reachable", NEW."returns_to_private_time", NEW."sequence", NEW."started_at", NEW."state", NEW."transport", NEW."venue_address", NEW."venue_name", NEW."venue_notes", NEW."venue_phone", NEW."what_if", NEW."wheelchair", NEW."without_private_time"); RETURN NULL;', hash='d92ba446bc74850d967f9fe55b1948ca70b360d3', operation='UPDATE', pgid='pgtrigger_update_update_d23b4', table='conferences_conference', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('party__isnull', False)), fields=('conference', 'party'), name='attendance_party_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('party__isnull', True), models.Q(('main_person__isnull', True), ('name', ''), ('person__isnull', True)), _connector='OR'), name='attendance_of_a_party_is_a_count'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', frozenset(['verdaagd', 'gehouden'])), _negated=True), models.Q(('ended_at__isnull', False), ('held_on__isnull', False), ('private_time_from__isnull', False), ('private_time_until__isnull', False), ('started_at__isnull', False)), models.Q(('ended_at__isnull', False), ('held_on__isnull', False), ('started_at__isnull', False), ('without_private_time', True)), _connector='OR'), name='conference_met_has_times'),
        ),
        migrations.AddConstraint(
            model_name='conference',
            constraint=models.CheckConstraint(condition=models.Q(('without_private_time', False), models.Q(('private_time_from__isnull', True), ('private_time_until__isnull', True)), _connector='OR'), name='conference_without_private_time_has_none'),
        ),
        migrations.DeleteModel(
            name='Party',
        ),
        migrations.DeleteModel(
            name='PartyEvent',
        ),
        migrations.DeleteModel(
            name='PartyMember',
        ),
        migrations.DeleteModel(
            name='PartyMemberEvent',
        ),
    ]
