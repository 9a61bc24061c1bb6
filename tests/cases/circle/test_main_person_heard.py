"""The child is heard first: its own wish and who stands by it come before the circle (domain.md 3.2, step 7)."""

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.circle.reads.circle import circle_of
from cases.models import Case
from tests.factories import make_circle_person, make_main_person


@pytest.fixture
def child(preparing):
    preparing.main_persons.all().delete()
    return make_main_person(preparing, name="Noor", own_wish="", own_wish_reason="", support_person="")


def step(case, user):
    return next_step_for(Case.objects.with_file().get(pk=case.pk), user)


def test_own_wish_of_a_child_comes_before_everybody_else(child, preparing, anna):
    found = step(preparing, anna)

    assert "Noor zelf wil" in found.title
    assert found.url == reverse("cases:main_person", args=[preparing.number, child.pk])


@pytest.mark.parametrize("values", [{"own_wish": "Bij oma wonen."}, {"own_wish_reason": "Nog te klein."}])
def test_after_the_wish_or_why_there_is_none_the_circle_comes_next(child, preparing, anna, values):
    for name, text in values.items():
        setattr(child, name, text)
    child.save()

    assert "zelf wil" not in step(preparing, anna).title


def test_wish_and_support_person_stand_above_the_circle(client, child, preparing, anna):
    child.own_wish, child.support_person = "Bij oma wonen.", "Tante Ria"
    child.save()
    make_circle_person(preparing, name="Oma Toos")
    client.force_login(anna)

    page = client.get(reverse("cases:circle", args=[preparing.number])).content.decode()

    assert page.index("Bij oma wonen.") < page.index("Steunpersoon: Tante Ria") < page.index("Oma Toos")


def test_unborn_child_is_not_asked(preparing, anna):
    preparing.main_persons.all().delete()
    make_main_person(preparing, name="", unborn=True, birth_date=None, age_at_referral=None, own_wish="")

    assert circle_of(preparing, anna).heard == []
    assert "zelf wil" not in step(preparing, anna).title
