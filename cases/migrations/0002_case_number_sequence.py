from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE case_number_seq",
            "DROP SEQUENCE case_number_seq",
        ),
    ]
