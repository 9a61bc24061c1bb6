"""Who changed what about people is in the history, with the page it happened on (design 4.8)."""

import pghistory.models
import pytest
from django.apps import apps
from django.urls import reverse

from ekc.accounts.codes import Role
from ekc.accounts.models import User

from .people import make_person, region

pytestmark = pytest.mark.django_db
UserEvent = apps.get_model("accounts", "UserEvent")
UserRegionEvent = apps.get_model("accounts", "UserRegionEvent")


def edit(office, person, **fields):
    data = {"full_name": person.full_name, "email": person.email, "role": person.role}
    regions = [found.pk for found in person.regions.all()]
    return office.post(reverse("accounts:person", args=[person.pk]), {**data, "regions": regions, **fields})


def test_change_on_a_page_names_who_made_it_and_where(office, national):
    person = make_person(Role.RESEARCHER)

    edit(office, person, full_name="Nieuwe Naam")

    event = UserEvent.objects.filter(pgh_obj_id=person.pk, pgh_label="update").latest("pgh_id")
    assert event.full_name == "Nieuwe Naam"
    assert event.pgh_context.metadata["user"] == national.pk
    assert event.pgh_context.metadata["path"] == reverse("accounts:person", args=[person.pk])


def test_change_of_regions_names_who_made_it(office, national):
    person = make_person(Role.COORDINATOR, regions=[region("utrecht")])

    edit(office, person, regions=[region("drenthe").pk])

    labels = {
        (event.pgh_label, event.region_id): event.pgh_context.metadata["user"]
        for event in UserRegionEvent.objects.filter(user_id=person.pk, pgh_context__isnull=False)
    }
    assert labels == {
        ("insert", region("drenthe").pk): national.pk,
        ("delete", region("utrecht").pk): national.pk,
    }


def test_history_holds_no_password():
    names = {field.name for field in UserEvent._meta.get_fields()}

    assert not names & {"password", "last_login", "session_generation"}


def test_ending_sessions_and_signing_in_leave_no_change_behind(client, national):
    before = UserEvent.objects.count()

    national.session_generation += 1
    national.save(update_fields=["session_generation"])
    client.force_login(national)

    assert UserEvent.objects.count() == before


def test_reading_a_page_makes_no_context(office):
    office.get(reverse("accounts:people"))

    assert not pghistory.models.Context.objects.exists()


def test_user_table_is_the_one_with_history():
    assert UserEvent.pgh_tracked_model is User
