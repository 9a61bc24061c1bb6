"""An own statement stands beside the record, for whoever may read the part that it is about (AVG 16; ADR 0054)."""

import io
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from cases.codes import CaseState
from cases.models import OwnStatement
from cases.privacy.acts.answering import answer_request, withdraw_request
from cases.privacy.acts.own_statements import record_statement, withdraw_statement
from cases.privacy.reads.inzage import file_of
from cases.privacy.reads.own_statements import WHOLE_FILE, places_of
from ekc.dates import local_today
from ekc.refusal import Refusal
from plans.queries import current_version
from tests.access.test_crawler import signed_in
from tests.factories import make_circle_person, make_contact, make_privacy_request, nothing_is_fixed
from tests.factories.privacy import looked_over, make_statement
from tests.world import make_world

WORDS = "Kanarie: zo is het niet gegaan."
EVERYBODY = ("anna", "bram", "carla", "carel", "dirk", "eva", "frans", "lena")


@pytest.fixture
def world(db):
    return make_world(state=CaseState.PLAN_SENT)


@pytest.fixture
def place():
    """The key of one passage of this row."""

    def key(row, column):
        return f"{row._meta.db_table}-{row.pk}-{column}"

    return key


def readers(world, page):
    """Who reads the words on this page of the case."""
    url = reverse(page, args=[world.own.case.number])
    return {name for name in EVERYBODY if WORDS in signed_in(world.people[name]).get(url).content.decode()}


def request_page(world, statement):
    url = reverse("cases:privacy_request", args=[world.own.case.number, statement.request.pk])
    return signed_in(world.carla).get(url).content.decode()


# --- who reads it, and where ---------------------------------------------------------------------------------


def test_about_a_contact_it_stands_with_the_contacts_and_no_professional_reads_it(world, place):
    contact = make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note="Ze wilde niet.")
    make_statement(world.own.main_person, by=world.carla, about=place(contact, "note"), text=WORDS)

    assert readers(world, "cases:contacts") == readers(world, "cases:case") == {"anna", "carla"}
    assert readers(world, "cases:circle") == readers(world, "plans:plan") == set()


def test_about_the_aanmelding_the_professional_reads_it_on_the_overview_alone(world, place):
    make_statement(world.own.main_person, by=world.carla, about=place(world.own.case, "situation"), text=WORDS)

    assert readers(world, "cases:case") == {"anna", "carla", "dirk"}
    assert readers(world, "cases:history") == readers(world, "conferences:conference") == set()


def test_about_one_column_it_asks_the_rights_of_that_column(world, place):
    """A professional knows the name of a child, and not where the family can be called."""
    child = world.own.main_person
    make_statement(child, by=world.carla, about=place(child, "name"), text=WORDS)
    assert "dirk" in readers(world, "cases:case")

    OwnStatement.objects.update(column="own_wish")

    assert readers(world, "cases:case") == {"anna", "carla"}


def test_about_the_plan_the_regional_manager_reads_it_with_the_request_and_not_with_the_plan(world, place):
    agreement = current_version(world.own.plan).agreements.first()
    made = make_statement(world.own.main_person, by=world.carla, about=place(agreement, "what"), text=WORDS)

    assert readers(world, "plans:plan") == readers(world, "cases:case") == {"anna", "dirk"}
    assert WORDS in request_page(world, made)


def test_about_the_whole_file_it_is_of_who_sees_the_circle(world):
    make_statement(world.own.main_person, by=world.carla, text=WORDS)

    assert readers(world, "cases:case") == {"anna", "carla"}
    assert readers(world, "cases:circle") == set()


def test_of_somebody_of_the_circle_a_professional_reads_none_whatever_it_is_about(world, place):
    agreement, person = current_version(world.own.plan).agreements.first(), world.own.circle_person
    with nothing_is_fixed():
        agreement.people.add(person)
    of = {"by": world.carla, "asked_as": "zelf", "age": 50}
    make_statement(person, about=place(agreement, "what"), text=WORDS, **of)

    assert readers(world, "plans:plan") == readers(world, "cases:case") == {"anna"}


def test_a_passage_of_a_table_that_the_house_forgot_is_shown_to_nobody(world):
    made = make_statement(world.own.main_person, by=world.carla, text=WORDS)
    OwnStatement.objects.filter(pk=made.pk).update(table="weg", row_key=1, column="tekst")

    assert readers(world, "cases:case") == set()


def test_a_professional_reads_no_secret_address_in_it(world, place):
    make_statement(world.own.main_person, by=world.carla, about=place(world.own.case, "situation"), text=WORDS)
    OwnStatement.objects.update(text=f"{WORDS} Ik woon op de Dorpsstr. 12.")
    make_circle_person(
        world.own.case, name="Tante Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True
    )

    assert readers(world, "cases:case") == {"anna", "carla"}
    page = signed_in(world.dirk).get(world.own.case.get_absolute_url()).content.decode()
    assert "Dorpsstr" not in page
    assert "geheim adres" in page


