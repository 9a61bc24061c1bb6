"""The register of consent: who says yes and no for whom, how it stands, and that nothing is written over."""

import datetime as dt
import importlib
from itertools import product

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases.codes import AskedAs, ConsentPurpose, ConsentState, ConsentWay
from cases.consented import consent_of, may_be_called
from cases.models import Case, Consent, Referrer
from cases.privacy.acts.consent_talks import record_talk
from cases.privacy.acts.consents import write_consent_of_family
from cases.privacy.reads.consents import asks_a_talk
from ekc.accounts.codes import Role
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_coordinator, make_main_person, make_user
from tests.factories.consents import say, say_no, say_yes

DAY = dt.timedelta(days=1)
GIVEN, PARTLY, NO, UNASKED = ConsentState
WHO_MAY = {
    AskedAs.SELF: {12, 15, 16, 18},
    AskedAs.PARENT: {0, 11, 12, 15},
    AskedAs.GUARDIAN: {0, 11, 12, 15},
    AskedAs.REPRESENTATIVE: {16, 18},
    AskedAs.AUTHORISED: {0, 11, 12, 15, 16, 18},
}
AGES = (0, 11, 12, 15, 16, 18)


@pytest.mark.parametrize(("purpose", "age"), list(product(ConsentPurpose, AGES)))
def test_who_may_say_it_is_decided_by_age_for_every_purpose_in_every_way(case, carla, person_of, purpose, age):
    for way, gives in product(ConsentWay, (True, False)):
        person = person_of(age)
        for said_as in AskedAs:
            said = {"purposes": [purpose], "said_as": said_as, "way": way}
            if age in WHO_MAY[said_as]:
                [made] = say(person, by=carla, gives=gives, **said)
                assert (made.purpose, made.given_as, made.way, made.gives) == (purpose, said_as, way, gives)
            else:
                with pytest.raises(Refusal) as refusal:
                    say(person, by=carla, gives=gives, **said)
                assert refusal.value.at == ("said_as",)


@pytest.mark.parametrize(
    ("age", "yes", "no", "state"),
    [
        (8, [], [], UNASKED),
        (8, ["ouder"], [], GIVEN),
        (8, ["voogd"], ["ouder"], NO),
        (13, ["ouder"], [], PARTLY),
        (13, ["zelf"], [], PARTLY),
        (13, ["zelf", "voogd"], [], GIVEN),
        (13, ["zelf"], ["ouder"], NO),
        (13, ["ouder"], ["zelf"], NO),
        # A signed paper is of the child or of a parent, and nobody knows which: it stands for neither.
        (8, ["gemachtigde"], [], GIVEN),
        (13, ["gemachtigde"], [], PARTLY),
        (13, ["gemachtigde", "zelf"], [], PARTLY),
        (13, ["gemachtigde", "ouder"], [], PARTLY),
        (13, ["gemachtigde", "zelf", "ouder"], [], GIVEN),
        (13, ["zelf", "ouder"], ["gemachtigde"], NO),
        (16, ["gemachtigde"], [], GIVEN),
        (16, ["zelf"], [], GIVEN),
        (16, ["vertegenwoordiger"], [], GIVEN),
        (18, ["vertegenwoordiger"], ["zelf"], NO),
    ],
)
def test_everybody_whose_word_counts_must_say_yes_and_one_no_is_a_no(case, carla, person_of, age, yes, no, state):
    person = person_of(age)
    for said_as in yes:
        say_yes(person, by=carla, said_as=said_as)
    for said_as in no:
        say_no(person, by=carla, said_as=said_as)

    assert consent_of(person, ConsentPurpose.TAKING_PART) == state


def test_withdrawing_makes_a_row_and_an_old_day_reads_as_it_was(case, carla, person_of):
    person, today = person_of(16), local_today()
    [yes] = say_yes(person, by=carla, said_as="zelf", said_on=today - 10 * DAY)
    [no] = say_no(person, by=carla, said_as="zelf", said_on=today - 5 * DAY)
    say_yes(person, by=carla, said_as="zelf")

    states = [consent_of(person, ConsentPurpose.TAKING_PART, today - days * DAY) for days in (11, 10, 6, 5, 1, 0)]

    assert states == [UNASKED, GIVEN, GIVEN, NO, NO, GIVEN]
    assert list(case.consents.filter(main_person=person).values_list("pk", flat=True))[:2] == [yes.pk, no.pk]


