"""Parties of a case, with what only some kinds of conference have; they stood on the floor of the meeting before."""

from typing import Any

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


COLUMNS = {
    "party": "id, case_id, kind, name, is_professional, concern",
    "partymember": "id, party_id, person_id, main_person_id, is_central, speaks_at",
}
NEW = {
    "party": ("agreed_note", "''"),
    "partymember": ("speaks_for, responsibility, responsibility_note", "FALSE, '', ''"),
}


def carry_parties(apps: Any, schema_editor: Any) -> None:
    """Parties and seats, with their history, move from the floor of the meeting to that of the case; and what the one
    who did it answered moves from the case to the seat of who did it."""
    with schema_editor.connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            new, values = NEW[table]
            cursor.execute(
                f"INSERT INTO cases_{table} ({columns}, {new}) SELECT {columns}, {values} FROM conferences_{table}"
            )
            event = f"pgh_id, pgh_created_at, pgh_label, pgh_context_id, pgh_obj_id, {columns}"
            cursor.execute(
                f"INSERT INTO cases_{table}event ({event}, {new}) SELECT {event}, {values} FROM conferences_{table}event"
            )
            for name, key in ((table, "id"), (f"{table}event", "pgh_id")):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('cases_{name}', '{key}'), "
                    f"(SELECT COALESCE(MAX({key}), 0) + 1 FROM cases_{name}), FALSE)"
                )
    _carry_responsibility(apps)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _carry_responsibility(apps: Any) -> None:
    case_model, party_model = apps.get_model("cases", "Case"), apps.get_model("cases", "Party")
    member_model = apps.get_model("cases", "PartyMember")
    for case in case_model.objects.filter(variant="herstel").exclude(responsibility_on=None):
        members = member_model.objects.filter(party__case=case)
        did_it = members.filter(party__kind="dader", is_central=True)
        if not did_it.exists():
            party = party_model.objects.filter(case=case, kind="dader").first()
            party = party or party_model.objects.create(case=case, kind="dader", name="De kant van wie het deed")
            seated = members.exclude(main_person=None).values("main_person")
            main_person = apps.get_model("cases", "MainPerson").objects.filter(case=case).exclude(pk__in=seated).first()
            if main_person is not None:
                member_model.objects.create(party=party, main_person=main_person, is_central=True)
        did_it.update(responsibility="neemt", responsibility_on=case.responsibility_on)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_referrer_types_are_kept'),
        ('cases', '0026_merged_cases_and_cover'),
        ('conferences', '0010_other_ways'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('gedupeerde', 'Wie het is overkomen'), ('dader', 'Wie het deed'), ('groep', 'Groep')], default='groep', max_length=20, verbose_name='soort partij')),
                ('name', models.CharField(max_length=120, verbose_name='naam van de partij')),
                ('is_professional', models.BooleanField(default=False, verbose_name='professionals: niet bij de besloten tijd')),
                ('concern', models.CharField(blank=True, max_length=300, verbose_name='wat deze partij wil bespreken')),
                ('size', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='met hoeveel zij ongeveer zijn')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='wil meedoen sinds')),
                ('agreed_note', models.CharField(blank=True, max_length=300, verbose_name='wie dat zei, en wat ervoor nodig is')),
            ],
            options={
                'verbose_name': 'partij',
                'verbose_name_plural': 'partijen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PartyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('gedupeerde', 'Wie het is overkomen'), ('dader', 'Wie het deed'), ('groep', 'Groep')], default='groep', max_length=20, verbose_name='soort partij')),
                ('name', models.CharField(max_length=120, verbose_name='naam van de partij')),
                ('is_professional', models.BooleanField(default=False, verbose_name='professionals: niet bij de besloten tijd')),
                ('concern', models.CharField(blank=True, max_length=300, verbose_name='wat deze partij wil bespreken')),
                ('size', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='met hoeveel zij ongeveer zijn')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='wil meedoen sinds')),
                ('agreed_note', models.CharField(blank=True, max_length=300, verbose_name='wie dat zei, en wat ervoor nodig is')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PartyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_central', models.BooleanField(default=False, verbose_name='om wie het gaat')),
                ('speaks_for', models.BooleanField(default=False, verbose_name='spreekt voor deze partij')),
                ('speaks_at', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='spreekt als')),
                ('responsibility', models.CharField(blank=True, choices=[('neemt', 'Neemt verantwoordelijkheid'), ('neemt_niet', 'Neemt geen verantwoordelijkheid')], max_length=20, verbose_name='verantwoordelijkheid')),
                ('responsibility_on', models.DateField(blank=True, null=True, verbose_name='gevraagd op')),
                ('responsibility_note', models.TextField(blank=True, verbose_name='wat er werd gezegd')),
            ],
            options={
                'verbose_name': 'lid van een partij',
                'verbose_name_plural': 'leden van partijen',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PartyMemberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_central', models.BooleanField(default=False, verbose_name='om wie het gaat')),
                ('speaks_for', models.BooleanField(default=False, verbose_name='spreekt voor deze partij')),
                ('speaks_at', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='spreekt als')),
                ('responsibility', models.CharField(blank=True, choices=[('neemt', 'Neemt verantwoordelijkheid'), ('neemt_niet', 'Neemt geen verantwoordelijkheid')], max_length=20, verbose_name='verantwoordelijkheid')),
                ('responsibility_on', models.DateField(blank=True, null=True, verbose_name='gevraagd op')),
                ('responsibility_note', models.TextField(blank=True, verbose_name='wat er werd gezegd')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VariantChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('eigen_kracht', 'Eigen Kracht-conferentie'), ('herstel', 'Herstelconferentie (Echt Recht)'), ('alle_hens', 'Alle Hens-conferentie')], max_length=20, verbose_name='van')),
                ('target', models.CharField(choices=[('eigen_kracht', 'Eigen Kracht-conferentie'), ('herstel', 'Herstelconferentie (Echt Recht)'), ('alle_hens', 'Alle Hens-conferentie')], max_length=20, verbose_name='naar')),
                ('reason', models.CharField(max_length=300, verbose_name='waarom')),
                ('decisions', models.TextField(blank=True, verbose_name='wat er besloten is')),
                ('role', models.CharField(max_length=20, verbose_name='rol toen')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wanneer')),
            ],
            options={
                'verbose_name': 'verandering van soort conferentie',
                'verbose_name_plural': 'veranderingen van soort conferentie',
                'ordering': ['at', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contactban',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='contactban',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mainperson',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mainperson',
            name='update_update',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_responsibility_only_restorative',
        ),
        migrations.RemoveConstraint(
            model_name='contactban',
            name='ban_with_one_other',
        ),
        migrations.RemoveConstraint(
            model_name='contactban',
            name='ban_source_known',
        ),
        migrations.AddField(
            model_name='case',
            name='group_kind',
            field=models.CharField(blank=True, choices=[('straat', 'Een straat of buurt'), ('school', 'Een school'), ('vereniging', 'Een vereniging of club'), ('organisatie', 'Een bedrijf of organisatie'), ('anders', 'Iets anders')], max_length=20, verbose_name='soort groep'),
        ),
        migrations.AddField(
            model_name='case',
            name='group_name',
            field=models.CharField(blank=True, max_length=120, verbose_name='naam van de groep'),
        ),
        migrations.AddField(
            model_name='case',
            name='group_place',
            field=models.CharField(blank=True, max_length=80, verbose_name='plaats van de groep'),
        ),
        migrations.AddField(
            model_name='case',
            name='group_topics',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overlast', 'Overlast of ruzie'), ('veiligheid', 'Veiligheid'), ('samenleven', 'Met elkaar omgaan'), ('jongeren', 'Jongeren en wat zij doen'), ('omgeving', 'Straat, gebouw of groen'), ('voorzieningen', 'Voorzieningen en activiteiten'), ('gebeurtenis', 'Iets ingrijpends dat is gebeurd'), ('anders', 'Iets anders')], max_length=40), blank=True, default=list, size=None, verbose_name='waar het over gaat'),
        ),
        migrations.AddField(
            model_name='case',
            name='variant_end_reason',
            field=models.CharField(blank=True, choices=[('geen_verantwoordelijkheid', 'Niemand die het deed, neemt verantwoordelijkheid')], max_length=40, verbose_name='reden die bij deze soort conferentie hoort'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='group_kind',
            field=models.CharField(blank=True, choices=[('straat', 'Een straat of buurt'), ('school', 'Een school'), ('vereniging', 'Een vereniging of club'), ('organisatie', 'Een bedrijf of organisatie'), ('anders', 'Iets anders')], max_length=20, verbose_name='soort groep'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='group_name',
            field=models.CharField(blank=True, max_length=120, verbose_name='naam van de groep'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='group_place',
            field=models.CharField(blank=True, max_length=80, verbose_name='plaats van de groep'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='group_topics',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overlast', 'Overlast of ruzie'), ('veiligheid', 'Veiligheid'), ('samenleven', 'Met elkaar omgaan'), ('jongeren', 'Jongeren en wat zij doen'), ('omgeving', 'Straat, gebouw of groen'), ('voorzieningen', 'Voorzieningen en activiteiten'), ('gebeurtenis', 'Iets ingrijpends dat is gebeurd'), ('anders', 'Iets anders')], max_length=40), blank=True, default=list, size=None, verbose_name='waar het over gaat'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='variant_end_reason',
            field=models.CharField(blank=True, choices=[('geen_verantwoordelijkheid', 'Niemand die het deed, neemt verantwoordelijkheid')], max_length=40, verbose_name='reden die bij deze soort conferentie hoort'),
        ),
        migrations.AddField(
            model_name='mainperson',
            name='left_on',
            field=models.DateField(blank=True, null=True, verbose_name='doet niet mee sinds'),
        ),
        migrations.AddField(
            model_name='mainpersonevent',
            name='left_on',
            field=models.DateField(blank=True, null=True, verbose_name='doet niet mee sinds'),
        ),
        migrations.AlterField(
            model_name='circleperson',
            name='excluded_by',
            field=models.CharField(blank=True, choices=[('hoofdpersoon', 'Hoofdpersoon'), ('familie', 'Familie'), ('veiligheid', 'Coördinator, om de veiligheid'), ('zelf', 'Wilde zelf niet'), ('kan_niet', 'Kon niet'), ('kant_stopt', 'Hun kant doet niet mee')], max_length=20, verbose_name='doet niet mee: wie besloot dat'),
        ),
        migrations.AlterField(
            model_name='circlepersonevent',
            name='excluded_by',
            field=models.CharField(blank=True, choices=[('hoofdpersoon', 'Hoofdpersoon'), ('familie', 'Familie'), ('veiligheid', 'Coördinator, om de veiligheid'), ('zelf', 'Wilde zelf niet'), ('kan_niet', 'Kon niet'), ('kant_stopt', 'Hun kant doet niet mee')], max_length=20, verbose_name='doet niet mee: wie besloot dat'),
        ),
        migrations.AlterField(
            model_name='contactban',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contact_bans', to='cases.circleperson'),
        ),
        migrations.AlterField(
            model_name='contactban',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='contactban',
            name='source',
            field=models.CharField(choices=[('rechter', 'Een rechter'), ('burgemeester', 'Een huisverbod van de burgemeester'), ('maatregel', 'Een voorwaarde van jeugdbescherming of reclassering'), ('afspraak', 'Een afspraak in de familie'), ('kanten', 'Twee kanten van een herstelconferentie')], max_length=20, verbose_name='waar rust het op'),
        ),
        migrations.AlterField(
            model_name='contactbanevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.circleperson'),
        ),
        migrations.AlterField(
            model_name='contactbanevent',
            name='recorded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='contactbanevent',
            name='source',
            field=models.CharField(choices=[('rechter', 'Een rechter'), ('burgemeester', 'Een huisverbod van de burgemeester'), ('maatregel', 'Een voorwaarde van jeugdbescherming of reclassering'), ('afspraak', 'Een afspraak in de familie'), ('kanten', 'Twee kanten van een herstelconferentie')], max_length=20, verbose_name='waar rust het op'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("channel", "closed_on", "cooperation_grade", "cooperation_note", "created_at", "decision_note", "earlier_conference", "external_id", "group_kind", "group_name", "group_place", "group_topics", "help_duration", "id", "information_visit_on", "information_visit_with", "is_urgent", "manager_id", "meetings_held", "not_held_note", "not_held_reason", "number", "offer_moment", "other_professionals", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preparation_started_on", "previous_case_id", "problems", "programme_id", "received_on", "referrer_department", "referrer_type", "refused_by", "region_id", "registered_on", "repeat_reason", "research_objection", "safety_professional_id", "safety_triggers", "situation", "state", "state_since", "subjects", "subregion_id", "urgent_reason", "variant", "variant_end_reason", "waiting_reason") VALUES (NEW."channel", NEW."closed_on", NEW."cooperation_grade", NEW."cooperation_note", NEW."created_at", NEW."decision_note", NEW."earlier_conference", NEW."external_id", NEW."group_kind", NEW."group_name", NEW."group_place", NEW."group_topics", NEW."help_duration", NEW."id", NEW."information_visit_on", NEW."information_visit_with", NEW."is_urgent", NEW."manager_id", NEW."meetings_held", NEW."not_held_note", NEW."not_held_reason", NEW."number", NEW."offer_moment", NEW."other_professionals", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preparation_started_on", NEW."previous_case_id", NEW."problems", NEW."programme_id", NEW."received_on", NEW."referrer_department", NEW."referrer_type", NEW."refused_by", NEW."region_id", NEW."registered_on", NEW."repeat_reason", NEW."research_objection", NEW."safety_professional_id", NEW."safety_triggers", NEW."situation", NEW."state", NEW."state_since", NEW."subjects", NEW."subregion_id", NEW."urgent_reason", NEW."variant", NEW."variant_end_reason", NEW."waiting_reason"); RETURN NULL;', hash='8dc21d0bc60fbcde9b43fabbf7bda04d0eea3b60', operation='INSERT', pgid='pgtrigger_insert_insert_0b483', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."closed_on" IS DISTINCT FROM (NEW."closed_on") OR OLD."cooperation_grade" IS DISTINCT FROM (NEW."cooperation_grade") OR OLD."cooperation_note" IS DISTINCT FROM (NEW."cooperation_note") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."decision_note" IS DISTINCT FROM (NEW."decision_note") OR OLD."earlier_conference" IS DISTINCT FROM (NEW."earlier_conference") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."group_kind" IS DISTINCT FROM (NEW."group_kind") OR OLD."group_name" IS DISTINCT FROM (NEW."group_name") OR OLD."group_place" IS DISTINCT FROM (NEW."group_place") OR OLD."group_topics" IS DISTINCT FROM (NEW."group_topics") OR OLD."help_duration" IS DISTINCT FROM (NEW."help_duration") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."information_visit_on" IS DISTINCT FROM (NEW."information_visit_on") OR OLD."information_visit_with" IS DISTINCT FROM (NEW."information_visit_with") OR OLD."is_urgent" IS DISTINCT FROM (NEW."is_urgent") OR OLD."manager_id" IS DISTINCT FROM (NEW."manager_id") OR OLD."meetings_held" IS DISTINCT FROM (NEW."meetings_held") OR OLD."not_held_note" IS DISTINCT FROM (NEW."not_held_note") OR OLD."not_held_reason" IS DISTINCT FROM (NEW."not_held_reason") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."offer_moment" IS DISTINCT FROM (NEW."offer_moment") OR OLD."other_professionals" IS DISTINCT FROM (NEW."other_professionals") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."preparation_started_on" IS DISTINCT FROM (NEW."preparation_started_on") OR OLD."previous_case_id" IS DISTINCT FROM (NEW."previous_case_id") OR OLD."problems" IS DISTINCT FROM (NEW."problems") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."referrer_department" IS DISTINCT FROM (NEW."referrer_department") OR OLD."referrer_type" IS DISTINCT FROM (NEW."referrer_type") OR OLD."refused_by" IS DISTINCT FROM (NEW."refused_by") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."registered_on" IS DISTINCT FROM (NEW."registered_on") OR OLD."repeat_reason" IS DISTINCT FROM (NEW."repeat_reason") OR OLD."research_objection" IS DISTINCT FROM (NEW."research_objection") OR OLD."safety_professional_id" IS DISTINCT FROM (NEW."safety_professional_id") OR OLD."safety_triggers" IS DISTINCT FROM (NEW."safety_triggers") OR OLD."situation" IS DISTINCT FROM (NEW."situation") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_since" IS DISTINCT FROM (NEW."state_since") OR OLD."subjects" IS DISTINCT FROM (NEW."subjects") OR OLD."subregion_id" IS DISTINCT FROM (NEW."subregion_id") OR OLD."urgent_reason" IS DISTINCT FROM (NEW."urgent_reason") OR OLD."variant" IS DISTINCT FROM (NEW."variant") OR OLD."variant_end_reason" IS DISTINCT FROM (NEW."variant_end_reason") OR OLD."waiting_reason" IS DISTINCT FROM (NEW."waiting_reason"))', func='INSERT INTO "cases_caseevent" ("channel", "closed_on", "cooperation_grade", "cooperation_note", "created_at", "decision_note", "earlier_conference", "external_id", "group_kind", "group_name", "group_place", "group_topics", "help_duration", "id", "information_visit_on", "information_visit_with", "is_urgent", "manager_id", "meetings_held", "not_held_note", "not_held_reason", "number", "offer_moment", "other_professionals", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preparation_started_on", "previous_case_id", "problems", "programme_id", "received_on", "referrer_department", "referrer_type", "refused_by", "region_id", "registered_on", "repeat_reason", "research_objection", "safety_professional_id", "safety_triggers", "situation", "state", "state_since", "subjects", "subregion_id", "urgent_reason", "variant", "variant_end_reason", "waiting_reason") VALUES (NEW."channel", NEW."closed_on", NEW."cooperation_grade", NEW."cooperation_note", NEW."created_at", NEW."decision_note", NEW."earlier_conference", NEW."external_id", NEW."group_kind", NEW."group_name", NEW."group_place", NEW."group_topics", NEW."help_duration", NEW."id", NEW."information_visit_on", NEW."information_visit_with", NEW."is_urgent", NEW."manager_id", NEW."meetings_held", NEW."not_held_note", NEW."not_held_reason", NEW."number", NEW."offer_moment", NEW."other_professionals", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preparation_started_on", NEW."previous_case_id", NEW."problems", NEW."programme_id", NEW."received_on", NEW."referrer_department", NEW."referrer_type", NEW."refused_by", NEW."region_id", NEW."registered_on", NEW."repeat_reason", NEW."research_objection", NEW."safety_professional_id", NEW."safety_triggers", NEW."situation", NEW."state", NEW."state_since", NEW."subjects", NEW."subregion_id", NEW."urgent_reason", NEW."variant", NEW."variant_end_reason", NEW."waiting_reason"); RETURN NULL;', hash='93da865e1df0f567e414576e34b8f3371643413d', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactban',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_contactbanevent" ("case_id", "decided_at", "decided_with_id", "decision", "id", "lifted_on", "lifted_reason", "may_both_come", "note", "other_id", "other_main_id", "other_party_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "until") VALUES (NEW."case_id", NEW."decided_at", NEW."decided_with_id", NEW."decision", NEW."id", NEW."lifted_on", NEW."lifted_reason", NEW."may_both_come", NEW."note", NEW."other_id", NEW."other_main_id", NEW."other_party_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."until"); RETURN NULL;', hash='b6315334919908070536ec9d168ba79c32151702', operation='INSERT', pgid='pgtrigger_insert_insert_1647a', table='cases_contactban', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactban',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_contactbanevent" ("case_id", "decided_at", "decided_with_id", "decision", "id", "lifted_on", "lifted_reason", "may_both_come", "note", "other_id", "other_main_id", "other_party_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "until") VALUES (NEW."case_id", NEW."decided_at", NEW."decided_with_id", NEW."decision", NEW."id", NEW."lifted_on", NEW."lifted_reason", NEW."may_both_come", NEW."note", NEW."other_id", NEW."other_main_id", NEW."other_party_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."until"); RETURN NULL;', hash='8a5832a921333ef253de9264b7b936f521b19071', operation='UPDATE', pgid='pgtrigger_update_update_5c975', table='cases_contactban', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mainperson',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_mainpersonevent" ("age_at_referral", "best_time", "birth_date", "case_id", "contact_wish", "email", "ethnicity", "gender", "id", "kind", "language", "left_on", "municipality", "name", "no_voicemail", "own_wish", "own_wish_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "postcode", "residence", "secret_address", "street", "support_person", "unborn") VALUES (NEW."age_at_referral", NEW."best_time", NEW."birth_date", NEW."case_id", NEW."contact_wish", NEW."email", NEW."ethnicity", NEW."gender", NEW."id", NEW."kind", NEW."language", NEW."left_on", NEW."municipality", NEW."name", NEW."no_voicemail", NEW."own_wish", NEW."own_wish_reason", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."place", NEW."postcode", NEW."residence", NEW."secret_address", NEW."street", NEW."support_person", NEW."unborn"); RETURN NULL;', hash='8e816a6073ae60552b5d26620d949cc88af9546f', operation='INSERT', pgid='pgtrigger_insert_insert_9cbb0', table='cases_mainperson', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mainperson',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_mainpersonevent" ("age_at_referral", "best_time", "birth_date", "case_id", "contact_wish", "email", "ethnicity", "gender", "id", "kind", "language", "left_on", "municipality", "name", "no_voicemail", "own_wish", "own_wish_reason", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "postcode", "residence", "secret_address", "street", "support_person", "unborn") VALUES (NEW."age_at_referral", NEW."best_time", NEW."birth_date", NEW."case_id", NEW."contact_wish", NEW."email", NEW."ethnicity", NEW."gender", NEW."id", NEW."kind", NEW."language", NEW."left_on", NEW."municipality", NEW."name", NEW."no_voicemail", NEW."own_wish", NEW."own_wish_reason", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."place", NEW."postcode", NEW."residence", NEW."secret_address", NEW."street", NEW."support_person", NEW."unborn"); RETURN NULL;', hash='5ebf4e35265a338a0a173c416de68c27c9d586ae', operation='UPDATE', pgid='pgtrigger_update_update_20911', table='cases_mainperson', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('variant_end_reason', ''), models.Q(('not_held_reason', 'anders'), ('variant', 'herstel')), _connector='OR'), name='case_own_end_reason_of_its_variant'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group_kind', ''), ('group_name', ''), ('group_place', ''), ('group_topics', [])), ('variant', 'alle_hens'), _connector='OR'), name='case_group_only_alle_hens'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('group_kind__in', ['', 'straat', 'school', 'vereniging', 'organisatie', 'anders'])), name='case_group_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('group_topics__contained_by', ['overlast', 'veiligheid', 'samenleven', 'jongeren', 'omgeving', 'voorzieningen', 'gebeurtenis', 'anders'])), name='case_group_topics_known'),
        ),
        migrations.AddField(
            model_name='party',
            name='agreed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='party',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='cases.case'),
        ),
        migrations.AddField(
            model_name='contactban',
            name='other_party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contact_bans_of_others', to='cases.party'),
        ),
        migrations.AddField(
            model_name='contactban',
            name='party',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='contact_bans', to='cases.party'),
        ),
        migrations.AddField(
            model_name='contactbanevent',
            name='other_party',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party'),
        ),
        migrations.AddField(
            model_name='contactbanevent',
            name='party',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party'),
        ),
        migrations.AddConstraint(
            model_name='contactban',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('other_party__isnull', True), ('party__isnull', True), ('person__isnull', False), models.Q(models.Q(('other__isnull', False), ('other_main__isnull', True)), models.Q(('other__isnull', True), ('other_main__isnull', False)), _connector='OR')), models.Q(('other__isnull', True), ('other_main__isnull', True), ('other_party__isnull', False), ('party__isnull', False), ('person__isnull', True), models.Q(('party', models.F('other_party')), _negated=True)), _connector='OR'), name='ban_between_two_people_or_two_sides'),
        ),
        migrations.AddConstraint(
            model_name='contactban',
            constraint=models.CheckConstraint(condition=models.Q(('party__isnull', False), ('recorded_by__isnull', False), _connector='OR'), name='ban_recorded_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='contactban',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_on__isnull', True), ('party__isnull', False)), fields=('party', 'other_party'), name='ban_between_two_sides_once'),
        ),
        migrations.AddConstraint(
            model_name='contactban',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['rechter', 'burgemeester', 'maatregel', 'afspraak', 'kanten'])), name='ban_source_known'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='agreed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.party'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='main_person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='cases.mainperson'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='cases.party'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='cases.circleperson'),
        ),
        migrations.AddField(
            model_name='partymember',
            name='responsibility_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='main_person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.mainperson'),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party'),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.circleperson'),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.partymember'),
        ),
        migrations.AddField(
            model_name='partymemberevent',
            name='responsibility_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='variantchange',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='variantchange',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variant_changes', to='cases.case'),
        ),
        migrations.RunPython(carry_parties, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='case',
            name='responsibility_on',
        ),
        migrations.RemoveField(
            model_name='caseevent',
            name='responsibility_on',
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['gedupeerde', 'dader', 'groep'])), name='party_is_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='party_is_named'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('is_professional', False), ('kind', 'groep'), _connector='OR'), name='party_of_professionals_is_a_group'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('size__isnull', True), ('size__gte', 1), _connector='OR'), name='party_has_people'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_on__isnull', True), ('kind__in', ('dader', 'gedupeerde')), _connector='OR'), name='party_that_agreed_is_a_side'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('case', 'name'), name='party_is_named_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='marks_next_step', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO cases_stalestep (case_id) SELECT DISTINCT key_of_case FROM (SELECT unnest(ARRAY[NEW."case_id", OLD."case_id"])) AS changed (key_of_case) WHERE key_of_case IS NOT NULL; RETURN NULL;', hash='2b9d0c385c6076e0db3f3c27a0cd25f6c4320aee', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_marks_next_step_94588', table='cases_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_partyevent" ("agreed_by_id", "agreed_note", "agreed_on", "case_id", "concern", "id", "is_professional", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size") VALUES (NEW."agreed_by_id", NEW."agreed_note", NEW."agreed_on", NEW."case_id", NEW."concern", NEW."id", NEW."is_professional", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."size"); RETURN NULL;', hash='943f78b74bd07fc2d2923d8484bf6f8c35031c7f', operation='INSERT', pgid='pgtrigger_insert_insert_c5755', table='cases_party', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='party',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_partyevent" ("agreed_by_id", "agreed_note", "agreed_on", "case_id", "concern", "id", "is_professional", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size") VALUES (NEW."agreed_by_id", NEW."agreed_note", NEW."agreed_on", NEW."case_id", NEW."concern", NEW."id", NEW."is_professional", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."size"); RETURN NULL;', hash='f847fd27badeeb24124d0032ab69802fba820b0d', operation='UPDATE', pgid='pgtrigger_update_update_c7844', table='cases_party', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('main_person__isnull', True), ('person__isnull', False)), models.Q(('main_person__isnull', False), ('person__isnull', True)), _connector='OR'), name='seat_is_of_one_person'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('person',), name='seat_of_person_once'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.UniqueConstraint(condition=models.Q(('main_person__isnull', False)), fields=('main_person',), name='seat_of_main_person_once'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.CheckConstraint(condition=models.Q(('speaks_at__isnull', True), ('speaks_at__gte', 1), _connector='OR'), name='seat_speaks_from_one'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('responsibility', ''), ('responsibility_on__isnull', True)), models.Q(('is_central', True), ('responsibility__in', ['neemt', 'neemt_niet']), ('responsibility_on__isnull', False)), _connector='OR'), name='responsibility_has_a_day_and_is_of_who_did_it'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('responsibility', 'neemt_niet'), _negated=True), models.Q(('responsibility_note', ''), _negated=True), _connector='OR'), name='responsibility_denied_says_what_happened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partymember',
            trigger=pgtrigger.compiler.Trigger(name='marks_next_step', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO cases_stalestep (case_id) SELECT DISTINCT key_of_case FROM (SELECT case_id FROM cases_party WHERE id IN (NEW."party_id", OLD."party_id")) AS changed (key_of_case) WHERE key_of_case IS NOT NULL; RETURN NULL;', hash='fbd7c1499f95c06aa6931f4430564bbae1bb7d2d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_marks_next_step_57127', table='cases_partymember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partymember',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_partymemberevent" ("id", "is_central", "main_person_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsibility", "responsibility_by_id", "responsibility_note", "responsibility_on", "speaks_at", "speaks_for") VALUES (NEW."id", NEW."is_central", NEW."main_person_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."responsibility", NEW."responsibility_by_id", NEW."responsibility_note", NEW."responsibility_on", NEW."speaks_at", NEW."speaks_for"); RETURN NULL;', hash='866e7e6ffba54c3b34d87fed79e7da3b362d7460', operation='INSERT', pgid='pgtrigger_insert_insert_01896', table='cases_partymember', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partymember',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_partymemberevent" ("id", "is_central", "main_person_id", "party_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responsibility", "responsibility_by_id", "responsibility_note", "responsibility_on", "speaks_at", "speaks_for") VALUES (NEW."id", NEW."is_central", NEW."main_person_id", NEW."party_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."responsibility", NEW."responsibility_by_id", NEW."responsibility_note", NEW."responsibility_on", NEW."speaks_at", NEW."speaks_for"); RETURN NULL;', hash='3707b77d50b253f1fa391a5397e47c8b83ea5857', operation='UPDATE', pgid='pgtrigger_update_update_90ed8', table='cases_partymember', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='variantchange',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='variant_change_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='variantchange',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='variant_change_changes'),
        ),
    ]
