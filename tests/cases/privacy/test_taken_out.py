"""One person goes out of a file that stays (R13): nothing of them is left anywhere, and of the others everything."""

import pytest
from django.urls import reverse

from cases.circle.acts.circle import change_circle_person, take_back
from cases.codes import AskedAs, CaseState, ExclusionBy, PrivacyRequestState, RefusalGround, Verdict
from cases.models import Case, CirclePerson, Consent, InzageVerdict, PrivacyRequest
from cases.privacy.acts.answering import answer_request
from cases.privacy.acts.granting_destruction import list_again
from cases.privacy.namings import SOMEBODY, Naming
from cases.privacy.reads.taken_out import preview_of
from cases.privacy.reads.who_goes import CALLED
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.retention.acts.holds import hold_file
from ekc.retention.acts.lists import approve_list, carry_out_lists, reject_list
from ekc.retention.models import DestructionEntry, DestructionList
from plans.models import Agreement
from tests.access.test_crawler import signed_in
from tests.cases.circle.test_merging_everything import around
from tests.cases.privacy.taking_out import asks, carried_out, decide, grant, under_way
from tests.factories import (
    make_ban,
    make_contact,
)
from tests.retention.whole import found

pytestmark = pytest.mark.django_db


def test_the_file_stays_and_what_others_said_stays_theirs(file, bea, carla, lena) -> None:
    about_bea = make_contact(file, by=carla, note="Noor wil dat tante Bea komt.")
    about_jan = make_contact(file, by=carla, note="Jan de Vries belde.")
    asked = asks(bea, carla)

    assert [each.at.row_key for each in preview_of(asked).waiting] == [about_bea.pk]
    decide(asked, carla)
    grant(asked, carla)
    carried_out(lena)

    about_bea.refresh_from_db()
    about_jan.refresh_from_db()
    file.refresh_from_db()
    assert about_bea.note == f"Noor wil dat tante {SOMEBODY} komt."
    assert about_jan.note == "Jan de Vries belde."
    assert (file.destroyed_on, file.main_persons.get().name) == (None, "Noor de Vries")


def test_an_agreement_stays_with_somebody_of_whom_nothing_is_known(file, bea, carla, lena) -> None:
    with under_way(file):
        agreement: Agreement = around(file)[Agreement]
        Agreement.objects.filter(pk=agreement.pk).update(who="Bea de Vries", what="Haalt Noor van school.")
        agreement.people.add(bea)
    asked = asks(bea, carla)
    assert decide(asked, carla) == 0
    assert preview_of(asked).only_names == 1

    grant(asked, carla)
    carried_out(lena)

    agreement.refresh_from_db()
    assert (agreement.who, agreement.what) == (SOMEBODY, "Haalt Noor van school.")
    assert [each.name for each in agreement.people.all()] == [CALLED]


@pytest.mark.parametrize(
    ("verdict", "words", "becomes"),
    [
        (Verdict.MASKED, "", f"Oma en {SOMEBODY} kwamen."),
        (Verdict.REWRITTEN, "Oma kwam met iemand.", "Oma kwam met iemand."),
        (Verdict.OUT, "", "-"),
        (Verdict.AS_IT_IS, "", "Oma en Bea kwamen."),
    ],
)
def test_a_person_chooses_what_becomes_of_what_another_wrote(file, bea, carla, lena, verdict, words, becomes) -> None:
    contact = make_contact(file, by=carla, note="Bea kwam.")
    contact.note = "Oma en Bea kwamen."
    contact.save()
    asked = asks(bea, carla)
    decide(asked, carla, verdict, words)
    grant(asked, carla)
    carried_out(lena)

    contact.refresh_from_db()
    assert contact.note == becomes
    # What stood there before is in no copy either.
    assert found("Bea kwam.") == {}
    assert bool(found("Oma en Bea")) is (verdict == Verdict.AS_IT_IS)


def test_other_words_are_written_down(file, bea, carla) -> None:
    make_contact(file, by=carla, note="Bea kwam.")

    with pytest.raises(Refusal, match="andere woorden"):
        decide(asks(bea, carla), carla, Verdict.REWRITTEN, " ")