def test_it_says_of_whom_it_is_who_said_it_and_about_what(world, place):
    contact = make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note="Ze wilde niet.")
    made = make_statement(world.own.main_person, by=world.carla, about=place(contact, "note"), text=WORDS)

    page = signed_in(world.anna).get(reverse("cases:contacts", args=[world.own.case.number])).content.decode()

    assert f"Namens {world.own.main_person}: Ouder met gezag" in page
    assert f"Bij: {made.about}" in page
    assert made.about.startswith("Contact, ")
    assert "Ze wilde niet." not in made.about


# --- writing it down -----------------------------------------------------------------------------------------


def test_the_record_stays_as_it_is(world, place):
    contact = make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note="Ze wilde niet.")
    made = make_statement(world.own.main_person, by=world.carla, about=place(contact, "note"), text=f" {WORDS} ")
    contact.refresh_from_db()

    assert contact.note == "Ze wilde niet."
    assert (made.text, made.recorded_by, made.recorded_on) == (WORDS, world.carla, local_today())
    assert (made.table, made.row_key, made.column) == ("cases_contact", contact.pk, "note")


@pytest.mark.parametrize("action", ["grant", "grant_partly", "refuse"])
def test_it_may_stand_beside_whatever_the_answer_was(world, action):
    asked = make_privacy_request(world.own.main_person, by=world.carla)
    ground = "" if action == "grant" else "wet_bewaart"
    answered = answer_request(asked, by=world.carla, action=action, ground=ground, answer="Zo is het.")

    assert record_statement(answered, by=world.carla, text=WORDS, about=WHOLE_FILE).is_about_all


def test_only_a_correction_that_has_its_answer_carries_one(world):
    person, carla = world.own.main_person, world.carla
    waiting, other = make_privacy_request(person, by=carla), make_privacy_request(person, by=carla, kind="inzage")
    with pytest.raises(Refusal, match="Geef eerst antwoord"):
        record_statement(waiting, by=carla, text=WORDS, about=WHOLE_FILE)
    with pytest.raises(Refusal, match="verzoek om verbetering"):
        record_statement(other, by=carla, text=WORDS, about=WHOLE_FILE)
    with pytest.raises(Refusal, match="nieuw verzoek"):
        record_statement(withdraw_request(waiting, by=carla), by=carla, text=WORDS, about=WHOLE_FILE)


def test_without_words_or_about_what_is_not_theirs_it_is_refused_in_its_field(world, place):
    asked = make_privacy_request(world.own.circle_person, by=world.carla, answered=True, asked_as="zelf", age=50)
    for text, about, at in (
        (" ", WHOLE_FILE, "text"),
        (WORDS, "verzonnen", "about"),
        (WORDS, place(world.own.main_person, "name"), "about"),
        (WORDS, place(world.other.case, "situation"), "about"),
    ):
        with pytest.raises(Refusal) as refused:
            record_statement(asked, by=world.carla, text=text, about=about)
        assert refused.value.at == (at,)
    assert not OwnStatement.objects.exists()


def test_what_it_can_be_about_is_named_by_kind_and_day_and_each_name_once(world):
    for note in ("Eerst dit.", "Toen dat."):
        make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note=note)
    asked = make_privacy_request(world.own.main_person, by=world.carla, answered=True)

    words = [each.words for each in places_of(asked).values()]

    assert words[0] == "Het hele dossier"
    assert len(words) == len(set(words))
    told = " ".join(words)
    assert [text for text in (*world.own.canaries.values(), "Eerst dit.", "Toen dat.") if text in told] == []


# --- taking it back ------------------------------------------------------------------------------------------


def test_taken_back_its_words_are_gone_and_that_there_was_one_stays(world):
    made = make_statement(world.own.main_person, by=world.carla, text=WORDS)

    withdraw_statement(made, by=world.carla)
    made.refresh_from_db()

    assert (made.text, made.withdrawn_on, made.withdrawn_by) == ("", local_today(), world.carla)
    assert readers(world, "cases:case") == set()
    page = request_page(world, made)
    assert WORDS not in page
    assert "De woorden zijn weg" in page
    # No copy of it stays behind in a history.
    assert [name for name in connection.introspection.table_names() if "ownstatement" in name] == ["cases_ownstatement"]
    with pytest.raises(Refusal, match="al teruggenomen"):
        withdraw_statement(made, by=world.carla)


# --- through the pages, on paper and as data -----------------------------------------------------------------


def test_from_the_answer_to_the_statement_and_back_through_the_pages(world):
    carla, number = signed_in(world.carla), world.own.case.number
    asked = make_privacy_request(world.own.main_person, by=world.carla)
    one, record = (
        reverse(f"cases:{name}", args=[number, asked.pk]) for name in ("privacy_request", "statement_record")
    )
    assert "Geef eerst antwoord op het verzoek" in carla.get(one).content.decode()
    assert carla.get(record).status_code == 302
    answer_request(asked, by=world.carla, action="refuse", ground="wet_bewaart", answer="Dit blijft staan.")
    assert "Er is nog geen eigen verklaring" in carla.get(one).content.decode()

    assert "Kies" in carla.post(record, {"about": "", "text": ""}).content.decode()
    assert carla.post(record, {"about": WHOLE_FILE, "text": WORDS}).url == one
    made = OwnStatement.objects.get()
    page = carla.get(one).content.decode()
    withdraw = reverse("cases:statement_withdraw", args=[number, made.pk])
    assert WORDS in page
    assert withdraw in page

    assert "komen niet terug" in carla.get(withdraw).content.decode()
    assert carla.post(withdraw).url == one
    assert carla.get(withdraw).status_code == 302
    assert withdraw not in carla.get(one).content.decode()


