"""Phone numbers as people type them: one field reads them, one function shows and dials them, one key compares them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Value
from django.template import Context, Template
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from ekc.accounts.models import Region
from ekc.forms import HouseForm, PhoneField
from ekc.phones import LONGEST, Fault, PhoneColumn, phone_key, phone_key_of, phone_link, phone_text, read_phone
from tests.factories import make_case, make_main_person

ROOT = Path(settings.BASE_DIR)
MOBILE = ("06 12345678", "tel:+31612345678", "")

READ = {
    "06-12345678": MOBILE,
    "0612345678": MOBILE,
    "0612 345 678": MOBILE,
    "06.12.34.56.78": MOBILE,
    "(06) 12345678": MOBILE,
    "06 - 12 34 56 78": MOBILE,
    "06–12345678": MOBILE,
    "+31 (0)6 12345678": MOBILE,
    "+31612345678": MOBILE,
    "0031 6 12345678": MOBILE,
    "0031 (0)6-12345678": MOBILE,
    "31612345678": MOBILE,
    "٠٦١٢٣٤٥٦٧٨": MOBILE,
    "۰۶-۱۲۳۴۵۶۷۸": MOBILE,
    "०६ १२३४५६७८": MOBILE,
    "\u202a+31\u00a06\u00a012345678\u202c": MOBILE,
    "0612345678 0612345678": MOBILE,
    "0229 123 456": ("0229 123 456", "tel:+31229123456", ""),
    "030 555 01 00": ("030 555 0100", "tel:+31305550100", ""),
    "0800-0432": ("0800 0432", "tel:08000432", ""),
    "14 020": ("14 020", "tel:14020", ""),
    "+49 30 123456": ("+49 30 123456", "tel:+4930123456", ""),
    "0048512345678": ("+48 512 345 678", "tel:+48512345678", ""),
    "+90 532 123 45 67": ("+90 532 123 45 67", "tel:+905321234567", ""),
    "0612345678 (moeder)": (*MOBILE[:2], "moeder"),
    "0612345678 moeder": (*MOBILE[:2], "moeder"),
    "0612345678moeder": (*MOBILE[:2], "moeder"),
    "moeder: 06-12345678": (*MOBILE[:2], "moeder"),
    "+31 (0)6 12345678 (moeder)": (*MOBILE[:2], "moeder"),
    "06 12345678 (2)": (*MOBILE[:2], "2"),
    "0612345678 (kamer 12345)": (*MOBILE[:2], "kamer 12345"),
    "0612345678 (na 18:30, niet op 12-03-2026)": (*MOBILE[:2], "na 18:30, niet op 12-03-2026"),
    "0612345678 (moeder (thuis))": (*MOBILE[:2], "moeder (thuis)"),
    "٠٦١٢٣٤٥٦٧٨ (أم)": (*MOBILE[:2], "أم"),
    "020-1234567 toestel 12": ("020 123 4567", "tel:+31201234567", "toestel 12"),
    "+31 20 123 45 67 ext. 12": ("020 123 4567", "tel:+31201234567", "toestel 12"),
    "": ("", "", ""),
}
REFUSED = {
    "geen telefoon": Fault.WORDS,
    "-": Fault.WORDS,
    "via de buurvrouw": Fault.WORDS,
    "06 12345678 / 0229 123456": Fault.TWO,
    "06-12345678/0229-123456": Fault.TWO,
    "0612345678 of 0687654321": Fault.TWO,
    "06 12345678 0229 123456": Fault.TWO,
    "06-12345678 (werk 0229 123456)": Fault.TWO,
    "06123456780687654321": Fault.TWO,
    "+31 6 12345678 +49 30 123456": Fault.TWO,
    "512 345 678": Fault.START,
    "6 12345678": Fault.START,
    "O6 12345678": Fault.START,
    "+999 123456789": Fault.START,
    "06": Fault.SHORT,
    "06 1234 567": Fault.SHORT,
    "012345": Fault.SHORT,
    "+31 6 123": Fault.SHORT,
    "0800-BELME": Fault.SHORT,
    "06 123 456 78 9": Fault.LONG,
}


class CallForm(HouseForm):
    phone = PhoneField(label="Telefoon", required=False)


@pytest.mark.parametrize("typed", READ)
def test_a_number_is_read_with_its_remark_apart(typed: str) -> None:
    found = read_phone(typed)

    assert (found.number, found.href, found.remark) == READ[typed]
    assert found.fault is None
    assert CallForm({"phone": typed}).is_valid()


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_single_number_gets_a_sentence_that_says_so_and_stays_on_the_page(typed: str) -> None:
    form = CallForm({"phone": typed})

    assert read_phone(typed).fault == REFUSED[typed]
    assert form.errors["phone"] == [str(PhoneField.default_error_messages[REFUSED[typed]])]
    assert f'value="{typed}"' in str(form["phone"])


@pytest.mark.parametrize("typed", [typed for typed in READ if typed])
def test_nothing_that_was_typed_is_lost(typed: str) -> None:
    form = CallForm({"phone": typed})
    assert form.is_valid()
    kept = form.cleaned_data["phone"]

    assert read_phone(kept) == read_phone(typed)
    assert re.findall(r"[^\W\d_]+", kept) == re.findall(r"[^\W\d_]+", typed)
    assert len(re.findall(r"\d", kept)) == len(re.findall(r"\d", typed))
    assert kept.isascii() or re.search(r"[^\W\d_]|–", kept), "digits are plain"


def test_a_remark_that_does_not_fit_is_said_and_not_cut_off() -> None:
    assert "60 tekens" in CallForm({"phone": f"0612345678 ({'x' * 60})"}).errors["phone"][0]


def test_what_stood_there_before_may_stay_and_another_mistake_may_not() -> None:
    old = {"phone": "via de buurvrouw"}

    assert CallForm({"phone": " via  de buurvrouw "}, initial=old).is_valid()
    assert CallForm({"phone": ""}, initial=old).is_valid()
    assert not CallForm({"phone": "via de buurman"}, initial=old).is_valid()


def test_the_field_asks_for_a_number_and_runs_from_left_to_right() -> None:
    html = str(CallForm()["phone"])

    assert 'type="tel"' in html
    assert 'dir="ltr"' in html


# --- showing -----------------------------------------------------------------------------------------------------


def test_the_link_calls_the_number_and_leaves_the_remark_beside_it() -> None:
    assert phone_link("0612345678 (<b>moeder</b>)") == (
        '<a href="tel:+31612345678" dir="ltr">06 12345678</a> (&lt;b&gt;moeder&lt;/b&gt;)'
    )
    assert phone_link("112") == '<a href="tel:112" dir="ltr">112</a>'
    assert phone_link("via oma") == '<bdi dir="ltr">via oma</bdi>'
    assert (phone_link(""), phone_link(None), phone_text(None)) == ("", "", "")


def test_inside_a_sentence_a_number_is_shown_in_the_same_way() -> None:
    drawn = Template("{{ a|telefoon_tekst }}|{{ a|telefoon }}").render(Context({"a": "+31 6 12345678 moeder"}))

    assert drawn == '06 12345678 (moeder)|<a href="tel:+31612345678" dir="ltr">06 12345678</a> (moeder)'


def test_every_template_shows_a_phone_number_through_the_one_function() -> None:
    bare = [
        f"{path.relative_to(ROOT)}: {shown}"
        for path in ROOT.joinpath("templates").rglob("*.html")
        for shown in re.findall(r"\{\{[^}]*phone[^}]*\}\}|\bwith\b[^%]*\.phone[^%]*%\}|tel:", path.read_text())
        if "|telefoon" not in shown and shown != "{{ phone }}"  # a word of a sentence, given to it with `with`
    ]

    assert bare == []


# --- comparing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [typed for typed, read in READ.items() if read[:2] == MOBILE[:2]])
def test_the_same_number_has_the_same_key_however_it_was_typed(typed: str) -> None:
    assert phone_key(CallForm.base_fields["phone"].clean(typed)) == "612345678"


@pytest.mark.parametrize("typed", ["", "06", "112", "kamer 12345", "via oma", "0800-0432"])
def test_what_is_too_short_to_be_one_persons_number_has_no_key(typed: str) -> None:
    assert phone_key(typed) == ""


def key_by_database(text: str) -> str:
    found = Region.objects.annotate(typed=Value(text, output_field=CharField())).annotate(key=phone_key_of("typed"))
    return found.values_list("key", flat=True)[0] or ""


@pytest.mark.django_db
@rules(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="0123456789٣۶ ()+-/.–a2", max_size=60))
def test_the_database_makes_the_same_key(text: str) -> None:
    assert key_by_database(text) == phone_key(text)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*READ, *REFUSED])
def test_the_database_makes_the_same_key_of_what_people_type(typed: str) -> None:
    assert key_by_database(typed) == phone_key(typed)


@pytest.mark.django_db
def test_a_search_by_key_is_answered_from_the_index() -> None:
    person = apps.get_model("cases", "MainPerson")
    case = make_case()
    # So many that reading them all is dearer, whatever was counted of this table before.
    kind = make_main_person(case).kind
    phones = [f"06-{10_000_000 + number}" for number in range(300)]
    person.objects.bulk_create([person(case=case, kind=kind, name="Kind", phone=phone) for phone in phones])
    rows = person.objects.exclude(phone="").annotate(key=phone_key_of("phone")).filter(key="612345678")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "main_person_phone" in rows.explain()


# --- one field, one column ----------------------------------------------------------------------------------------


def form_classes(base: type[Any] = forms.BaseForm) -> set[type[Any]]:
    return {each for child in base.__subclasses__() for each in (child, *form_classes(child))}


def test_every_form_asks_for_a_phone_number_by_the_one_field() -> None:
    from django.urls import get_resolver

    assert get_resolver().url_patterns  # every view, and with it every form, is imported now
    asked = {
        f"{form.__name__}.{name}": field
        for form in form_classes()
        if not form.__module__.startswith("tests.")
        for name, field in getattr(form, "base_fields", {}).items()
        if name.endswith("phone")
    }

    assert len(asked) >= 9
    assert [name for name, field in asked.items() if not isinstance(field, PhoneField)] == []


def test_every_column_of_phone_numbers_has_room_for_a_remark() -> None:
    columns = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, CharField) and field.name.endswith("phone")
    ]

    assert len(columns) >= 12
    assert [str(column) for column in columns if column.max_length != LONGEST] == []
    # The histories are copies that pghistory made, of what a column is in the database.
    kept = [column for column in columns if not column.model.__name__.endswith("Event")]
    assert [str(column) for column in kept if not isinstance(column, PhoneColumn)] == []