def test_a_parents_word_stops_counting_at_sixteen(case, carla, person_of):
    person = person_of(15)
    say_no(person, by=carla)
    assert consent_of(person, ConsentPurpose.TAKING_PART) == NO

    with time_machine.travel(dt.datetime.now(dt.UTC) + 366 * DAY, tick=False):
        assert consent_of(person, ConsentPurpose.TAKING_PART) == UNASKED
        say_yes(person, by=carla, said_as="zelf")
        assert consent_of(person, ConsentPurpose.TAKING_PART) == GIVEN


@pytest.mark.parametrize("change", [{"gives": False}, {"purpose": "mailen"}, {"said_on": dt.date(2020, 1, 1)}])
def test_the_database_writes_nothing_over(case, carla, person_of, change):
    [said] = say_yes(person_of(8), by=carla)

    with pytest.raises(IntegrityError, match="consent does not change"), transaction.atomic():
        Consent.objects.filter(pk=said.pk).update(**change)
    with pytest.raises(IntegrityError, match="consent does not change"), transaction.atomic():
        said.delete()


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"purposes": []}, "purposes"),
        ({"said_on": local_today() + 2 * DAY}, "said_on"),
        ({"said_by": " "}, ("person", "said_by")),
        ({"said_as": "verzonnen"}, None),
        ({"way": "verzonnen"}, None),
    ],
)
def test_what_cannot_be_is_refused(case, carla, person_of, fields, at):
    with pytest.raises(Refusal) as refusal:
        say_yes(person_of(8), by=carla, **fields)

    assert at is None or refusal.value.at == ((at,) if isinstance(at, str) else at)
    assert not case.consents.exclude(main_person=None).exists()


def test_the_same_said_twice_stands_once_and_another_may_say_it_too(case, carla, person_of):
    child = person_of(8)
    mother, father = (make_circle_person(case, name=name, is_parent_or_carer=True) for name in ("Ria", "Henk"))
    say_yes(child, by=carla, person=mother)

    with pytest.raises(Refusal, match="al zo"):
        say_yes(child, by=carla, person=mother)
    say_no(child, by=carla, person=father)

    assert consent_of(child, ConsentPurpose.TAKING_PART) == NO
    assert [each.said_by for each in child.consents.all()] == ["Ria", "Henk"]


def test_somebody_of_another_file_speaks_for_nobody(case, carla, person_of):
    stranger = make_circle_person(make_case(), name="Vreemde")

    with pytest.raises(Refusal) as refusal:
        say_yes(person_of(8), by=carla, person=stranger)

    assert refusal.value.at == ("person",)


def test_what_who_applied_wrote_down_holds_for_all_until_one_of_them_says_no(case, carla, person_of):
    write_consent_of_family(case, by=carla, said_by="Moeder", said_on=local_today(), how="thuis")
    first, second = person_of(9), person_of(16)
    assert may_be_called(case)

    say_no(second, by=carla, said_as="zelf", purposes=["bellen"])
    assert [consent_of(each, "bellen") for each in (first, second)] == [GIVEN, NO]
    assert may_be_called(case)

    say_no(first, by=carla, purposes=["bellen"])
    assert not may_be_called(case)


def test_taking_part_withdrawn_waits_for_a_talk_until_it_was_there_or_a_yes_came(case, carla, person_of):
    child = person_of(8)
    [said] = say_no(child, by=carla)
    assert asks_a_talk(said)
    assert Message.objects.filter(key__startswith="consent-talk", to=carla.email).exists()

    with pytest.raises(Refusal, match="afsprak"):
        record_talk(said, by=carla, spoken_on=local_today(), note=" ")
    with pytest.raises(Refusal) as refusal:
        record_talk(said, by=carla, spoken_on=local_today() + DAY, note="Ze stoppen.")
    assert refusal.value.at == ("spoken_on",)
    record_talk(said, by=carla, spoken_on=local_today(), note="Ze stoppen.")

    assert not asks_a_talk(Consent.objects.get(pk=said.pk))
    with pytest.raises(Refusal, match="niemand meer"):
        record_talk(Consent.objects.get(pk=said.pk), by=carla, spoken_on=local_today(), note="Nog eens.")

    [other] = say_no(person_of(9), by=carla)
    say_yes(other.main_person, by=carla)
    assert not asks_a_talk(other)


# --- the page ----------------------------------------------------------------------------------------------------


