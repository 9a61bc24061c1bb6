"""What was written in words until now becomes codes where every word is certain; else the words are kept as "anders".

Rows of the history too: they tell what a profile said. A name that is the name of one organisation is linked.
"""

from collections import Counter
from typing import Any

from django.db import migrations

from cases.spoken_languages import language_code
from cases.preferences import GENDERS, certain_wishes
from ekc.lists.queries import Kept
from ekc.names import same_name, words_of

OTHER = "anders"
LISTS = {"geloof": "geloof", "cultuur": "achtergrond"}


def finders(apps: Any) -> dict[str, Any]:
    """What finds a code by a word, for each kind of wish that has codes."""
    listed = apps.get_model("lists", "ListedCode").objects
    find: dict[str, Any] = {kind: Kept(list(listed.filter(in_list=name))).code for kind, name in LISTS.items()}
    return find | {"taal": language_code, "geslacht": lambda text: GENDERS.get(" ".join(words_of(text)))}


def profiles_to_codes(apps: Any, schema_editor: Any) -> None:
    find = finders(apps)
    for name in ("Coordinator", "CoordinatorEvent"):
        for row in apps.get_model("cases", name).objects.exclude(background="", faith="").iterator():
            _profile(row, find)


def wishes_to_codes(apps: Any, schema_editor: Any) -> None:
    find = finders(apps)
    for name in ("Preference", "PreferenceEvent"):
        for row in apps.get_model("cases", name).objects.filter(kind__in=find).iterator():
            _wish(row, find)


def _profile(row: Any, find: dict[str, Any]) -> None:
    said = row.background.strip()
    found = certain_wishes("cultuur", said, find["cultuur"]) if said else []
    codes = [code for each in found for code in each.codes if not each.rather_not and code != OTHER]
    # "Anders" by itself says nothing.
    words = "" if codes or same_name(said) in ("", OTHER) else said
    row.backgrounds, row.background_words = ([OTHER] if words else list(dict.fromkeys(codes))), words
    said = row.faith.strip()
    code = find["geloof"](said) if said else ""
    words = "" if code or same_name(said) in ("", OTHER) else said
    row.faith, row.faith_words = (OTHER if words else "" if code == OTHER else code or ""), words
    row.save(update_fields=["backgrounds", "background_words", "faith", "faith_words"])


def _wish(row: Any, find: dict[str, Any]) -> None:
    found = certain_wishes(row.kind, row.wish, find[row.kind])
    # One wish that comes apart in two stays in words: nobody wrote which of them counts.
    if len(found) == 1 and OTHER not in found[0].codes:
        row.codes, row.rather_not, row.wish = list(found[0].codes), found[0].rather_not, ""
    elif row.kind in LISTS:
        row.codes = [OTHER]
    row.save(update_fields=["codes", "rather_not", "wish"])


def link_organisations(apps: Any, schema_editor: Any) -> None:
    organisations = [(same_name(each.name), each) for each in apps.get_model("accounts", "Organisation").objects.all()]
    often = Counter(name for name, _each in organisations)
    by_name = {name: each for name, each in organisations if often[name] == 1}
    waiting = apps.get_model("cases", "Referrer").objects.filter(organisation=None, user=None)
    for referrer in waiting.exclude(organisation_name="").iterator():
        if found := by_name.get(same_name(referrer.organisation_name)):
            referrer.organisation = found
            referrer.save(update_fields=["organisation"])


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0023_wishes_in_codes"),
    ]

    operations = [
        migrations.RunPython(profiles_to_codes, migrations.RunPython.noop),
        migrations.RunPython(wishes_to_codes, migrations.RunPython.noop),
        migrations.RunPython(link_organisations, migrations.RunPython.noop),
    ]
