"""How long the private time of meetings that are there already was interrupted, as far as the moves tell."""

import datetime as dt

from django.db import migrations


def work_out(apps, schema_editor):
    Conference = apps.get_model("conferences", "Conference")
    for conference in Conference.objects.filter(returns_to_private_time__gt=0, private_time_from__isnull=False):
        away, left = dt.timedelta(0), None
        for move in conference.moves.order_by("at", "pk"):
            if move.action == "start_presentation":
                left = move.at
            elif move.action == "return_to_private_time" and left is not None:
                away, left = away + (move.at - left), None
        until = conference.private_time_until
        # Times that were put right afterwards can be shorter than what the moves say: then nothing is known.
        if away and (until is None or away <= until - conference.private_time_from):
            Conference.objects.filter(pk=conference.pk).update(private_time_away=away)


class Migration(migrations.Migration):
    dependencies = [("conferences", "0007_way_back")]

    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
