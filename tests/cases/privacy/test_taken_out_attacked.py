"""Taking one person out of a file, tried by who looks for the hole: what happens between deciding and the night, people
who are called alike or by other letters, two people of one file, and an older copy that is brought back."""

import pytest
from django.urls import reverse

from cases.circle.acts.merging import merge_people
from cases.codes import AskedAs, PartyKind, RightKind, Verdict
from cases.models import Case, CirclePerson, Party, PrivacyRequest
from cases.privacy.acts.answering import withdraw_request
from cases.privacy.acts.taking_out import decide_texts
from cases.privacy.namings import SOMEBODY, Naming
from cases.privacy.reads.taken_out import preview_of
from cases.privacy.reads.who_goes import CALLED
from conferences.models import Attendance
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.retention.acts.lists import approve_list, carry_out_lists
from ekc.retention.acts.replaying import lines, replay
from ekc.retention.destroying import everything_asleep
from ekc.retention.models import DestructionEntry, DestructionList
from tests.access.test_crawler import signed_in
from tests.cases.privacy.taking_out import asks, carried_out, decide, grant, under_way
from tests.factories import make_circle_person, make_conference, make_contact, make_main_person, make_privacy_request
from tests.house.test_shared_forms import Tab
from tests.people import coordinator_of
from tests.retention.whole import found

pytestmark = pytest.mark.django_db


def approved(lena) -> None:
    Message.objects.filter(to=lena.email).delete()
    approve_list(DestructionList.objects.get(), by=lena)


def left_why() -> str:
    assert carry_out_lists() == 0
    return str(DestructionEntry.objects.get().left_why)


# --- between deciding and the night ----------------------------------------------------------------------------


def test_whoever_asked_changes_their_mind_until_the_night(file, bea, carla, lena) -> None:
    asked = grant(asks(bea, carla), carla)
    approved(lena)
    page = reverse("cases:privacy_request", args=[file.number, asked.pk])
    stop = reverse("cases:privacy_withdraw", args=[file.number, asked.pk])
    client = signed_in(carla)
    assert stop in client.get(page).content.decode()
    client.post(stop)
    # Another request that nobody answered is no yes.
    asks(bea, carla)

    assert "ingetrokken" in left_why()
    assert CirclePerson.objects.get(pk=bea.pk).name == "Bea de Vries"


def test_what_was_given_otherwise_is_not_taken_back(file, bea, carla) -> None:
    asked = make_privacy_request(bea, by=carla, answered=True, asked_as=AskedAs.SELF, age=44)

    with pytest.raises(Refusal, match="niet meer terug te nemen"):
        withdraw_request(asked, by=carla)


def test_a_file_stays_when_one_of_two_children_takes_it_back(file, carla, lena) -> None:
    both = [file.main_persons.get(), make_main_person(file, name="Emma", age_at_referral=9)]
    asked = [make_privacy_request(each, by=carla, kind=RightKind.DESTRUCTION) for each in both]
    grant(asked[0], carla)
    approved(lena)
    withdraw_request(PrivacyRequest.objects.get(pk=asked[1].pk), by=carla)

    assert "ook over Emma" in left_why()
    assert Case.objects.get(pk=file.pk).destroyed_on is None


def test_who_turns_out_to_be_somebody_else_before_the_night_stays(file, bea, carla, lena) -> None:
    asked = grant(asks(bea, carla), carla)
    approved(lena)
    with under_way(file):
        keep = make_circle_person(file, name="Beatrijs Smit")
        merge_people(keep, bea, by=coordinator_of(file))

    assert "ingetrokken" in left_why()
    asked.refresh_from_db()
    # The request went along, and is about who is kept.
    assert asked.person_id == keep.pk
    assert CirclePerson.objects.get(pk=keep.pk).name == "Beatrijs Smit"


def test_the_names_of_a_double_that_is_found_before_the_night_are_sought_too(file, bea, carla, lena) -> None:
    make_contact(file, by=carla, note="Truus Smit kwam.")
    grant(asks(bea, carla), carla)
    approved(lena)
    with under_way(file):
        merge_people(bea, make_circle_person(file, name="Truus Smit"), by=coordinator_of(file))

    assert "nog een tekst" in left_why()


def test_somebody_of_the_same_name_who_comes_before_the_night_stops_what_went_by_itself(file, bea, carla, lena) -> None:
    contact = make_contact(file, by=carla, note="Bea")
    grant(asks(bea, carla), carla)
    approved(lena)
    make_circle_person(file, name="Bea Vries")

    assert "nog een tekst" in left_why()
    contact.refresh_from_db()
    assert contact.note == "Bea"


def test_two_tabs_do_not_lose_each_others_names(file, bea, carla) -> None:
    contact = make_contact(file, by=carla, note="Bea en Beppie kwamen.")
    asked = asks(bea, carla)
    page = reverse("cases:taken_out", args=[file.number, asked.pk])
    first, second = Tab(carla, page), Tab(carla, page)
    first.save(also_called="Beppie")
    name = preview_of(asked).waiting[0].name
    second.save(**{name: Verdict.MASKED.value})

    asked.refresh_from_db()
    assert asked.also_called == "Beppie"
    assert asked.verdicts.get().row_key == contact.pk