def test_another_kind_of_request_says_nothing_of_statements(world):
    asked = make_privacy_request(world.own.main_person, by=world.carla, kind="inzage")
    page = signed_in(world.carla).get(reverse("cases:privacy_request", args=[world.own.case.number, asked.pk]))

    assert "Eigen verklaringen" not in page.content.decode()


@pytest.mark.parametrize("name", [each for each in EVERYBODY if each != "carla"])
def test_nobody_else_writes_one_down_or_takes_it_back(world, name):
    made, client = make_statement(world.own.main_person, by=world.carla), signed_in(world.people[name])
    for route, pk in (("statement_record", made.request.pk), ("statement_withdraw", made.pk)):
        url = reverse(f"cases:{route}", args=[world.own.case.number, pk])
        assert client.get(url).status_code in (403, 404)
        assert client.post(url, {"about": WHOLE_FILE, "text": "Iets anders."}).status_code in (403, 404)
    made.refresh_from_db()
    assert made.text == "Zo ging het niet."
    assert OwnStatement.objects.count() == 1


def test_a_secret_address_is_not_written_down_in_it(world):
    make_circle_person(
        world.own.case, name="Tante Jo", street="Dorpsstraat 12", postcode="1621 AA", secret_address=True
    )
    asked = make_privacy_request(world.own.main_person, by=world.carla, answered=True)
    url = reverse("cases:statement_record", args=[world.own.case.number, asked.pk])

    page = signed_in(world.carla).post(url, {"about": WHOLE_FILE, "text": "Wij wonen op Dorpsstraat 12."})

    assert "geheim adres" in page.content.decode()
    assert not OwnStatement.objects.exists()


def test_it_goes_along_with_the_file_of_who_said_it_and_of_nobody_else(world):
    make_statement(world.own.main_person, by=world.carla, text="Dat klopt niet, ik was thuis.")
    files = {}
    for person in (world.own.main_person, world.own.adult, world.own.circle_person):
        asked = make_privacy_request(person, by=world.carla, kind="inzage", asked_as="zelf", age=50)
        files[person] = looked_over(asked, by=world.carla, verdict="zo_laten")

    told = {person: json.dumps(file_of(asked).as_data(), ensure_ascii=False) for person, asked in files.items()}
    assert [person for person, text in told.items() if "ik was thuis" in text] == [world.own.main_person]
    assert "Het hele dossier" in told[world.own.main_person]
    url = reverse("cases:inzage_pdf", args=[world.own.case.number, files[world.own.main_person].pk])
    paper = PdfReader(io.BytesIO(signed_in(world.carla).get(url).content))
    text = "".join(each.extract_text() for each in paper.pages)
    assert "Eigen verklaringen" in text
    assert "ik was thuis" in text


def test_taken_back_it_is_in_no_file_that_goes_out(world):
    made = make_statement(world.own.main_person, by=world.carla, text="Dat klopt niet, ik was thuis.")
    withdraw_statement(made, by=world.carla)
    asked = make_privacy_request(world.own.main_person, by=world.carla, kind="inzage")
    file = file_of(looked_over(asked, by=world.carla))

    text = json.dumps(file.as_data(), ensure_ascii=False)

    assert "ik was thuis" not in text
    assert "teruggenomen op" in text


@pytest.mark.parametrize(("has_one", "said"), [(True, "naast het dossier, bij:"), (False, "laten zetten")])
def test_the_letter_says_where_it_stands_or_that_it_can(world, has_one, said):
    asked = make_privacy_request(world.own.main_person, by=world.carla, answered=True)
    if has_one:
        record_statement(asked, by=world.carla, text=WORDS, about=WHOLE_FILE)
    url = reverse("cases:privacy_letter", args=[world.own.case.number, asked.pk])

    paper = PdfReader(io.BytesIO(signed_in(world.carla).get(url).content))

    assert said in " ".join("".join(each.extract_text() for each in paper.pages).split())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("own_statement_about_a_passage_or_all", {"table": "cases_contact"}),
        ("own_statement_about_a_passage_or_all", {"row_key": 1}),
        ("own_statement_stands_or_is_gone", {"text": ""}),
        ("own_statement_stands_or_is_gone", {"withdrawn_on": local_today()}),
    ],
)
def test_the_database_refuses_an_impossible_statement(world, name, values):
    made = make_statement(world.own.main_person, by=world.carla)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OwnStatement.objects.filter(pk=made.pk).update(**values)
