"""What who applied wrote down of consent becomes a word in the register: the one place that is read from now on."""

from django.db import migrations

AT_ONCE = 1000


def copy_to_register(apps, schema_editor):
    referrer, consent = apps.get_model("cases", "Referrer"), apps.get_model("cases", "Consent")
    rows = referrer.objects.filter(consent_on__isnull=False).order_by("pk")
    known = consent.objects.filter(way="bij_aanmelding").values("case")
    made = []
    for row in rows.exclude(case__in=known).iterator(chunk_size=AT_ONCE):
        made.append(
            consent(
                case_id=row.case_id,
                purpose="bellen",
                gives=True,
                said_by=row.consent_by,
                said_on=row.consent_on,
                way="bij_aanmelding",
                how=row.consent_how,
            )
        )
        if len(made) == AT_ONCE:
            consent.objects.bulk_create(made)
            made = []
    consent.objects.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [("cases", "0040_consent")]

    operations = [migrations.RunPython(copy_to_register, migrations.RunPython.noop)]
