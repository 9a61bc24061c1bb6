"""What an act refuses stands at the field that it is about, and not only above the form."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

import ekc.urls
from ekc.form_group import FormGroup
from ekc.forms import HouseForm
from ekc.refusal import Refusal, say_refusal

ROOT = Path(settings.BASE_DIR)
APPS = ("ekc", "cases", "conferences", "plans", "followup", "surveys", "reports")
ASKS = ("Schrijf ", "Kies ", "Vul ", "Geef ", "Tik ", "Noem ")


class AskingForm(HouseForm):
    who = forms.CharField(label="Wie?", required=False)
    why = forms.CharField(label="Waarom?", required=False)


class TwoForms(FormGroup):
    def __init__(self, *rows: forms.Form) -> None:
        self.rows = list(rows)


def asked(**typed: str) -> AskingForm:
    form = AskingForm(typed)
    assert form.is_valid()
    return form


def every_form(kind: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from every_form(each)


def fields_of(app: str) -> set[str]:
    """The names of all that forms of an app ask; the addresses have every view, and so every form, loaded."""
    assert ekc.urls.urlpatterns
    own = [each for each in every_form() if each.__module__.split(".")[0] == app]
    return {name for form in own for name in getattr(form, "base_fields", ())}


def refusals(app: str) -> Iterator[tuple[str, ast.expr, ast.Call, set[str]]]:
    """Every `if ...: raise Refusal(...)` of the acts: where, on what, the refusal, and what the act was given."""
    for path in sorted({*ROOT.glob(f"{app}/**/acts/*.py"), *ROOT.glob(f"{app}/**/acts.py")}):
        for act in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)):
            given = {each.arg for each in (*act.args.args, *act.args.kwonlyargs)}
            for node in ast.walk(act):
                if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise):
                    call = node.body[0].exc
                    if isinstance(call, ast.Call) and ast.unparse(call.func) == "Refusal":
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node.test, call, given


def left_empty(test: ast.expr) -> set[str]:
    """The names of which a condition asks whether anything was written: `not reason.strip()`."""
    return {
        node.operand.func.value.id
        for node in ast.walk(test)
        if isinstance(node, ast.UnaryOp)
        and isinstance(node.operand, ast.Call)
        and isinstance(node.operand.func, ast.Attribute)
        and node.operand.func.attr == "strip"
        and isinstance(node.operand.func.value, ast.Name)
    }


@pytest.mark.parametrize("app", APPS)
def test_who_left_something_empty_hears_it_at_that_field(app: str) -> None:
    silent = [
        where
        for where, test, call, given in refusals(app)
        if left_empty(test) & given & fields_of(app)
        and any(sentence in ast.unparse(call.args[0]) for sentence in ASKS)
        and not any(each.arg == "at" for each in call.keywords)
    ]

    assert silent == []


@pytest.mark.parametrize("app", APPS)
def test_a_refusal_is_about_something_that_a_form_asks(app: str) -> None:
    everywhere = set().union(*map(fields_of, APPS))
    named = [
        (where, name)
        for where, _test, call, _given in refusals(app)
        for each in call.keywords
        if each.arg == "at" and isinstance(each.value, ast.Constant | ast.Tuple)
        for name in ([each.value.value] if isinstance(each.value, ast.Constant) else ast.literal_eval(each.value))
    ]

    assert [each for each in named if each[1] not in everywhere] == []


def test_of_two_fields_the_empty_one_is_named() -> None:
    form = asked(who="Ria")

    say_refusal(form, Refusal("Schrijf op wie het wil, en waarom.", at=("who", "why")))

    assert list(form.errors) == ["why"]


def test_what_no_field_is_about_stands_above_the_form() -> None:
    form = asked(who="Ria")

    say_refusal(form, Refusal("De zaak is al gesloten."))
    say_refusal(form, Refusal("Kies een dag.", at="day"))

    assert form.non_field_errors() == ["De zaak is al gesloten.", "Kies een dag."]


def test_in_a_group_it_stands_at_the_one_form_that_asks_for_it() -> None:
    one, two = asked(), forms.Form({})
    assert two.is_valid()

    say_refusal(TwoForms(one, two), Refusal("Schrijf op waarom.", at="why"))
    assert list(one.errors) == ["why"]

    group = TwoForms(asked(), asked())
    say_refusal(group, Refusal("Schrijf op waarom.", at="why"))
    assert group.refusals == ("Schrijf op waarom.",)


def test_a_sentence_that_comes_twice_says_what_it_is_about() -> None:
    form = asked()
    for name in ("who", "why"):
        form.add_error(name, "Kies wat ermee gebeurt.")

    html = Template("{% error_summary form %}").render(Context({"form": form}))

    assert "Wie: Kies wat ermee gebeurt." in html
    assert "Waarom: Kies wat ermee gebeurt." in html
