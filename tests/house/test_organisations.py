"""Wherever somebody writes the name of an organisation, the form asks which one is meant (R-01, R-02)."""

from django import forms
from django.db.models import CharField
from django.urls import get_resolver

from cases.models import Coordinator, Preference
from ekc.accounts.models import Organisation
from ekc.accounts.organisation_question import OrganisationQuestionMixin
from ekc.forms import HouseForm, HouseModelForm


def form_classes(base: type) -> set[type]:
    return {each for child in base.__subclasses__() for each in (child, *form_classes(child))}


def names_an_organisation(form: type[forms.BaseForm]) -> bool:
    """By a field for its name: called so, or beside a list of organisations."""
    fields = form.base_fields
    lists = [field for field in fields.values() if getattr(field, "queryset", None) is not None]
    chooses = any(field.queryset.model is Organisation for field in lists)  # type: ignore[attr-defined]
    written = any("organisation" in name and type(field) is forms.CharField for name, field in fields.items())
    return written or (chooses and type(fields.get("name")) is forms.CharField)


def test_every_form_that_takes_the_name_of_an_organisation_asks_in_doubt() -> None:
    assert get_resolver().url_patterns  # every form has been imported by its view
    found = {
        form
        for base in (HouseForm, HouseModelForm)
        for form in form_classes(base)
        if form.__module__.split(".")[0] != "tests" and names_an_organisation(form)
    }

    assert {form.__name__ for form in found} >= {"ProfessionalNameForm", "ReferrerForm", "EmployerForm"}
    assert {form.__name__ for form in found if not issubclass(form, OrganisationQuestionMixin)} == set()


def test_what_is_matched_is_a_code_and_words_stand_in_columns_of_their_own() -> None:
    """A column of words that is added to a profile or a wish has to be said here, and is not matched."""
    words = {
        (model.__name__, field.name)
        for model in (Coordinator, Preference)
        for field in model._meta.get_fields()
        if isinstance(field, CharField) and not field.choices
    }

    assert words == {
        ("Coordinator", "background_words"),
        ("Coordinator", "faith"),
        ("Coordinator", "faith_words"),
        ("Preference", "wish"),
    }