def test_by_another_name_somebody_is_sought_as_well(file, bea, carla, lena) -> None:
    contact = make_contact(file, by=carla, note="Beppie kwam.")
    asked = asks(bea, carla)
    assert preview_of(asked).waiting == []

    assert decide(asked, carla, also="Beppie, tante Bep") == 1
    grant(asked, carla)
    carried_out(lena)

    contact.refresh_from_db()
    assert contact.note == f"{SOMEBODY} kwam."
    assert found("Beppie") == {}


def test_nothing_is_listed_while_nobody_decided_about_a_text(file, bea, carla) -> None:
    make_contact(file, by=carla, note="Bea kwam.")

    with pytest.raises(Refusal, match="nog een tekst die deze persoon noemt"):
        grant(asks(bea, carla), carla)


def test_a_text_of_after_the_answer_stops_it_and_is_decided_on_before_the_next_list(file, bea, carla, lena) -> None:
    asked = asks(bea, carla)
    grant(asked, carla)
    contact = make_contact(file, by=carla, note="Bea belde nog.")

    assert carried_out(lena) == 0
    assert "nog een tekst" in DestructionEntry.objects.get().left_why
    assert CirclePerson.objects.get(pk=bea.pk).name == "Bea de Vries"

    decide(asked, carla)
    made = list_again(asked, by=carla)
    Message.objects.all().delete()
    approve_list(made, by=lena)
    assert carry_out_lists() == 1
    contact.refresh_from_db()
    assert contact.note == f"{SOMEBODY} belde nog."


def test_who_takes_part_in_a_case_under_way_is_set_aside_first(bea, file, carla, lena) -> None:
    Case.objects.filter(pk=file.pk).update(state=CaseState.ACTIVATION, closed_on=None)
    asked = asks(bea, carla)
    with pytest.raises(Refusal, match="doet nog mee"):
        grant(asked, carla)

    aside = {"excluded_by": ExclusionBy.SELF, "excluded_reason": "Wil niet.", "excluded_on": local_today()}
    CirclePerson.objects.filter(pk=bea.pk).update(**aside)
    grant(asked, carla)
    assert carried_out(lena) == 1

    bea.refresh_from_db()
    assert (bea.excluded_by, bea.excluded_reason) == (ExclusionBy.SELF, "-")
    for act in (lambda: take_back(bea, by=carla), lambda: change_circle_person(bea, by=carla, name="Bea")):
        with pytest.raises(Refusal, match="op verzoek vernietigd"):
            act()


def test_a_contact_ban_that_holds_keeps_somebody_and_one_that_is_over_does_not(file, bea, carla, lena) -> None:
    ban = make_ban(bea, file.main_persons.get(), by=carla)
    asked = asks(bea, carla)
    with pytest.raises(Refusal, match="contactverbod"):
        grant(asked, carla)
    refused = answer_request(asked, by=carla, action="refuse", answer="Nee.", ground=RefusalGround.MATERIAL_INTEREST)
    assert refused.state == PrivacyRequestState.REFUSED

    type(ban).objects.filter(pk=ban.pk).update(lifted_on=local_today(), lifted_reason="Voorbij.")
    again = asks(bea, carla)
    decide(again, carla)
    grant(again, carla)
    assert carried_out(lena) == 1
    assert not file.contact_bans.exists()


def test_what_was_said_for_a_child_stays_of_the_child_without_the_name(file, bea, carla, lena) -> None:
    said = Consent.objects.create(
        case=file,
        main_person=file.main_persons.get(),
        purpose="mailen",
        gives=False,
        given_as=AskedAs.PARENT,
        person=bea,
        said_by="Bea de Vries",
        said_on=local_today(),
        way="mondeling",
        recorded_by=carla,
    )
    asked = asks(bea, carla)
    decide(asked, carla)
    grant(asked, carla)
    carried_out(lena)

    said.refresh_from_db()
    assert (said.gives, said.said_by, said.person_id) == (False, SOMEBODY, bea.pk)


