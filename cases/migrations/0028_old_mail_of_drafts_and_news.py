"""Old mail with news or with the link of a draft: what it is about, and no personal link as its page.

`outbox.0004` knew neither of the two.
"""

import re

from django.db import migrations

NEWS = re.compile(r"^news:(\d+)")
PERSONAL = ("/nieuws/", "/verder/")
DRAFT = re.compile(r"^draft-link:([0-9a-f-]{36}):")


def say_what_it_is_about(apps, schema_editor):
    Message = apps.get_model("outbox", "Message")
    ReferrerNews = apps.get_model("cases", "ReferrerNews")
    ReferralDraft = apps.get_model("cases", "ReferralDraft")
    news = set(ReferrerNews.objects.values_list("pk", flat=True))
    drafts = {str(key): pk for key, pk in ReferralDraft.objects.values_list("key", "pk")}
    for message in Message.objects.filter(about_kind="", key__regex=r"^(news|draft-link):").iterator(chunk_size=500):
        if (found := NEWS.match(message.key)) and message.page.startswith("/nieuws/") and int(found[1]) in news:
            message.about_kind, message.about_id = "cases.referrernews", int(found[1])
        elif (found := DRAFT.match(message.key)) and found[1] in drafts:
            message.about_kind, message.about_id = "cases.referraldraft", drafts[found[1]]
        if message.page.startswith(PERSONAL):
            message.page = ""
        message.save(update_fields=["about_kind", "about_id", "page"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_variants"), ("outbox", "0005_no_link_stays_rules")]

    operations = [migrations.RunPython(say_what_it_is_about, migrations.RunPython.noop)]
