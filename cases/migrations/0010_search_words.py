import re
import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.models import F, Func, Value

from ekc.names import index_words

AT_ONCE = 500
LONGEST_WORD = 60


def add_words(apps, schema_editor):
    """Let every case be found by the words that are made now: "Łukasz" by lukasz, "al-Hassan" by alhassan.

    Words are added and none is taken away; a secret address still gives no place to be found by.
    """
    Case = apps.get_model("cases", "Case")
    numbers = list(Case.objects.filter(search__isnull=False).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        cases = Case.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        for case in cases.select_related("referrer__organisation").prefetch_related("main_persons"):
            parts = _findable(case)
            words = {word[:LONGEST_WORD] for part in parts for word in index_words(part)}
            if words := sorted(words - {word for part in parts for word in _as_before(part)}):
                more = Func(Value(words, output_field=ArrayField(models.TextField())), function="array_to_tsvector")
                both = Func(F("search"), more, template="(%(expressions)s)", arg_joiner=" || ")
                Case.objects.filter(pk=case.pk).update(search=both)


def _findable(case):
    parts = []
    for person in case.main_persons.all():
        parts.append(person.name)
        if not person.secret_address:
            parts += [person.place, person.municipality]
    referrer = getattr(case, "referrer", None)
    if referrer is not None:
        organisation = referrer.organisation
        parts += [referrer.name, organisation.name if organisation else referrer.organisation_name]
    return parts


def _as_before(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return [word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)]


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_phones'),
    ]

    operations = [
        migrations.RunPython(add_words, migrations.RunPython.noop, elidable=True),
    ]
