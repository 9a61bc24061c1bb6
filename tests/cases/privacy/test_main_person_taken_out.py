"""One of several main persons goes out of a file that stays for the others (R13, docs/adr/0069), and with who goes what
they were as the one who applied."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.circle.acts.main_persons import correct_main_person, identity_of
from cases.codes import AskedAs, CaseState, ContactMethod, PersonChange, ReferrerType, Verdict
from cases.models import Case, Consent, MainPersonChange, PrivacyRequest, Referrer
from cases.privacy.acts.consents import say_consent
from cases.privacy.acts.granting_destruction import why_file_stays
from cases.privacy.namings import OF_THE_FAMILY
from cases.privacy.reads.taken_out import preview_of
from cases.privacy.reads.who_goes import CALLED
from cases.search import search_cases, update_search
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.retention.acts.lists import approve_list
from ekc.retention.acts.replaying import lines, replay
from ekc.retention.destroying import everything_asleep
from ekc.retention.models import DestructionList, DestructionProof
from plans.models import Agreement
from tests.access.test_crawler import signed_in
from tests.cases.circle.test_merging_everything import around
from tests.cases.privacy.taking_out import asks, carried_out, decide, grant, under_way
from tests.factories import (
    make_ban,
    make_contact,
    make_main_person,
    make_privacy_request,
    make_programme,
    make_research,
)
from tests.reports.entered_ways import CASES, enter
from tests.retention.test_figures import everything_counted
from tests.retention.whole import found
from tests.world import make_world

pytestmark = pytest.mark.django_db
BORN = dt.date(2012, 3, 3)


@pytest.fixture
def emma(file):
    """Of sixteen, sister of Noor."""
    return make_main_person(
        file,
        name="Fenna de Vries",
        birth_date=BORN,
        age_at_referral=14,
        phone="06 22222222",
        own_wish="Bij Wilma wonen.",
    )


def asked_and_gone(person, carla, lena, **fields) -> PrivacyRequest:
    asked = asks(person, carla, age=14, **fields)
    decide(asked, carla)
    grant(asked, carla)
    assert carried_out(lena) == 1
    return asked


def test_of_two_children_the_one_who_asked_goes_and_the_file_of_the_other_stays(file, emma, carla, lena) -> None:
    update_search(file)
    contact = make_contact(file, by=carla, main_person=emma, method=ContactMethod.CALL, note="Over school.")
    of_noor = make_contact(file, by=carla, note="Noor en Fenna kwamen samen.")
    with under_way(file):
        agreement: Agreement = around(file)[Agreement]
        agreement.main_people.add(emma)

    asked_and_gone(emma, carla, lena)

    emma.refresh_from_db()
    of_noor.refresh_from_db()
    file.refresh_from_db()
    assert (emma.name, emma.destroyed_on, emma.takes_part) == (OF_THE_FAMILY.capitalize(), local_today(), False)
    assert (emma.phone, emma.birth_date, emma.own_wish) == ("", None, "")
    assert of_noor.note == f"Noor en {OF_THE_FAMILY} kwamen samen."
    assert not type(contact).objects.filter(pk=contact.pk).exists()
    assert list(agreement.main_people.all()) == [emma]
    assert (file.destroyed_on, file.main_persons.first().name) == (None, "Noor de Vries")
    for gone in ("Fenna", "22222222", "Bij Wilma wonen"):
        assert found(gone) == {}
    assert not search_cases(Case.objects.all(), "Fenna").exists()
    assert search_cases(Case.objects.all(), "Noor").exists()


def test_the_figures_stay_as_they_were() -> None:
    project, world = make_research(), make_world(state=CaseState.CLOSED)
    case = world.own.case
    # Rows for research are given of more families than one.
    programme = make_programme(slug="wegen", name="Wegen")
    for entered in CASES:
        enter(entered, programme)
    other = make_main_person(case, name="Wilhelmien", age_at_referral=9)
    counted = everything_counted(world, project)

    asked_and_gone(other, world.carla, world.lena)

    assert everything_counted(world, project) == counted


def test_how_a_main_person_was_put_right_goes_with_the_day_of_birth(file, emma, carla, lena) -> None:
    MainPersonChange.objects.create(
        case=file,
        what=PersonChange.CORRECTED,
        name="Fenna de Vries",
        details="geboren 3 maart 2012",
        reason="Typefout.",
        by=carla,
        role="regiomanager",
    )
    asked_and_gone(emma, carla, lena)

    assert found("3 maart 2012") == {}


def test_after_a_restore_the_same_main_person_goes_again(file, emma, carla, lena) -> None:
    asked_and_gone(emma, carla, lena)
    written = list(lines())
    assert '"kind": "hoofdpersoon"' in written[0]
    with everything_asleep():
        type(emma).objects.filter(pk=emma.pk).update(name="Fenna de Vries", phone="06 22222222", destroyed_on=None)

    assert replay(written) == (1, 0)
    assert replay(written) == (0, 1)
    assert found("Fenna") == {}
    assert DestructionProof.objects.filter(is_replay=True).count() == 1


def test_the_last_main_person_who_asks_takes_the_whole_file_along(file, emma, carla, lena) -> None:
    asked_and_gone(emma, carla, lena)
    noor = file.main_persons.get(destroyed_on=None)
    grant(make_privacy_request(noor, by=carla, kind="vernietiging"), carla)
    made = DestructionList.objects.first()
    assert made.entries.get().person_id is None
    Message.objects.filter(to=lena.email).delete()
    approve_list(made, by=lena)
    assert why_file_stays(file.pk) == ""


def test_while_the_case_runs_nobody_of_whom_it_is_goes_and_the_page_says_what_can_be_done(file, emma, carla) -> None:
    Case.objects.filter(pk=file.pk).update(state=CaseState.ACTIVATION, closed_on=None)
    asked = asks(emma, carla, age=14)
    page = signed_in(carla).get(reverse("cases:taken_out", args=[file.number, asked.pk])).content.decode()

    assert "Sluit de zaak eerst af" in page
    assert "Toestemming" in page
    with pytest.raises(Refusal, match="loopt nog"):
        grant(asked, carla)


def test_a_contact_ban_with_a_main_person_keeps_them(file, emma, bea, carla) -> None:
    make_ban(bea, emma, by=carla)

    with pytest.raises(Refusal, match="contactverbod"):
        grant(asks(emma, carla, age=14), carla)


def test_of_who_was_taken_out_nothing_is_written_any_more(file, emma, carla, lena) -> None:
    asked_and_gone(emma, carla, lena)
    emma.refresh_from_db()
    client = signed_in(carla)
    new = client.get(reverse("cases:privacy_record", args=[file.number])).content.decode()
    told = client.get(reverse("cases:consents", args=[file.number])).content.decode()

    assert "gezin" not in new.split('name="who"')[1].split("</select>")[0]
    assert OF_THE_FAMILY.capitalize() not in told
    says = {"purposes": ["mailen"], "said_as": AskedAs.SELF, "way": "mondeling", "said_on": local_today()}
    with pytest.raises(Refusal, match="op verzoek vernietigd"):
        say_consent(emma, by=carla, gives=True, **says)
    assert not Consent.objects.filter(main_person=emma).exists()
    Case.objects.filter(pk=file.pk).update(state=CaseState.ACTIVATION, closed_on=None)
    with pytest.raises(Refusal, match="op verzoek vernietigd"):
        correct_main_person(emma, identity_of(emma), by=carla, reason="Toch.")


def test_an_aunt_who_applied_goes_as_the_one_who_applied_too(file, bea, carla, lena) -> None:
    Case.objects.filter(pk=file.pk).update(referrer_type=ReferrerType.NETWORK)
    Referrer.objects.filter(case=file).update(name="Bea de Vries", phone="06-12345678", email="bea@voorbeeld.example")
    update_search(Case.objects.get(pk=file.pk))
    fresh = type(bea).objects.get(pk=bea.pk)
    asked = asks(fresh, carla)
    decide(asked, carla)
    grant(asked, carla)
    assert carried_out(lena) == 1

    referrer = Referrer.objects.get(case=file)
    assert (referrer.name, referrer.phone, referrer.email) == (CALLED, "", "")
    assert found("Bea de Vries") == {}
    assert not search_cases(Case.objects.all(), "Bea").exists()


@pytest.mark.parametrize("of", ["a professional", "another person"])
def test_who_applied_for_their_work_and_a_namesake_stay(file, bea, carla, lena, of) -> None:
    of_work = of == "a professional"
    kind = ReferrerType.SCHOOL if of_work else ReferrerType.NETWORK
    Case.objects.filter(pk=file.pk).update(referrer_type=kind)
    phone = "06 12345678" if of_work else "06 87654321"
    Referrer.objects.filter(case=file).update(name="Bea de Vries", phone=phone, email="")
    asked = asks(type(bea).objects.get(pk=bea.pk), carla)
    decide(asked, carla, Verdict.AS_IT_IS)
    grant(asked, carla)
    assert carried_out(lena) == 1

    assert Referrer.objects.get(case=file).name == "Bea de Vries"


def test_a_text_is_shown_as_it_will_read(file, emma, carla) -> None:
    make_contact(file, by=carla, note="Fenna belde.")
    asked = asks(emma, carla, age=14)

    assert [each.without for each in preview_of(asked).waiting] == [f"{OF_THE_FAMILY} belde."]


def test_texts_of_one_kind_are_told_apart_and_nobody_elses_row_is_called_yours(file, emma, carla) -> None:
    for name in ("Timo", "Lotte"):
        make_main_person(file, name=f"{name} de Vries", own_wish="Weer samen met Fenna wonen.")

    titles = [each.title for each in preview_of(asks(emma, carla, age=14)).texts]

    assert len(titles) == len(set(titles))
    assert [title.rpartition(" ")[2] for title in titles if "wens" in title] == ["(1)", "(2)"]
    assert not [title for title in titles if title.startswith("Uw ")]
