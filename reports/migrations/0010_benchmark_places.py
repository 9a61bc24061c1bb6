"""Where each national figure stands in its source, and the one of 2013."""

from django.db import migrations, models

PLACES = {
    "conference_rate": "2.1",
    "conference_rate_professional": "2.2",
    "conference_rate_hoofdpersoon": "2.2 en samenvatting",
    "conference_rate_familie": "2.2 en samenvatting",
    "referred_by_professional_share": "2.2",
    "referred_by_hoofdpersoon_share": "2.2",
    "referred_by_familie_share": "2.2",
    "no_help_share": "2.3",
    "help_over_2_years_share": "2.3",
    "persons_contacted_per_request_without_conference": "2.7.2",
    "participants_per_conference": "2.8.3",
    "participants_hoofdpersonen_share": "2.8.3 en samenvatting",
    "participants_familie_share": "2.8.3 en samenvatting",
    "participants_netwerk_share": "2.8.3 en samenvatting",
    "participants_professionals_share": "2.8.3 en samenvatting",
    "professional_help_requested_share": "2.8.4",
    "adult_response": "3.1",
    "child_response": "4.1",
    "professional_response": "5.1",
    "adult_grade_conference": "3.4-3.7",
    "adult_grade_plan": "3.4-3.7",
    "adult_grade_coordinator": "3.4-3.7",
    "child_grade_conference": "hoofdstuk 4",
    "child_grade_plan": "hoofdstuk 4",
    "professional_grade_conference": "hoofdstuk 5",
    "professional_grade_plan": "hoofdstuk 5",
    "professional_grade_coordinator": "hoofdstuk 5",
    "followup_response": "6.1",
}
OF_2013 = {
    "value": "80",
    "source": "R. van Pagée, Systeemtherapie 25(3), 2013",
    "place": "artikel, aandeel aanmelders",
    "note": "Het artikel noemt 20 % die geen professional is.",
}


def place(apps, schema_editor):
    Benchmark = apps.get_model("reports", "Benchmark")
    for measure, where in PLACES.items():
        words = f"genoemd in het rapport over Noord-Holland (2012), {where if 'hoofdstuk' in where else f'par. {where}'}"
        Benchmark.objects.filter(year=2010, measure=measure, place="").update(place=words)
    Benchmark.objects.get_or_create(year=2013, measure="referred_by_professional_share", defaults=OF_2013)


class Migration(migrations.Migration):
    dependencies = [("reports", "0009_csv_for_excel")]

    operations = [
        migrations.AddField(
            model_name="benchmark",
            name="place",
            field=models.CharField(blank=True, db_default='', max_length=120, verbose_name="plaats in de bron"),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
