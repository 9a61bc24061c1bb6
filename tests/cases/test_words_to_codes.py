"""What was written in words before there were codes: certain words became codes, the others are kept."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from cases.coordinators.matching import demand_of
from cases.models import Case, Coordinator, Preference, Referrer
from ekc.audit.forgetting import rewriting
from tests.factories import make_case, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db
migration = import_module("cases.migrations.0024_words_to_codes")


@pytest.mark.parametrize(
    ("background", "faith", "codes", "background_words", "faith_code", "faith_words"),
    [
        ("Turks", "moslim", ["turks"], "", "islam", ""),
        ("Surinaams-Hindoestaans", "Hindoe", ["hindoestaans"], "", "hindoe", ""),
        ("Turkse en Koerdische", "", ["turks", "koerdisch"], "", "", ""),
        ("Gewoon Haags", "christelijk opgevoed", ["anders"], "Gewoon Haags", "anders", "christelijk opgevoed"),
        ("niet Turks", "niet gelovig", ["anders"], "niet Turks", "geen", ""),
        ("anders", "Anders", [], "", "", ""),
        ("", " ", [], "", "", ""),
    ],
)
def test_profile_in_words(background, faith, codes, background_words, faith_code, faith_words):
    class Row:
        def save(self, update_fields):
            self.saved = update_fields

    row, find = Row(), migration.finders(apps)
    row.background, row.faith = background, faith
    migration._profile(row, find)

    assert (row.backgrounds, row.background_words) == (codes, background_words)
    assert (row.faith, row.faith_words) == (faith_code, faith_words)
    make_coordinator(
        **{name: getattr(row, name) for name in ("backgrounds", "background_words", "faith", "faith_words")}
    )


@pytest.mark.parametrize(
    ("kind", "text", "codes", "words", "rather_not"),
    [
        ("taal", "spreekt Turks", ["tr"], "", False),
        ("taal", "Türkçe", ["tr"], "", False),
        ("taal", "Turks en Arabisch", [], "Turks en Arabisch", False),
        ("taal", "geen Turks", ["tr"], "", True),
        ("geloof", "moslim", ["islam"], "", False),
        ("geloof", "niet christelijk", ["christelijk"], "", True),
        ("geloof", "iets warms", ["anders"], "iets warms", False),
        ("geloof", "anders", ["anders"], "anders", False),
        ("geslacht", "vrouw", ["vrouw"], "", False),
        ("geslacht", "maakt niet uit", [], "maakt niet uit", False),
        ("anders", "moslim", [], "moslim", False),
    ],
)
def test_wish_in_words(kind, text, codes, words, rather_not):
    case = make_case()
    case.preferences.create(kind=kind, wish=text, codes=[] if kind != "geloof" else ["anders"])
    with rewriting(Preference.pgh_event_model):
        migration.wishes_to_codes(apps, None)

    wish = case.preferences.get()
    assert (wish.codes, wish.wish, wish.rather_not) == (codes, words, rather_not)
    assert demand_of(Case.objects.get(pk=case.pk)).wishes[0].codes == tuple(codes)


def test_referrer_of_an_organisation_that_exists_is_linked_and_doubt_is_left_to_a_person():
    known = make_organisation(name="Zorg Oost")
    cases = [make_case(), make_case()]
    for case, name in zip(cases, ("ZORG  oost", "Zorg Oost en West"), strict=True):
        Referrer.objects.filter(case=case).update(organisation=None, organisation_name=name)
    migration.link_organisations(apps, None)

    assert [Referrer.objects.get(case=case).organisation for case in cases] == [known, None]


def test_no_column_of_words_is_left_to_be_matched():
    columns = {
        column.name
        for column in connection.introspection.get_table_description(connection.cursor(), "cases_coordinator")
    }

    assert "background" not in columns
    assert Coordinator._meta.get_field("faith").max_length == 40
