"""The own page about consent, behind a personal link: no account, and nothing of anybody before the button."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cases.codes import AskedAs, ConsentPurpose, ConsentWay
from cases.desk.acts.funding import set_programme
from cases.models import ConsentLink, MainPerson
from cases.privacy.acts.own_links import give_own_link
from cases.privacy.reads.own_consents import Speaker, speakers_in
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.links import full_address, renew_link, why_closed
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from tests.factories import make_case, make_circle_person, make_main_person, make_programme
from tests.factories.consents import say_no
from tests.links.sent import path_to

pytestmark = pytest.mark.django_db
MAIL = "noor@voorbeeld.example"


@pytest.fixture
def case(carla):
    return make_case(state="voorbereiding", manager=carla, main_persons=())


@pytest.fixture
def noor(case):
    return make_main_person(case, name="Noor", birth_date=_born(13), age_at_referral=13, email=MAIL)


def _born(years):
    today = local_today()
    return dt.date(today.year - years, 1, 1)


def _page_of(speaker, carla):
    """A client that pressed the button of the door, and the address."""
    give_own_link(speaker.main_person.case, speaker, by=carla)
    client, path = Client(), path_to((speaker.person or speaker.main_person).email)
    client.post(path)
    return client, path


def test_a_link_is_for_a_main_person_from_twelve_and_a_parent_until_sixteen(case, carla):
    mother = make_circle_person(case, name="Ria", is_parent_or_carer=True)
    make_circle_person(case, name="Tante Els")
    ages = (11, 12, 15, 16)
    people = {age: make_main_person(case, name=f"Kind {age}", birth_date=_born(age)) for age in ages}
    make_main_person(case, name="Onbekend", age_at_referral=None, birth_date=None)

    found = {(each.main_person, each.person) for each in speakers_in(case)}

    parents = {(people[age], mother) for age in (11, 12, 15)}
    assert found == parents | {(people[age], None) for age in (12, 15, 16)}


def test_a_look_shows_nothing_of_anybody_and_changes_nothing(case, noor, carla):
    give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)

    page = Client().get(path_to(MAIL)).content.decode()

    assert "Bladzijde openen" in page
    assert "Noor" not in page
    assert not ReadLine.objects.filter(case_number=case.number).exists()


@pytest.mark.parametrize(("years", "together"), [(13, True), (16, False)])
def test_yes_and_no_look_alike_and_a_young_person_reads_who_else_decides(case, carla, years, together):
    kim = make_main_person(case, name="Kim", birth_date=_born(years), age_at_referral=years, email=MAIL)
    client, path = _page_of(Speaker(kim, AskedAs.SELF), carla)
    page = client.get(path).content.decode()

    assert ("samen met een ouder of voogd" in page) is together
    assert page.count('<summary class="btn btn-secondary">') == len(ConsentPurpose)
    assert "btn-primary" not in page


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_behind_the_button_each_purpose_is_given_and_withdrawn_by_one_press(case, noor, carla, purpose):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)

    for said, gives in (("ja", True), ("nee", False), ("ja", True)):
        assert client.post(path, {"tap": f"{said}:{purpose}"}).status_code == 302
        last = noor.consents.filter(purpose=purpose).last()
        assert (last.gives, last.way, last.given_as, last.recorded_by) == (gives, ConsentWay.OWN_LINK, "zelf", None)
        assert ("U zei ja" if gives else "U zei nee") in client.get(path).content.decode()

    assert noor.consents.filter(purpose=purpose).count() == 3


@pytest.mark.parametrize("tap", ["ja:verzonnen", "misschien:mailen", "", "ja"])
def test_what_no_button_says_is_refused(case, noor, carla, tap):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)

    assert client.post(path, {"tap": tap}).status_code == 200
    assert not noor.consents.exists()


def test_who_wants_no_mail_keeps_this_page_and_can_change_their_mind(case, noor, carla):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)

    client.post(path, {"tap": "nee:mailen"})

    assert MainPerson.objects.get(pk=noor.pk).no_mail
    assert client.get(path).status_code == 200
    client.post(path, {"tap": "ja:mailen"})
    assert not MainPerson.objects.get(pk=noor.pk).no_mail


def test_a_young_person_reads_that_a_parent_must_say_yes_too_and_that_one_said_no(case, noor, carla):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)
    client.post(path, {"tap": "ja:onderzoek"})
    assert "Ook een ouder of voogd moet nog ja zeggen" in client.get(path).content.decode()

    say_no(noor, by=carla, purposes=["onderzoek"])

    assert "Iemand anders die ook beslist, zei nee" in client.get(path).content.decode()


def test_who_looked_stands_there_by_the_same_rule_as_at_the_desk(case, noor, carla):
    mother = make_circle_person(case, name="Ria", email="ria@voorbeeld.example", is_parent_or_carer=True)
    young = make_main_person(case, name="Sem", birth_date=_born(8), age_at_referral=8)
    staff = Client()
    staff.force_login(carla)
    staff.get(case.get_absolute_url())

    own, own_path = _page_of(Speaker(noor, AskedAs.SELF), carla)
    assert "Carla Manager" in own.get(own_path).content.decode()
    of_young, path = _page_of(Speaker(young, AskedAs.PARENT, mother), carla)
    assert "Carla Manager" in of_young.get(path).content.decode()
    # From 12 the young person is heard first, at the desk.
    of_noor, path = _page_of(Speaker(noor, AskedAs.PARENT, mother), carla)
    assert "Wie keek" not in of_noor.get(path).content.decode()


def test_opening_it_stands_in_the_read_log_without_a_name(case, noor, carla):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)
    client.get(path)

    lines = ReadLine.objects.filter(case_number=case.number, user=None)
    assert {line.what for line in lines} == {"de toestemmingen, met een persoonlijke link"}


def test_the_link_of_a_parent_ends_on_the_sixteenth_birthday_and_every_link_after_its_term(case, noor, carla):
    mother = make_circle_person(case, name="Ria", email="ria@voorbeeld.example", is_parent_or_carer=True)
    child = make_main_person(case, name="Bijna", birth_date=local_today() - dt.timedelta(days=15 * 365 + 364))
    link = give_own_link(case, Speaker(child, AskedAs.PARENT, mother), by=carla)
    assert not why_closed(link)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=20), tick=False):
        assert why_closed(ConsentLink.objects.get(pk=link.pk)) == "voorbij"
    own = give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=91), tick=False):
        assert why_closed(ConsentLink.objects.get(pk=own.pk)) == "voorbij"


def test_without_a_safe_address_the_link_is_handed_over_by_hand(case, carla, client):
    child = make_main_person(case, name="Sem", birth_date=_born(14))
    client.force_login(carla)
    url = reverse("cases:consent_link", args=[case.number])

    assert client.post(url, {"who": f"{child.pk}-"}).status_code == 302

    assert not Message.objects.filter(key__startswith="own-consents").exists()
    link = ConsentLink.objects.get()
    assert "Nieuwe link" in client.get(reverse("cases:consents", args=[case.number])).content.decode()
    path = renew_link(link).removeprefix(full_address(""))
    assert Client().get(path).status_code == 200


def test_somebody_who_takes_no_part_gets_no_link(case, noor, carla):
    noor.left_on = local_today()
    noor.save()

    with pytest.raises(Refusal, match="doet niet mee"):
        give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)


@pytest.mark.parametrize(("language", "words"), [("tr", 'lang="tr"'), ("ar", 'dir="rtl"'), ("pl", 'lang="pl"')])
def test_the_page_speaks_the_language_of_the_reader(case, noor, carla, language, words):
    client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)

    page = client.post(path, {"language": language}).content.decode()

    assert words in page
    assert "Wat u goedvindt" not in page


def test_a_link_that_was_over_does_not_open_again_when_a_new_one_is_handed_over(case, noor, carla):
    _client, path = _page_of(Speaker(noor, AskedAs.SELF), carla)
    ConsentLink.objects.update(expires_on=local_today() - dt.timedelta(days=1))
    MainPerson.objects.filter(pk=noor.pk).update(email="")
    noor.refresh_from_db()

    give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)

    assert Client().get(path).status_code == 410


def test_another_programme_that_pays_leaves_the_own_link_open(case, noor, carla):
    give_own_link(case, Speaker(noor, AskedAs.SELF), by=carla)
    programme = make_programme(slug="wegen", name="Wegen")
    programme.regions.add(case.region)

    set_programme(case, programme, by=carla)

    assert not why_closed(ConsentLink.objects.get())
