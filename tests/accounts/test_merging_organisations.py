"""An organisation that stands in the list twice: landelijk beheer makes one of it, and two again."""

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from cases.coordinators.acts.profiles import add_tie
from cases.models import AccountInvitation, Coordinator
from ekc.accounts.codes import Role
from ekc.accounts.merging import merge_organisations, undo_merged_organisations
from ekc.accounts.models import Organisation
from ekc.accounts.organisations import organisation_named
from ekc.merging.hangings import hangings_of
from ekc.merging.models import Merge
from ekc.refusal import Refusal
from tests.factories import make_case, make_coordinator, make_organisation, make_user
from tests.rows import make_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena():
    return make_user(Role.NATIONAL)


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    return make_organisation(name="Jeugdbescherming Noord"), make_organisation(
        name="JB Noord", is_care_or_deciding=True
    )


def everything() -> dict[str, list[tuple[object, ...]]]:
    found = {each.model._meta.label: each.model for each in hangings_of(Organisation)}
    return {
        label: sorted(model._base_manager.values_list(), key=str)
        for label, model in {**found, "accounts.Organisation": Organisation}.items()
    }


GIVEN = {
    # One that waits goes out as soon as its organisation is approved.
    AccountInvitation: {"withdrawn_at": timezone.now()},
}


def give_everything(organisation: Organisation, lena) -> None:
    case, coordinator = make_case(), make_coordinator()
    make_user(Role.PROFESSIONAL, organisation=organisation)
    case.referrer.organisation = organisation
    case.referrer.save()
    coordinator.employers.add(organisation)
    around = {type(case): case, type(lena): lena, Coordinator: coordinator, type(case.region): case.region}
    for hanging in hangings_of(Organisation):
        if not hanging.rows_of(organisation).exists():
            named = {"name": f"Eerder {organisation}"} if hanging.model is Organisation else {}
            make_row(hanging.model, around, **{hanging.field: organisation, **named, **GIVEN.get(hanging.model, {})})


def test_people_aanmeldingen_and_ties_come_together_and_are_taken_apart_to_the_letter(pair, lena) -> None:
    keep, double = pair
    for each in pair:
        give_everything(each, lena)
    before = everything()

    merge_organisations(keep, double, by=lena)

    assert [each.name for each in hangings_of(Organisation) if each.rows_of(double).exists()] == []
    undo_merged_organisations(Merge.objects.get(), by=lena, reason="Twee vestigingen.")
    assert everything() == before


def test_who_works_at_both_works_there_once_and_a_tie_to_both_is_one(pair, lena) -> None:
    keep, double = pair
    coordinator = make_coordinator()
    coordinator.employers.add(keep, double)
    for each in pair:
        add_tie(coordinator, by=lena, organisation=each, description="Mijn broer werkt er.")

    merge_organisations(keep, double, by=lena)

    assert list(coordinator.employers.all()) == [keep]
    assert coordinator.ties.get().organisation == keep


def test_a_care_organisation_of_either_is_one(pair, lena) -> None:
    keep, double = pair

    merge_organisations(keep, double, by=lena)

    keep.refresh_from_db()
    assert keep.is_care_or_deciding


def test_what_is_asked_of_either_is_asked_of_the_one_that_stays(lena) -> None:
    """Of every yes or no that an organisation has, also one that is added later."""
    flags = [each.name for each in Organisation._meta.concrete_fields if isinstance(each, models.BooleanField)]
    keep = make_organisation(name="Jeugdbescherming Noord", **dict.fromkeys(flags, False))
    double = make_organisation(name="JB Noord", **dict.fromkeys(flags, True))

    merge_organisations(keep, double, by=lena)

    keep.refresh_from_db()
    assert {name: getattr(keep, name) for name in flags} == dict.fromkeys(flags, True)
    assert "frames_are_cosigned" in flags


def test_the_name_of_the_double_leads_to_the_one_that_stays_and_nobody_chooses_it(client, pair, lena) -> None:
    keep, double = pair

    merge_organisations(keep, double, by=lena)

    assert organisation_named(" jb  NOORD") == keep
    assert list(Organisation.objects.for_user(lena)) == [keep]
    client.force_login(lena)
    assert client.get(reverse("accounts:organisation", args=[double.pk])).status_code == 404
    assert "JB Noord" in client.get(reverse("accounts:organisation", args=[keep.pk])).content.decode()


def test_it_is_done_once_and_not_with_itself(pair, lena) -> None:
    keep, double = pair
    merge_organisations(keep, double, by=lena)

    for other in (double, keep):
        with pytest.raises(Refusal):
            merge_organisations(keep, other, by=lena)


def test_the_pages_lead_from_choosing_to_undoing(client, pair, lena) -> None:
    keep, double = pair
    make_user(Role.PROFESSIONAL, organisation=double)
    client.force_login(lena)

    chosen = client.post(reverse("accounts:organisation_merge", args=[keep.pk]), {"double": double.pk})
    page = client.get(chosen["Location"]).content.decode()
    assert "Mensen met een account: 1" in page
    assert "zorg- of beslissende organisatie" in page
    client.post(chosen["Location"], {})
    merge = Merge.objects.get()
    client.post(reverse("accounts:organisation_merge_undo", args=[keep.pk, merge.pk]), {"reason": "Vestigingen."})

    double.refresh_from_db()
    assert double.merged_into is None
    assert double.users.count() == 1
