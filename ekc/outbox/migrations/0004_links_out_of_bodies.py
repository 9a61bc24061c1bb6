"""Existing mail: what it is about, and no link in what left; the letter box of the demo world is sealed."""

import re
from urllib.parse import urlsplit

from django.db import migrations

from ekc.encryption import encrypt

# What the keys said before a message said it itself.
KINDS = (
    (r"^invitation-(\d+)-", "conferences.invitation"),
    (r"^day-poll-(\d+)-", "conferences.dayguest"),
    (r"^plan-(\d+)$", "plans.distribution"),
    (r"^survey-(\d+)(-|$)", "surveys.surveyinvitation"),
    (r"^asked:(\d+)$", "cases.referrerquestion"),
    (r"^invitation:(\d+):", "accounts.user"),
)
PERSONAL = ("/uitnodiging/", "/dagen/", "/plan/openen/", "/vragenlijst/", "/antwoord/", "/aanmelden/", "/account/password/")
LINK = re.compile(r"https?://\S+")


def say_what_it_is_about(apps, schema_editor):
    Message = apps.get_model("outbox", "Message")
    for message in Message.objects.all().iterator(chunk_size=500):
        for pattern, kind in KINDS:
            if found := re.match(pattern, message.key):
                message.about_kind, message.about_id = kind, int(found[1])
        if found := LINK.search(message.body):
            path = urlsplit(found[0]).path
            message.page = "" if path.startswith(PERSONAL) else path[:200]
        if message.state not in ("wacht", "opgepakt"):
            message.body = LINK.sub("[link]", message.body)
        message.save(update_fields=["about_kind", "about_id", "page", "body"])


def seal_the_letter_box(apps, schema_editor):
    DeliveredMail = apps.get_model("outbox", "DeliveredMail")
    for mail in DeliveredMail.objects.all().iterator(chunk_size=500):
        mail.sealed = encrypt(mail.body, purpose="letter-box")
        mail.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_no_link_stays")]

    operations = [
        migrations.RunPython(say_what_it_is_about, migrations.RunPython.noop),
        migrations.RunPython(seal_the_letter_box, migrations.RunPython.noop),
    ]
