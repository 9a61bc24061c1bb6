"""The child is heard first: its own wish and who stands by it come before the circle (domain.md 3.2, step 7)."""

import pytest
from django.urls import reverse

from cases.casepage.next_step import next_step_for
from cases.circle.reads.circle import circle_of
from cases.codes import CaseState, EndReason, Variant
from cases.models import Case
from cases.preparation.acts.ending import record_responsibility
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_circle_person, make_contact, make_main_person


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


# --- the offender of a restorative conference takes responsibility, or it stops ------------------------------------


@pytest.fixture
def restorative(preparing):
    preparing.variant = Variant.RESTORATIVE
    preparing.save()
    return preparing


def test_preparation_stops_at_once_without_responsibility(restorative, anna):
    make_contact(restorative, by=anna, person=make_circle_person(restorative))

    case = record_responsibility(restorative, by=anna, takes_responsibility=False, explanation="Hij lacht erom.")

    assert (case.state, case.not_held_reason) == (CaseState.ENDED_IN_ACTIVATION, EndReason.OTHER)
    assert "Hij lacht erom." in case.not_held_note
    assert case.contact_totals.get().persons == 1


def test_stopping_says_what_happened(restorative, anna):
    with pytest.raises(Refusal, match="wat er gebeurde"):
        record_responsibility(restorative, by=anna, takes_responsibility=False)

    restorative.refresh_from_db()
    assert restorative.state == CaseState.ACTIVATION


def test_responsibility_that_is_taken_is_remembered_with_the_day(restorative, anna):
    assert record_responsibility(restorative, by=anna, takes_responsibility=True).responsibility_on == local_today()


def test_responsibility_belongs_to_a_restorative_conference(preparing, anna):
    with pytest.raises(Refusal, match="herstelconferentie"):
        record_responsibility(preparing, by=anna, takes_responsibility=True)
