"""The one form skeleton: what it asks, marks, refuses and keeps."""

import copy
import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template import Context, Template
from django.utils import timezone

from ekc.field_words import say_what_to_do
from ekc.form_group import FormGroup
from ekc.forms import ClockField, DayField, Fold, HouseForm, HouseFormMixin, KnownDateField, MomentField, Section
from ekc.number_field import NumberField


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


def test_every_form_of_the_house_says_which_numbers_there_are_and_never_in_the_words_of_django() -> None:
    bounded = 0
    for form in forms_of_the_house(HouseFormMixin):
        for name, base in getattr(form, "base_fields", {}).items():
            field = copy.deepcopy(base)
            say_what_to_do(name, field)
            bounds = [getattr(field, each, None) for each in ("min_value", "max_value")]
            for code, bound, step in zip(("min_value", "max_value"), bounds, (-1, 1), strict=True):
                if bound is None:
                    continue
                bounded += 1
                with pytest.raises(ValidationError) as refused:
                    field.clean(str(bound + step))
                said = " ".join(refused.value.messages)
                assert "Zorg ervoor" not in said, (form, name)
                own = field.error_messages[code]
                assert str(own) in said, (form, name)
    assert bounded > 10


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


# --- numbers, and what is folded away ---------------------------------------------------------------


class CostForm(HouseForm):
    cost = forms.DecimalField(label="Kosten", max_digits=7, decimal_places=2, min_value=0, required=False)


def test_an_amount_is_shown_with_a_comma() -> None:
    html = str(CostForm(initial={"cost": Decimal("80.00")})["cost"])

    assert 'value="80,00"' in html
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html


@pytest.mark.parametrize(("typed", "read"), [("80", "80"), ("80,5", "80.5"), ("80.50", "80.50"), ("1.250,00", "1250")])
def test_an_amount_is_read_as_people_write_it(typed: str, read: str) -> None:
    form = CostForm({"cost": typed})

    assert form.is_valid()
    assert form.cleaned_data["cost"] == Decimal(read)


@pytest.mark.parametrize("typed", ["-5", "veel", "1e3", "nan", "80,505", "12.345.678,00"])
def test_what_is_no_amount_is_refused_once_and_stays(typed: str) -> None:
    form = CostForm({"cost": typed})

    assert len(form.errors["cost"]) == 1
    assert f'value="{typed}"' in str(form["cost"])


def test_every_form_of_the_house_reads_numbers_in_one_way() -> None:
    """Django's own field becomes ours when the form is made; another one would write 80.00."""
    other = [
        f"{form.__name__}.{name}"
        for form in forms_of_the_house(HouseFormMixin)
        for name, field in getattr(form, "declared_fields", {}).items()
        if isinstance(field, forms.DecimalField) and type(field) not in (forms.DecimalField, NumberField)
    ]

    assert other == []


def forms_of_the_house(form: type) -> list[type]:
    return [each for sub in form.__subclasses__() for each in (sub, *forms_of_the_house(sub))]


class FoldedForm(HouseForm):
    food = forms.CharField(label="Eten", required=False)
    layout = Layout(Fold("Eten en drinken", "food"))


@pytest.mark.parametrize(("kept", "said"), [("Soep", True), ("", False)])
def test_a_fold_says_whether_something_stands_in_it(kept: str, said: bool) -> None:
    form = FoldedForm(initial={"food": kept})
    form.instance = SimpleNamespace(pk=1)

    assert ("(ingevuld)" in drawn(form)) is said


def test_a_fold_of_what_is_not_kept_yet_says_nothing() -> None:
    assert "(ingevuld)" not in drawn(FoldedForm(initial={"food": "Soep"}))


# --- several forms in one ----------------------------------------------------------------------------


class TwoForms(FormGroup):
    def __init__(self, data: Any = None) -> None:
        self.rows = [CostForm(data, prefix="a"), CostForm(data, prefix="b")]

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.rows])


def test_what_is_wrong_in_any_form_of_a_group_is_told_above_once() -> None:
    group = TwoForms({"a-cost": "veel", "b-cost": "5"})

    html = Template("{% error_summary group first %}").render(Context({"group": group, "first": group.rows[0]}))

    assert html.count('href="#id_a-cost"') == 1
    assert group.errors
    assert not TwoForms({"a-cost": "5", "b-cost": "5"}).errors


def test_a_refusal_of_a_group_is_an_error_of_it() -> None:
    group = TwoForms()
    group.add_error(None, "Kies iemand.")

    assert group.errors
