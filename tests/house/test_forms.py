"""The one form skeleton: what it asks, marks, refuses and keeps."""

import datetime as dt
import re
from typing import Any

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.utils import timezone

from ekc.forms import ClockField, DayField, HouseForm, KnownDateField, MomentField, Section


class PersonForm(HouseForm):
    name = forms.CharField(label="Naam", help_text="Zoals iemand genoemd wil worden.")
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Familie"), ("b", "Netwerk")], widget=forms.RadioSelect)
    born = KnownDateField(label="Geboortedatum", required=False)
    talk = MomentField(label="Gesprek", required=False)
    day = forms.DateField(label="Dag", required=False)
    clock = forms.TimeField(label="Tijd", required=False)
    sure = forms.BooleanField(label="Ik weet het zeker")


class DividedForm(PersonForm):
    layout = Layout(Section("Wie", "name"))


def drawn(form: forms.Form) -> str:
    return Template('{% house_form form submit="Opslaan" cancel_url="/terug/" %}').render(Context({"form": form}))


def sent(**values: Any) -> PersonForm:
    form = PersonForm(values)
    form.is_valid()
    return form


def test_every_error_in_the_summary_links_to_a_control_and_repeats_its_words() -> None:
    html = drawn(sent(born_0="31", born_1="2", born_2="2012", day="morgen"))

    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html)
    assert len(links) == 5
    for target, text in links:
        assert f'id="{target}"' in html
        assert html.count(text) == 2


def test_missing_value_is_asked_for_by_the_name_of_its_field() -> None:
    errors = sent().errors

    assert errors["name"] == ["Schrijf iets op bij “Naam”."]
    assert errors["kind"] == ["Kies een antwoord bij “Soort”."]
    assert errors["sure"] == ["Zet een vinkje bij “Ik weet het zeker”."]


def test_own_sentence_for_a_missing_value_stays() -> None:
    class OwnForm(HouseForm):
        name = forms.CharField(label="Naam", error_messages={"required": "Wie belde u?"})

    form = OwnForm({})

    assert form.errors["name"] == ["Wie belde u?"]


def test_optional_field_says_so_and_a_required_one_does_not() -> None:
    html = drawn(PersonForm())

    assert re.search(r"Geboortedatum\s*<span class=\"optional\">\(niet verplicht\)", html)
    assert not re.search(r"Naam\s*<span class=\"optional\">", html)
    assert "Als een veld niet verplicht is, staat dit erbij." in html


def test_browser_bubbles_are_off() -> None:
    html = drawn(PersonForm())

    assert "novalidate" in html
    assert not re.search(r"\srequired\b", html)
    assert 'aria-required="true"' in html


def test_help_and_error_belong_to_the_control() -> None:
    html = drawn(sent())

    control = re.search(r'<input[^>]*id="id_name"[^>]*>', html)
    assert control is not None
    assert 'aria-describedby="id_name_helptext id_name_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_what_was_typed_stays_after_an_error() -> None:
    html = drawn(sent(name="Ömer & co", born_0="31", born_1="feb", born_2="2012"))

    assert 'value="Ömer &amp; co"' in html
    assert all(f'value="{part}"' in html for part in ("31", "feb", "2012"))


def test_field_outside_the_layout_is_still_asked() -> None:
    html = drawn(DividedForm())

    assert "<legend>Wie</legend>" in html
    assert all(f'name="{name}"' in html for name in ("name", "kind", "born_0", "sure"))


def test_group_of_choices_has_a_legend_and_a_label_for_each() -> None:
    html = drawn(PersonForm())

    assert re.search(r"<legend>\s*Soort\s*</legend>", html)
    assert '<label for="id_kind_0">Familie</label>' in html