# --- how somebody is called ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "others", "text", "without"),
    [
        ("Bea Bakker", (), "Be\u0301a kwam", f"{SOMEBODY} kwam"),
        ("Bea Bakker", (), "foto bea_1.jpg", f"foto {SOMEBODY}_1.jpg"),
        ("Bea Bakker", (), "Beatje kwam", f"{SOMEBODY} kwam"),
        ("Alexander Bakker", (), "Alex kwam", f"{SOMEBODY} kwam"),
        ("Alexander Bakker", ("Alex de Vries",), "Alex kwam", "Alex kwam"),
        ("Ben de Vries", ("Noor de Vries",), "Ben kwam, en ik ben blij", f"{SOMEBODY} kwam, en ik ben blij"),
        ("Bea Bakker", ("Bea de Vries",), "Bea kwam", f"{SOMEBODY} kwam"),
        ("Hans Bakker", (), "Hans’ fiets", f"{SOMEBODY} fiets"),
        ("प्रिया शर्मा", (), "आज प्रिया आई", f"आज {SOMEBODY} आई"),
        ("Bea Bakker", (), "06 12345678 06 87654321", SOMEBODY),
        ("Bea Bakker", (), "Bel 06/12345678 - 2 keer", f"Bel {SOMEBODY} keer"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, others, text: str, without: str) -> None:
    naming = Naming.of([name], others, ["06 12345678"], [])

    assert naming.without(text) == without


@pytest.mark.parametrize(
    ("name", "text"),
    [("Alexander Bakker", "Alex"), ("Oma", "oma"), ("Bea Bakker", "06 12345678 06 87654321"), ("Ben de Vries", "Ben")],
)
def test_what_may_be_somebody_else_does_not_go_by_itself(name: str, text: str) -> None:
    naming = Naming.of([name], ["Noor de Vries"], ["06 12345678"], [])

    assert naming.says(text)
    assert not naming.is_only_name(text)


def test_the_relation_of_another_aunt_stays(file, bea, carla, lena) -> None:
    jo = make_circle_person(file, name="Jo", relation="tante")
    asked = asks(bea, carla)
    decide(asked, carla, also="tante Bep")
    grant(asked, carla)
    carried_out(lena)

    jo.refresh_from_db()
    assert jo.relation == "tante"


def test_a_long_text_without_a_name_keeps_the_rest(file, bea, carla, lena) -> None:
    with under_way(file):
        jan = file.circle.get(name="Jan de Vries")
        rest = "komt graag met de trein, want de auto is stuk en het is ver. " * 2
        CirclePerson.objects.filter(pk=jan.pk).update(relation=f"Bea {rest}"[:120].strip())
    asked = asks(bea, carla)
    decide(asked, carla)
    grant(asked, carla)
    carried_out(lena)

    jan.refresh_from_db()
    assert "komt graag met de trein" in jan.relation
    assert "Bea" not in jan.relation


# --- two of one file -------------------------------------------------------------------------------------------


def test_two_people_who_were_both_there_go_one_after_the_other(file, bea, carla, lena) -> None:
    jan = file.circle.get(name="Jan de Vries")
    with under_way(file):
        conference = make_conference(file)
        for each in (bea, jan):
            Attendance.objects.create(conference=conference, person=each, name=each.name, position=each.position)
    for each in (bea, jan):
        asked = asks(each, carla)
        decide(asked, carla)
        grant(asked, carla)
        Message.objects.filter(to=lena.email).delete()
        approve_list(DestructionList.objects.first(), by=lena)
        assert carry_out_lists() >= 1

    assert sorted(Attendance.objects.values_list("name", flat=True)) == [SOMEBODY, f"{SOMEBODY} (2)"]
    assert {each.name for each in file.circle.all()} == {CALLED}


def test_where_a_name_stands_twice_and_may_stand_once_both_lose_it(file, bea, carla, lena) -> None:
    with under_way(file):
        for name in ("Bea", "Bea de Vries"):
            Party.objects.create(case=file, kind=PartyKind.GROUP, name=name)
    grant(asks(bea, carla), carla)
    assert carried_out(lena) == 1

    assert sorted(file.parties.values_list("name", flat=True)) == [SOMEBODY, f"{SOMEBODY} (2)"]


def test_of_a_child_the_name_of_the_guardian_who_asked_goes_too(file, carla, lena) -> None:
    child = make_circle_person(file, name="Pim Bakker", is_minor=True)
    as_guardian = {"asked_as": AskedAs.GUARDIAN, "asked_by": "Voogdelien Smit", "paper": "Beschikking", "age": 10}
    asked = asks(child, carla, **as_guardian)
    decide(asked, carla)
    grant(asked, carla)
    assert carried_out(lena) == 1

    assert found("Voogdelien") == {}
    assert found("Pim Bakker") == {}


# --- an older copy ---------------------------------------------------------------------------------------------


def test_a_copy_from_before_another_name_was_written_down_gives_no_text_back(file, bea, carla, lena) -> None:
    contact = make_contact(file, by=carla, note="Beppie kwam.")
    left = make_contact(file, by=carla, note="Beppie is onze poes.")
    asked = asks(bea, carla)
    decide_texts(asked, by=carla, also_called="Beppie", verdicts={})
    asked.refresh_from_db()
    waiting = {each.at.row_key: each for each in preview_of(asked).waiting}
    chosen = {waiting[contact.pk]: (Verdict.MASKED, ""), waiting[left.pk]: (Verdict.AS_IT_IS, "")}
    decide_texts(asked, by=carla, also_called="Beppie", verdicts=chosen)
    grant(asked, carla)
    carried_out(lena)
    written = list(lines())
    with everything_asleep():
        CirclePerson.objects.filter(pk=bea.pk).update(name="Bea de Vries", destroyed_on=None)
        type(contact).objects.filter(pk=contact.pk).update(note="Beppie kwam.")

    assert replay(written) == (1, 0)

    contact.refresh_from_db()
    left.refresh_from_db()
    assert (contact.note, left.note) == ("-", "Beppie is onze poes.")
    bea.refresh_from_db()
    assert (bea.name, bea.destroyed_on) == (CALLED, local_today())
