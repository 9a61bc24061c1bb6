"""The desk of requests: the first term first, only of own files, and the way from request to letter."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cases.models import PrivacyRequest
from ekc.dates import local_today
from tests.access.test_crawler import signed_in
from tests.factories import make_privacy_request
from tests.world import make_world

DESK = reverse("cases:privacy_requests")


@pytest.fixture
def world(db):
    return make_world()


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_has_the_first_term_first_and_only_of_own_files(world):
    late = local_today() - dt.timedelta(days=45)
    make_privacy_request(world.own.circle_person, by=world.carla, asked_as="zelf", age=50)
    make_privacy_request(world.own.main_person, by=world.carla, received_on=late)
    make_privacy_request(world.other.main_person, by=world.carel, received_on=late)

    page = body(signed_in(world.carla).get(DESK))

    names = [str(world.own.main_person), str(world.own.circle_person)]
    assert 0 < page.index(f'<td data-label="Over wie">{names[0]}') < page.index(f'<td data-label="Over wie">{names[1]}')
    assert "dagen te laat" in page
    assert world.other.case.number not in page
    assert str(world.other.main_person) not in page


@pytest.mark.parametrize("name", ["anna", "bram", "dirk", "eva", "frans"])
def test_nobody_else_knows_that_there_is_a_desk(world, name):
    make_privacy_request(world.own.main_person, by=world.carla)
    client = signed_in(world.people[name])

    assert client.get(DESK).status_code == 404
    assert 'href="/verzoeken/"' not in client.get("/", follow=True).content.decode()


@pytest.mark.parametrize("name", ["anna", "bram", "carel", "dirk", "eva", "frans", "lena"])
def test_a_request_of_a_file_opens_for_its_regional_manager_alone(world, name):
    asked = make_privacy_request(world.own.main_person, by=world.carla)
    args = [world.own.case.number, asked.pk]
    client = signed_in(world.people[name])

    for route in ("privacy_request", "privacy_answer", "privacy_extend", "privacy_withdraw", "privacy_letter"):
        assert client.get(reverse(f"cases:{route}", args=args)).status_code in (403, 404)
    assert client.get(reverse("cases:privacy_of_case", args=args[:1])).status_code in (403, 404)


def test_landelijk_beheer_has_the_requests_of_a_region_that_nobody_keeps(world):
    make_privacy_request(world.own.main_person, by=world.carla)
    lena = signed_in(world.lena)
    assert world.own.case.number not in body(lena.get(DESK))

    world.carla.is_active = False
    world.carla.save()

    assert world.own.case.number in body(lena.get(DESK))


def test_a_request_goes_from_the_phone_to_the_letter(world):
    carla, number = signed_in(world.carla), world.own.case.number
    case_page = body(carla.get(reverse("cases:case", args=[number])))
    assert reverse("cases:privacy_of_case", args=[number]) in case_page
    typed = {
        "who": f"k{world.own.circle_person.pk}",
        "kind": "correctie",
        "what": "Mijn telefoonnummer klopt niet.",
        "asked_as": "zelf",
        "asked_by": "",
        "age": "61",
        "identity": "teruggebeld",
        "paper": "",
        "child_view": "",
        "received_on": local_today().isoformat(),
    }

    answer = carla.post(reverse("cases:privacy_record", args=[number]), typed, follow=True)
    asked = PrivacyRequest.objects.get()
    assert "Het verzoek is vastgelegd." in body(answer)
    assert str(asked.of_whom) in answer.content.decode()

    letter = reverse("cases:privacy_letter", args=[number, asked.pk])
    assert "nog geen antwoord" in body(carla.get(letter, follow=True))
    answered = {"action": "grant", "ground": "", "answer": "Wij hebben het verbeterd."}
    carla.post(reverse("cases:privacy_answer", args=[number, asked.pk]), answered)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(carla.get(letter).content)).pages)

    assert "Wij hebben het verbeterd." in text
    assert "Autoriteit Persoonsgegevens" in text.replace("\n", " ")


def test_today_says_that_a_request_waits_when_its_term_is_near(world):
    carla = signed_in(world.carla)
    asked = make_privacy_request(world.own.main_person, by=world.carla)
    assert "Naar de verzoeken" not in body(carla.get(reverse("cases:today")))

    PrivacyRequest.objects.filter(pk=asked.pk).update(due_on=local_today() + dt.timedelta(days=5))

    assert "Naar de verzoeken" in body(carla.get(reverse("cases:today")))
    assert "Naar de verzoeken" not in body(signed_in(world.carel).get(reverse("cases:today")))