@pytest.mark.parametrize(
    ("parts", "wrong", "sentence"),
    [
        (("", "2", "2012"), 0, "Vul ook de dag in."),
        (("3", "", "2012"), 1, "Vul ook de maand in."),
        (("3", "13", "2012"), 1, "Schrijf de maand als getal van 1 tot en met 12, of als naam."),
        (("31", "2", "2012"), 0, "Deze dag bestaat niet in die maand. Kijk de dag na."),
        (("3", "2", "212"), 2, "Schrijf het jaar met vier cijfers. Bijvoorbeeld 2012."),
        (("3", "2", "2099"), 2, "Deze datum ligt in de toekomst. Kijk het jaar na."),
        (("drie", "2", "2012"), 0, "Schrijf de dag als getal."),
    ],
)
def test_wrong_birth_date_marks_only_the_part_that_is_wrong(
    parts: tuple[str, str, str], wrong: int, sentence: str
) -> None:
    form = sent(**{f"born_{index}": part for index, part in enumerate(parts)})

    html = drawn(form)

    assert form.errors["born"] == [sentence]
    marked = [index for index in range(3) if re.search(rf'<input[^>]*id="id_born_{index}"[^>]*is-invalid', html)]
    marked += [index for index in range(3) if re.search(rf'<input[^>]*is-invalid[^>]*id="id_born_{index}"', html)]
    assert marked == [wrong]
    assert f'href="#id_born_{wrong}"' in html


def test_known_date_takes_the_month_as_a_word() -> None:
    form = sent(born_0="27", born_1="maart", born_2="2012")

    assert form.cleaned_data["born"] == dt.date(2012, 3, 27)


def test_moment_is_a_local_time() -> None:
    form = sent(talk_0="2026-07-01", talk_1="19.30")

    assert form.cleaned_data["talk"] == dt.datetime(2026, 7, 1, 17, 30, tzinfo=dt.UTC)
    assert timezone.is_aware(form.cleaned_data["talk"])


def test_moment_without_a_time_asks_for_the_time() -> None:
    form = sent(talk_0="1-7-2026", talk_1="")

    assert form.errors["talk"] == ["Vul ook de tijd in."]
    assert 'href="#id_talk_1"' in drawn(form)


def test_plain_date_and_time_fields_become_those_of_the_house() -> None:
    form = PersonForm()

    assert isinstance(form.fields["day"], DayField)
    assert isinstance(form.fields["clock"], ClockField)


def test_filter_panel_is_open_and_counts_while_a_filter_is_in_use(rf: Any) -> None:
    class FilterForm(HouseForm):
        text = forms.CharField(label="Zoek", required=False)

    template = Template("{% filter_panel form %}")
    request = rf.get("/zaken/")

    unused = template.render(Context({"form": FilterForm(QueryDict("")), "request": request}))
    used = template.render(Context({"form": FilterForm(QueryDict("text=wit")), "request": request}))

    assert '<details class="filter-panel">' in unused
    assert '<details class="filter-panel" open>' in used
    assert "1 in gebruik" in used
    assert 'href="/zaken/">Alles wissen' in used
    assert "niet verplicht" not in used


def test_a_day_at_the_end_of_the_calendar_is_a_slip() -> None:
    """The day after 31 December 9999 does not exist, and meetings end past midnight."""
    for year in ("0001", "1899", "2101", "9999"):
        with pytest.raises(forms.ValidationError, match="Kijk het jaar"):
            DayField().clean(f"{year}-12-31")


def test_filter_panel_keeps_its_first_field_in_sight_and_does_not_count_what_is_hidden(rf: Any) -> None:
    class FilterForm(HouseForm):
        text = forms.CharField(label="Zoek", required=False)
        town = forms.CharField(label="Plaats", required=False)
        tab = forms.CharField(required=False, widget=forms.HiddenInput)

    template = Template('{% filter_panel form lead="text" %}')

    def shown(query: str) -> str:
        return template.render(Context({"form": FilterForm(QueryDict(query)), "request": rf.get("/zaken/")}))

    assert shown("tab=nieuw").index("Zoek") < shown("tab=nieuw").index("<details>")
    assert "Alles wissen" not in shown("tab=nieuw")
    assert "Alles wissen" in shown("text=wit")
    assert "<details open>" not in shown("text=wit")
    assert "<details open>" in shown("town=Edam")
    assert "1 in gebruik" in shown("town=Edam&text=wit&tab=nieuw")
