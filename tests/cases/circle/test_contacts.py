"""The contact log of the preparation, and what is counted from it (WESP 2.7.2)."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.circle.acts.contacts import correct_contact, log_contact
from cases.circle.forms.contacts import ContactForm
from cases.circle.reads.contacts import group_of_circle_person, spoken_to_per_group
from cases.circle.reads.picks import picks_of
from cases.codes import CaseState, ContactGroup, ContactMethod, Position, ReferrerType
from cases.models import CirclePerson, Contact
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import (
    make_case,
    make_circle_person,
    make_conference,
    make_contact,
    make_invitation,
    make_main_person,
    make_user,
)

CALL, VISIT = ContactMethod.CALL, ContactMethod.VISIT

GROUPS = {
    Position.PARENT: ContactGroup.PARENT,
    Position.SIBLING: ContactGroup.OTHER_FAMILY,
    Position.GRANDPARENT: ContactGroup.OTHER_FAMILY,
    Position.AUNT_OR_UNCLE: ContactGroup.OTHER_FAMILY,
    Position.COUSIN: ContactGroup.OTHER_FAMILY,
    Position.OTHER_FAMILY: ContactGroup.OTHER_FAMILY,
    Position.FRIEND: ContactGroup.FRIEND,
    Position.OTHER_NETWORK: ContactGroup.FRIEND,
    Position.REFERRER: ContactGroup.PROFESSIONAL_REFERRER,
    Position.SCHOOL: ContactGroup.OTHER_PROFESSIONAL,
    Position.CARE_WORKER: ContactGroup.OTHER_PROFESSIONAL,
    Position.OTHER_PROFESSIONAL: ContactGroup.OTHER_PROFESSIONAL,
    Position.UNKNOWN: "",
}


@pytest.mark.parametrize(("position", "group"), GROUPS.items())
def test_group_follows_from_who_somebody_is(position, group):
    assert group_of_circle_person(CirclePerson(position=position)) == group


def test_carer_counts_as_parent():
    carer = CirclePerson(position=Position.GRANDPARENT, is_parent_or_carer=True)

    assert group_of_circle_person(carer) == ContactGroup.PARENT


@pytest.mark.parametrize(
    ("kind", "group"),
    [("minderjarig", ContactGroup.MINOR_MAIN_PERSON), ("meerderjarig", ContactGroup.ADULT_MAIN_PERSON)],
)
def test_contact_with_a_main_person_counts_by_age(preparing, anna, kind, group):
    person = make_main_person(preparing, kind=kind)

    contact = log_contact(preparing, by=anna, method=CALL, main_person=person, group=ContactGroup.FRIEND)

    assert contact.group == group


def test_first_contact_is_when_somebody_was_approached_and_a_visit_is_a_visit(preparing, anna):
    oma = make_circle_person(preparing)

    log_contact(preparing, by=anna, method=ContactMethod.VISIT, person=oma)

    oma.refresh_from_db()
    assert (oma.approached_on, oma.visited) == (timezone.localdate(), True)


def test_somebody_who_was_not_reached_is_not_approached(preparing, anna):
    oma = make_circle_person(preparing)

    log_contact(preparing, by=anna, method=CALL, person=oma, reached=False)

    oma.refresh_from_db()
    assert oma.approached_on is None


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"method": "duif"}, "hoe het contact ging"),
        ({"group": ""}, "welke groep"),
        ({"at": timezone.now() + dt.timedelta(days=1)}, "nog niet geweest"),
        ({"at": timezone.now() - dt.timedelta(days=100)}, "vóór de aanmelding"),
        ({"minutes": 1441}, "minuten"),
        ({"minutes": -1}, "minuten"),
    ],
)
def test_contact_that_cannot_be_is_refused(preparing, anna, values, sentence):
    with pytest.raises(Refusal, match=sentence):
        log_contact(preparing, by=anna, **{"method": CALL, "group": ContactGroup.FRIEND, **values})

    assert not preparing.contacts.exists()


def test_person_of_another_case_is_refused(preparing, anna):
    elsewhere = make_circle_person(make_case())

    with pytest.raises(Refusal, match="hoort niet bij deze zaak"):
        log_contact(preparing, by=anna, method=CALL, person=elsewhere)


@pytest.mark.parametrize("state", [CaseState.REGISTERED, CaseState.CLOSED, CaseState.WAITING])
def test_no_contact_is_logged_when_nobody_works_on_the_case(anna, state):
    case = make_case(state=state, with_coordinator=False)

    with pytest.raises(Refusal):
        log_contact(case, by=anna, method=CALL, group=ContactGroup.FRIEND)


def test_persons_are_counted_once_and_only_when_reached(preparing, anna):
    oma, tante = make_circle_person(preparing), make_circle_person(preparing)
    for person, reached in ((oma, True), (oma, True), (tante, False)):
        make_contact(preparing, by=anna, person=person, reached=reached)
    make_contact(preparing, by=anna, group=ContactGroup.PROFESSIONAL_REFERRER)
    make_contact(preparing, by=anna, group=ContactGroup.PROFESSIONAL_REFERRER)

    assert spoken_to_per_group(preparing) == {
        ContactGroup.OTHER_FAMILY: 1,
        ContactGroup.PROFESSIONAL_REFERRER: 1,
    }


def test_own_entry_is_corrected_and_the_history_keeps_the_old_text(preparing, anna):
    contact = make_contact(preparing, by=anna, note="Oud")
    values = {"person": None, "main_person": None, "group": contact.group, "at": contact.at, "minutes": 5}

    correct_contact(contact, by=anna, method=CALL, reached=True, note="Nieuw", **values)

    contact.refresh_from_db()
    assert (contact.note, contact.minutes) == ("Nieuw", 5)
    events = Contact.pgh_event_model.objects.filter(pgh_obj_id=contact.pk)
    assert "Oud" in events.values_list("note", flat=True)


def test_entry_of_somebody_else_is_not_corrected(client, preparing, anna):
    contact = make_contact(preparing, by=make_user("coordinator"))

    with pytest.raises(Refusal, match="Alleen wie"):
        correct_contact(contact, by=anna)
    client.force_login(anna)
    assert client.get(reverse("cases:contact_edit", args=[preparing.number, contact.pk])).status_code == 404


# --- the form -----------------------------------------------------------------------------------------------


def post(client, case, **values):
    now = timezone.localtime()
    data = {"method": CALL, "reached": "on", "at_0": f"{now:%Y-%m-%d}", "at_1": f"{now:%H:%M}", **values}
    return client.post(reverse("cases:contact_add", args=[case.number]), data)


def test_contact_is_two_taps_from_mijn_zaken(client, preparing, anna):
    """The first opens the form; the second is the name of who it was, and saves."""
    oma = make_circle_person(preparing, name="Oma Toos")
    client.force_login(anna)
    link = reverse("cases:contact_add", args=[preparing.number])
    assert f'href="{link}"' in client.get(reverse("cases:my_cases")).content.decode()
    assert f'name="met" value="k{oma.pk}">Oma Toos</button>' in client.get(link).content.decode()

    post(client, preparing, met=f"k{oma.pk}", who="")

    assert preparing.contacts.get().person == oma


def test_enter_in_a_field_presses_no_name(client, preparing, anna):
    client.force_login(anna)

    page = client.get(reverse("cases:contact_add", args=[preparing.number])).content.decode()

    buttons = re.findall(r"<button type=.submit.[^>]*>", page[page.index('class="house-form') :])
    assert "name=" not in buttons[0]


def test_names_to_tap_are_who_was_spoken_to_last_then_who_was_not_approached_yet(preparing, anna):
    spoken = make_circle_person(preparing, name="Gesproken", approached_on="2026-01-01")
    make_contact(preparing, by=anna, person=spoken)
    make_circle_person(preparing, name="Klaar", approached_on="2026-01-01")
    make_circle_person(preparing, name="Nieuw", closeness=1)
    make_circle_person(preparing, name="Opzij", set_aside=True)
    make_circle_person(preparing, name="Wie is dit", position=Position.UNKNOWN)

    names = [name for _key, name in ContactForm(case=preparing, user=anna).picks()]

    assert names == ["Gesproken", str(preparing.main_persons.get()), "Nieuw"]


def test_one_name_to_tap_where_it_was_chosen_already(preparing, anna):
    oma = make_circle_person(preparing)
    unknown = make_circle_person(preparing, position=Position.UNKNOWN)

    assert ContactForm(case=preparing, user=anna, initial={"who": f"k{oma.pk}"}).picks() == [(f"k{oma.pk}", oma.name)]
    assert ContactForm(case=preparing, user=anna, initial={"who": f"k{unknown.pk}"}).picks() == []


@pytest.mark.parametrize(("button", "reached"), [("met", True), ("niet", False)])
def test_a_name_alone_logs_a_call_of_just_now(client, preparing, anna, button, reached):
    oma = make_circle_person(preparing)
    client.force_login(anna)

    answer = client.post(
        reverse("cases:contact_add", args=[preparing.number]) + "?van=mijn", {button: f"k{oma.pk}"}, follow=True
    )

    contact = preparing.contacts.get()
    assert (contact.person, contact.method, contact.reached) == (oma, ContactMethod.CALL, reached)
    assert timezone.now() - contact.at < dt.timedelta(minutes=2)
    assert answer.redirect_chain[-1][0] == reverse("cases:my_cases")
    assert oma.name in answer.content.decode()


def test_from_my_cases_every_case_has_names_to_tap(client, preparing, anna):
    oma = make_circle_person(preparing)
    other = make_case(state=CaseState.ACTIVATION, with_coordinator=anna, main_persons=["Noor"])
    finished = make_case(state=CaseState.CLOSED, with_coordinator=anna)
    client.force_login(anna)

    home = client.get(reverse("cases:my_cases")).content.decode()
    page = client.get(reverse("cases:contact_quick"))

    assert reverse("cases:contact_quick") in home
    shown = {each.case: dict(each.picks) for each in page.context["cases"]}
    assert set(shown) == {preparing, other}
    assert f"k{oma.pk}" in shown[preparing]
    assert "Noor" in shown[other].values()
    assert finished.number not in page.content.decode()


def test_who_answered_is_no_name_to_approach(preparing, anna):
    oma = make_circle_person(preparing, name="Antwoordde")
    make_invitation(make_conference(preparing), oma, answer="komt")

    names = [name for _key, name in picks_of(preparing)]

    assert "Antwoordde" not in names


def test_rare_fields_are_folded_away_until_one_is_wrong(client, preparing, anna):
    client.force_login(anna)
    link = reverse("cases:contact_add", args=[preparing.number])
    assert '<details class="form-fold">' in client.get(link).content.decode()

    page = post(client, preparing, who="ander").content.decode()

    assert '<details class="form-fold" open>' in page


def put_right(contact, by, **values):
    kept = {
        name: getattr(contact, name) for name in ("method", "person", "main_person", "group", "at", "minutes", "note")
    }
    return correct_contact(contact, by=by, **{**kept, "reached": True, **values})


def test_contact_put_right_follows_in_who_was_approached_and_visited(preparing, anna):
    wrong, right = make_circle_person(preparing, name="Wrong"), make_circle_person(preparing, name="Right")
    contact = log_contact(preparing, by=anna, method=VISIT, person=wrong)

    put_right(contact, anna, person=right)

    wrong.refresh_from_db()
    right.refresh_from_db()
    assert (wrong.approached_on, wrong.visited) == (None, False)
    assert (right.approached_on, right.visited) == (local_today(), True)


def test_earlier_contact_with_the_wrong_person_still_stands(preparing, anna):
    person, right = make_circle_person(preparing), make_circle_person(preparing, name="Right")
    log_contact(preparing, by=anna, method=VISIT, person=person)
    contact = log_contact(preparing, by=anna, method=VISIT, person=person)

    put_right(contact, anna, person=right)

    person.refresh_from_db()
    assert (person.approached_on, person.visited) == (local_today(), True)


def test_somebody_who_was_reached_after_all_is_approached(preparing, anna):
    person = make_circle_person(preparing)
    contact = log_contact(preparing, by=anna, method=CALL, person=person, reached=False)

    put_right(contact, anna)

    person.refresh_from_db()
    assert person.approached_on == local_today()


def test_link_from_the_circle_has_the_person_chosen(client, preparing, anna):
    oma = make_circle_person(preparing)
    client.force_login(anna)

    page = client.get(reverse("cases:contact_add", args=[preparing.number]), {"wie": f"k{oma.pk}"}).content.decode()

    assert f'<option value="k{oma.pk}" selected>' in page


def test_referrer_counts_as_professional_referrer(client, preparing, anna):
    client.force_login(anna)

    post(client, preparing, who="aanmelder")

    assert preparing.contacts.get().group == ContactGroup.PROFESSIONAL_REFERRER


def test_family_that_referred_is_no_professional(client, anna):
    case = make_case(
        state=CaseState.ACTIVATION, with_coordinator=anna, referrer_type=ReferrerType.NETWORK, main_persons=()
    )
    client.force_login(anna)

    post(client, case, who="aanmelder")

    assert case.contacts.get().group == ContactGroup.OTHER_FAMILY


@pytest.mark.parametrize("position", [None, Position.UNKNOWN])
def test_group_is_asked_where_it_does_not_follow(client, preparing, anna, position):
    who = "ander" if position is None else f"k{make_circle_person(preparing, position=position).pk}"
    client.force_login(anna)

    answer = post(client, preparing, who=who, note="Belangrijk")

    assert "Kies bij welke groep deze persoon hoort." in answer.content.decode()
    assert "Belangrijk" in answer.content.decode()
    post(client, preparing, who=who, group=ContactGroup.OTHER_PROFESSIONAL)
    assert preparing.contacts.get().group == ContactGroup.OTHER_PROFESSIONAL