def test_coordinator_and_manager_write_down_and_read_it(client, carla):
    case = make_case(state="voorbereiding", manager=carla, main_persons=())
    child = make_main_person(case, name="Noor", birth_date=local_today() - 8 * 366 * DAY)
    anna = case.contracts.get().coordinator.user
    today = local_today()
    sent = {"who": child.pk, "purposes": ["mailen", "onderzoek"], "said_as": "ouder", "said_by": "Ria", "person": ""}
    sent |= {"way": "mondeling", "how": "", "said_on": today.isoformat()}
    for user, name, words in ((anna, "consent_give", "Ja, van Ria"), (carla, "consent_withdraw", "Nee, van Ria")):
        client.force_login(user)
        url = reverse(f"cases:{name}", args=[case.number])
        assert client.post(url, {**sent, "way": "verzonnen"}).status_code == 200
        assert client.post(url, sent).status_code == 302
        page = client.get(reverse("cases:consents", args=[case.number])).content.decode()
        assert words in page
        assert "jonger dan 12 beslissen de ouders" in page
    assert "Ja, van Ria" in page
    case.refresh_from_db()
    assert case.research_objection


def test_a_talk_is_a_step_of_the_manager_and_is_written_down_on_the_page(client, carla):
    case = make_case(state="voorbereiding", manager=carla, main_persons=("Sem",))
    [said] = say_no(case.main_persons.get(), by=carla)
    client.force_login(carla)
    page = client.get(reverse("cases:consents", args=[case.number])).content.decode()
    assert "Praat met de familie: iemand wil niet meer meedoen" in page
    today = local_today()
    day = {"spoken_on": today.isoformat()}
    url = reverse("cases:consent_talk", args=[case.number, said.pk])
    assert url in page

    client.post(url, {**day, "note": "Ze willen een week denken."})

    page = client.get(reverse("cases:consents", args=[case.number])).content.decode()
    assert "Ze willen een week denken." in page
    assert "Praat met de familie: iemand wil niet meer meedoen" not in page


def test_a_coordinator_reads_that_the_manager_talks_with_the_family(client, carla):
    coordinator = make_coordinator().user
    case = make_case(state="voorbereiding", manager=carla, main_persons=("Sem",), with_coordinator=coordinator)
    [said] = say_no(case.main_persons.get(), by=carla)
    client.force_login(coordinator)

    page = client.get(reverse("cases:consents", args=[case.number])).content.decode()

    assert "De regiomanager praat met de familie" in page
    assert reverse("cases:consent_talk", args=[case.number, said.pk]) not in page


def test_the_page_says_of_whom_a_yes_is_still_needed(client, carla, case, person_of):
    say_yes(person_of(13), by=carla)
    client.force_login(carla)

    assert "Nog nodig: de jongere zelf" in client.get(reverse("cases:consents", args=[case.number])).content.decode()


def test_a_professional_has_no_tab_about_consent(client, db):
    dirk = make_user(Role.PROFESSIONAL)
    case = make_case(state="voorbereiding", referred_by=dirk)
    client.force_login(dirk)

    assert "Toestemming noteren" not in client.get(case.get_absolute_url()).content.decode()
    assert client.get(reverse("cases:consents", args=[case.number])).status_code in (403, 404)


# --- what stood elsewhere ----------------------------------------------------------------------------------------


def test_what_older_aanmeldingen_kept_is_copied_to_the_register_once(carla):
    case = make_case(manager=carla, main_persons=("Sem",))
    other = make_case(manager=carla)
    Referrer.objects.filter(case=other).update(consent_by="Vader", consent_on=local_today(), consent_how="thuis")
    old = Referrer.objects.get(case=other)
    # Kept as the program of before did: without a word in the register.
    file = make_case(manager=carla, main_persons=("Noor",), with_consent=False)
    said = {"consent_by": "Ria", "consent_on": local_today() - DAY, "consent_how": "in een gesprek"}
    Referrer.objects.filter(case=file).update(**said)
    copy = importlib.import_module("cases.migrations.0041_consent_of_referrals").copy_to_register

    for _time in range(2):
        copy(apps, None)

    word = file.consents.get()
    assert (word.said_by, word.said_on, word.how) == ("Ria", local_today() - DAY, "in een gesprek")
    assert (word.purpose, word.gives, word.main_person, word.way) == ("bellen", True, None, "bij_aanmelding")
    assert may_be_called(file)
    assert (case.consents.count(), old.case.consents.count()) == (1, 1)


@pytest.mark.django_db
def test_of_many_files_each_has_its_own_last_words():
    called = [make_case(state="toegewezen") for _number in range(3)]
    silent = make_case(state="toegewezen", with_consent=False)

    files = {case.pk: case for case in Case.objects.with_file()}

    assert all(may_be_called(files[case.pk]) for case in called)
    assert not may_be_called(files[silent.pk])
    assert {said.case_id for said in Consent.objects.last_words()} == {case.pk for case in called}
