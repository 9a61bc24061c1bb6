"""Two rows that are one person: both histories are kept, and what is safe of either holds for both."""

import pytest
from django.urls import reverse

from cases.circle.acts.merging import merge_people
from cases.circle.reads.circle import circle_of, person_of
from cases.circle.reads.glance import glance_of
from cases.codes import Position
from cases.models import ContactBan
from ekc.dates import local_today
from ekc.refusal import Refusal
from tests.factories import make_ban, make_case, make_circle_person, make_contact


@pytest.fixture
def keep(preparing):
    return make_circle_person(preparing, name="Oma Toos", position=Position.GRANDPARENT, phone="06 1")


@pytest.fixture
def double(preparing):
    return make_circle_person(preparing, name="T. Bakker", position=Position.UNKNOWN)


def test_what_is_known_of_both_stands_with_who_is_kept(keep, double, anna):
    double.relation, double.email, double.visited, double.need_codes = (
        "oma",
        "toos@voorbeeld.example",
        True,
        ["vervoer"],
    )
    double.approached_on = local_today()
    double.save()

    merge_people(keep, double, by=anna)

    keep.refresh_from_db()
    assert (keep.relation, keep.email, keep.phone) == ("oma", "toos@voorbeeld.example", "06 1")
    assert (keep.visited, keep.need_codes, keep.approached_on) == (True, ["vervoer"], local_today())


def test_what_is_not_safe_with_either_is_not_safe(keep, double, anna):
    keep.contact_wish, keep.needs = "Alleen appen.", "Een lift."
    keep.save()
    double.contact_wish, double.needs = "Nooit als de buurman er is.", "Een stille kamer."
    double.secret_address = double.no_voicemail = True
    double.save()

    merge_people(keep, double, by=anna)

    keep.refresh_from_db()
    assert keep.secret_address
    assert keep.no_voicemail
    for text in ("Alleen appen.", "Nooit als de buurman er is."):
        assert text in keep.contact_wish
    for text in ("Een lift.", "Een stille kamer."):
        assert text in keep.needs


def test_safe_contact_that_does_not_fit_together_is_not_cut_off(keep, double, anna):
    keep.contact_wish, double.contact_wish = "a" * 150, "b" * 150
    keep.save()
    double.save()

    with pytest.raises(Refusal, match="te lang"):
        merge_people(keep, double, by=anna)


def test_nothing_is_deleted_and_the_double_points_to_who_is_kept(keep, double, anna):
    merge_people(keep, double, by=anna)

    double.refresh_from_db()
    assert double.merged_into == keep
    assert not double.takes_part
    assert keep.case.circle.count() == 2


def test_double_is_shown_with_name_and_number_on_the_card_only(keep, double, anna):
    double.phone = "06 99"
    double.save()
    merge_people(keep, double, by=anna)

    assert [row.person for ring in circle_of(keep.case, anna).rings for row in ring.rows] == [keep]
    assert "T. Bakker, 06 99" in dict((str(label), value) for label, value in person_of(keep).facts).values()
    assert [row.person for row in glance_of(keep.case).table] == [keep]


def test_contacts_move_along_and_the_person_counts_once(client, keep, double, anna):
    make_contact(keep.case, by=anna, person=keep)
    make_contact(keep.case, by=anna, person=double)
    client.force_login(anna)

    answer = client.post(reverse("cases:circle_merge", args=[keep.case.number, keep.pk]), {"double": double.pk})
    assert keep.contacts.count() == 1
    preview = client.get(answer["Location"])
    assert "Contacten: 1" in preview.content.decode()
    client.post(answer["Location"], {"veld-name": "blijft"})

    assert keep.contacts.count() == 2


def test_double_of_a_double_points_to_the_last(keep, double, anna, preparing):
    third = make_circle_person(preparing, name="Toos B.")
    merge_people(double, third, by=anna)
    merge_people(keep, double, by=anna)

    third.refresh_from_db()
    assert third.merged_into == keep
    with pytest.raises(Refusal, match="al samengevoegd"):
        merge_people(keep, third, by=anna)


def test_ban_of_the_double_holds_for_who_is_kept(keep, double, anna, preparing):
    rob = make_circle_person(preparing, name="Rob")
    ban = make_ban(rob, double, by=anna)

    merge_people(keep, double, by=anna)

    ban.refresh_from_db()
    assert (ban.person, ban.other, ban.lifted_on) == (rob, keep, None)


def test_ban_that_both_had_stays_once(keep, double, anna, preparing):
    rob = make_circle_person(preparing, name="Rob")
    first, second = make_ban(rob, keep, by=anna), make_ban(double, rob, by=anna)

    merge_people(keep, double, by=anna)

    assert list(ContactBan.objects.filter(lifted_on=None)) == [first]
    second.refresh_from_db()
    assert second.lifted_reason


def test_two_under_a_ban_are_not_one_person(keep, double, anna):
    make_ban(keep, double, by=anna)

    with pytest.raises(Refusal, match="contactverbod"):
        merge_people(keep, double, by=anna)


def test_who_does_not_take_part_is_not_brought_in_by_merging(keep, anna, preparing):
    aside = make_circle_person(preparing, name="Opzij", set_aside=True)

    with pytest.raises(Refusal, match="doet niet mee"):
        merge_people(keep, aside, by=anna)


def test_only_two_of_one_circle_are_one_person(keep, anna):
    for other in (keep, make_circle_person(make_case())):
        with pytest.raises(Refusal, match="deze kring"):
            merge_people(keep, other, by=anna)
