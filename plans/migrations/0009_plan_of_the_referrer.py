"""What went to the aanmelder stood by name alone: now the mail can follow them."""

from django.db import migrations


def tie_to_the_referrer(apps, schema_editor):
    Distribution = apps.get_model("plans", "Distribution")
    Referrer = apps.get_model("cases", "Referrer")
    for row in Distribution.objects.filter(person=None, main_person=None).select_related("version__plan"):
        row.referrer = Referrer.objects.filter(case=row.version.plan.case_id, name=row.recipient).first()
        row.save(update_fields=["referrer"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_links_follow_people")]

    operations = [migrations.RunPython(tie_to_the_referrer, migrations.RunPython.noop)]