def test_the_same_person_does_not_grant_and_approve_and_a_part_may_stay(file, bea, carla, lena) -> None:
    make_contact(file, by=carla, note="Bea kwam.")
    asked = asks(bea, carla)
    decide(asked, carla, Verdict.AS_IT_IS)
    answered = grant(asked, carla, "grant_partly", ground=RefusalGround.OTHERS)
    made = DestructionList.objects.get()

    assert answered.state == PrivacyRequestState.PARTLY
    with pytest.raises(Refusal, match="zelf gemaakt"):
        approve_list(made, by=carla)
    assert carry_out_lists() == 0
    assert carried_out(lena) == 1


def test_a_file_that_is_held_keeps_its_people(file, bea, carla, lena) -> None:
    asked = asks(bea, carla)
    grant(asked, carla)
    hold_file(file.number, by=carla, reason="Een klacht.", until=local_today())

    assert carried_out(lena) == 0
    assert "aangehouden" in DestructionEntry.objects.get().left_why


def test_a_rejected_list_takes_nobody_out(file, bea, carla, lena) -> None:
    grant(asks(bea, carla), carla)
    Message.objects.all().delete()
    reject_list(DestructionList.objects.get(), by=lena, why="Er loopt een klacht.")

    assert carry_out_lists() == 0
    assert CirclePerson.objects.get(pk=bea.pk).name == "Bea de Vries"


def test_the_page_says_what_goes_and_stays_and_takes_the_choices(file, bea, carla) -> None:
    contact = make_contact(file, by=carla, note="Bea kwam.")
    asked = asks(bea, carla)
    client = signed_in(carla)
    page = reverse("cases:taken_out", args=[file.number, asked.pk])
    one = reverse("cases:privacy_request", args=[file.number, asked.pk])
    assert "1 tekst die deze persoon noemt" in client.get(one).content.decode()
    shown = client.get(page).content.decode()
    assert "<mark>Bea</mark>" in shown
    assert "Dit gaat weg" in shown
    assert "Dit blijft" in shown

    [name] = [each for each in preview_of(asked).waiting if each.at.row_key == contact.pk]
    client.post(page, {name.name: Verdict.MASKED.value, "also_called": "Bep"})

    verdict = InzageVerdict.objects.get()
    assert (verdict.verdict, verdict.words) == (Verdict.MASKED, "")
    assert PrivacyRequest.objects.get(pk=asked.pk).also_called == "Bep"
    assert "Over elke tekst is gekozen" in client.get(page).content.decode()


def test_the_second_person_sees_that_it_is_one_person_and_how_much_goes(file, bea, carla, lena) -> None:
    grant(asks(bea, carla), carla)
    made = DestructionList.objects.get()

    page = signed_in(lena).get(reverse("retention:list", args=[made.pk])).content.decode()
    sure = signed_in(lena).get(reverse("retention:approve", args=[made.pk])).content.decode()

    assert "één persoon" in page
    assert "Bea" not in page
    assert "Verzoeken over gegevens" in page
    assert "één persoon" in sure


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Bea belde.", f"{SOMEBODY} belde."),
        ("Oma zag Bea van Dijk-de Vries.", f"Oma zag {SOMEBODY}."),
        ("Bel B. van Dijk.", f"Bel {SOMEBODY}."),
        ("Beas tuin", f"{SOMEBODY} tuin"),
        ("mail bea@x.nl of 06-12345678", f"mail {SOMEBODY} of {SOMEBODY}"),
        ("Noor de Vries", "Noor de Vries"),
        ("Beatrix", "Beatrix"),
    ],
)
def test_a_name_is_found_by_the_words_that_nobody_else_of_the_file_has(text: str, without: str) -> None:
    naming = Naming.of(["Bea van Dijk-de Vries"], ["Noor de Vries"], ["06 12345678"], ["bea@x.nl"])

    assert naming.without(text) == without
    assert naming.says(text) is (text != without)


def test_where_all_words_are_of_somebody_else_too_each_of_them_counts_and_a_person_decides() -> None:
    naming = Naming.of(["Jan de Vries"], ["Jan Vries"], [], [])

    assert naming.says("Jan belde")
    assert not naming.is_only_name("Jan de Vries")
