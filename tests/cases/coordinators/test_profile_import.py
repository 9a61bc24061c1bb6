"""Profiles from an Excel file: what is wrong is said row by row, and all is saved or nothing."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cases.coordinators.acts.profile_import import keep_reading, read_profiles, save_reading
from cases.coordinators.profile_columns import HEADS, row_of, what_is_known
from cases.models import Coordinator, ProfileImport
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from ekc.spreadsheets import NotReadable, harmless, read_sheet, sheet_file
from tests.cases.coordinators.profile_files import FULL, cells, confirm, faults_of, upload, workbook, zipped
from tests.factories import OTHER_REGION, make_coordinator, make_organisation, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena(db):
    return make_user(Role.NATIONAL)


@pytest.fixture
def anna(db) -> Coordinator:
    user = make_user(Role.COORDINATOR, full_name="Anna Bos", email="anna@voorbeeld.example")
    return make_coordinator(user)


def test_file_is_shown_first_then_saved_and_the_second_time_changes_nothing(client, carla, anna):
    make_organisation(name="Bakkerij")
    client.force_login(carla)
    shown = upload(client, [cells(**FULL)]).content.decode()
    anna.refresh_from_db()
    assert "Anna Bos" in shown
    assert "Nederlands, Turks" in shown
    assert anna.languages == ["nl"]

    assert "1 veranderd" in confirm(client).content.decode()

    anna.refresh_from_db()
    assert (anna.gender, anna.languages, anna.trainings) == ("vrouw", ["nl", "tr"], ["ekc", "herstel"])
    assert (anna.max_cases, anna.available, anna.vog_date) == (4, False, dt.date(2026, 2, 1))
    assert anna.training_costs == Decimal("450.50")
    assert [str(each) for each in anna.employers.all()] == ["Bakkerij"]
    events = anna.events.count()
    again = upload(client, [cells(**FULL)]).content.decode()
    assert "In dit bestand staat niets nieuws." in again
    confirm(client)
    assert anna.events.count() == events


def test_what_was_exported_reads_in_without_a_change(client, carla, anna):
    anna.employers.add(make_organisation(name="=Bakkerij"))
    anna.backgrounds, anna.background_words = ["turks", "anders"], "=cmd|'/C calc'!A0"
    anna.faith, anna.faith_words = "anders", "Baha'i"
    anna.vog_date, anna.training_costs = dt.date(2026, 1, 9), Decimal("1250.00")
    anna.save()
    # Somebody who works for a colleague too: the region that is not carla's stands in the file as well.
    anna.user.regions.add(make_region(OTHER_REGION))
    client.force_login(carla)
    exported = client.get(reverse("cases:pool_export"))
    heads, lines = read_sheet(exported.content)

    reading = read_profiles(heads, lines, by=carla)

    assert reading.faults == []
    assert reading.unchanged == 1


def test_formula_in_a_profile_leaves_the_house_as_text(client, carla, anna):
    User.objects.filter(pk=anna.user_id).update(full_name="=1+1")
    client.force_login(carla)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("cases:pool_export")).content))

    found = [cell for row in book.active.iter_rows() for cell in row if cell.value and "1+1" in str(cell.value)]
    assert [(cell.value, cell.data_type) for cell in found] == [("'=1+1", "s")]


@pytest.mark.parametrize("text", ["=1", "+31", "-", "@x", "\tx", "gewoon"])
def test_harmless_text_begins_with_no_sign_of_a_formula(text):
    assert harmless(text)[0] not in "=+-@\t"


def test_empty_cell_leaves_and_a_dash_empties(carla, anna):
    anna.backgrounds, anna.faith = ["turks"], "islam"
    anna.save()
    row = cells(email="anna@voorbeeld.example", background="-")
    heads, lines = read_sheet(workbook([row]))
    save_reading(keep_reading(heads, lines, by=carla), by=carla)

    anna.refresh_from_db()
    assert (anna.backgrounds, anna.faith, anna.languages) == ([], "islam", ["nl"])


def test_saying_that_there_are_no_employers_is_a_declaration(carla, anna):
    Coordinator.objects.update(employers_declared_on=None)
    heads, lines = read_sheet(workbook([cells(email="anna@voorbeeld.example", employers="geen")]))
    save_reading(keep_reading(heads, lines, by=carla), by=carla)

    anna.refresh_from_db()
    assert anna.employers_declared_on == local_today()


def test_example_file_has_the_columns_and_their_explanation(client, carla):
    client.force_login(carla)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("cases:profile_template")).content))

    assert [cell.value for cell in book.worksheets[0][1]] == list(HEADS)
    assert {row[0].value for row in book.worksheets[1].iter_rows()} >= set(HEADS)


# --- new people ---------------------------------------------------------------------------------------------


def test_national_office_adds_people_who_get_the_mail_to_choose_a_password(client, lena):
    client.force_login(lena)
    shown = upload(
        client, [cells(email="nieuw@voorbeeld.example", name="Nieuw Mens", regions="Utrecht", languages="Pools")]
    )
    assert "Nieuw Mens" in shown.content.decode()
    assert not User.objects.filter(email="nieuw@voorbeeld.example").exists()
    confirm(client)

    made = Coordinator.objects.get(user__email="nieuw@voorbeeld.example")
    assert (made.user.full_name, made.languages) == ("Nieuw Mens", ["pl"])
    assert list(made.user.regions.all()) == [make_region()]
    assert Message.objects.filter(to="nieuw@voorbeeld.example").count() == 1


def test_manager_adds_nobody_and_reaches_nobody_of_another_region(carla):
    elsewhere = make_user(Role.COORDINATOR, region=make_region(OTHER_REGION), email="elders@voorbeeld.example")
    found = faults_of([cells(email="nieuw@voorbeeld.example", name="Nieuw"), cells(email=elsewhere.email)], carla)

    assert [(fault.line, fault.column) for fault in found] == [(2, "E-mail"), (3, "E-mail")]
    assert "Landelijk beheer" in found[0].text


def test_manager_keeps_the_regions_of_colleagues(carla, anna):
    limburg = make_region(OTHER_REGION)
    anna.user.regions.add(limburg)
    heads, lines = read_sheet(workbook([cells(email=anna.user.email, regions="Utrecht")]))
    save_reading(keep_reading(heads, lines, by=carla), by=carla)

    assert set(anna.user.regions.all()) == {limburg, make_region()}


def test_manager_gives_nobody_a_region_of_a_colleague(carla, anna):
    make_region(OTHER_REGION)

    (fault,) = faults_of([cells(email=anna.user.email, regions="Utrecht, Limburg")], carla)

    assert "“Limburg” is niet van u" in fault.text


def test_faith_background_and_employers_are_read_in_any_spelling(carla, anna):
    make_organisation(name="Bakkerij De Linde")
    row = cells(
        email=anna.user.email,
        background="turkse; Surinaams-Hindoestaans, anders: Zaza",
        faith="müslüman",
        languages="Türkçe, العربية, Dutch",
        employers="bakkerij  de linde.",
    )
    heads, lines = read_sheet(workbook([row]))
    save_reading(keep_reading(heads, lines, by=carla), by=carla)

    anna.refresh_from_db()
    assert (anna.backgrounds, anna.background_words) == (["turks", "hindoestaans", "anders"], "Zaza")
    assert (anna.faith, anna.faith_words, anna.languages) == ("islam", "", ["tr", "ar", "nl"])
    assert [str(each) for each in anna.employers.all()] == ["Bakkerij De Linde"]


def test_employer_that_comes_near_a_known_one_is_asked(carla, anna):
    make_organisation(name="Bakkerij De Linde")

    (fault,) = faults_of([cells(email=anna.user.email, employers="Linde Bakkerij")], carla)

    assert "Bedoelt u Bakkerij De Linde?" in fault.text


# --- faults: each with its row and column -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "column", "word"),
    [
        ("languages", "Nederlands, Turkss", "Talen", "Bedoelt u Turks?"),
        ("languages", "qqq", "Talen", "voluit"),
        ("gender", "x", "Geslacht", "man, vrouw"),
        ("trainings", "koken", "Trainingen", "koken"),
        ("most", "veel", "Zaken tegelijk", "1 tot en met 20"),
        ("most", 99, "Zaken tegelijk", "1 tot en met 20"),
        ("most", "9" * 5000, "Zaken tegelijk", "1 tot en met 20"),
        ("available", "soms", "Beschikbaar", "ja of nee"),
        ("vog", "gisteren", "Datum VOG", "dag, maand en jaar"),
        ("vog", dt.datetime(2999, 1, 1), "Datum VOG", "nog niet geweest"),
        ("employers", "Onbekend BV", "Werkgevers", "Onbekend BV"),
        ("costs", "gratis", "Kosten training", "bedrag in euro's"),
        ("costs", "9999999", "Kosten training", "te hoog"),
        ("regions", "Limburg", "Regio's", "Limburg"),
        ("regions", "-", "Regio's", "minstens één"),
        ("background", "anders: " + "x" * 81, "Achtergrond", "80 tekens"),
        ("background", "Turkks", "Achtergrond", "Bedoelt u Turks?"),
        ("background", "qqq", "Achtergrond", "anders: qqq"),
        ("background", "anders", "Achtergrond", "achter “anders:”"),
        ("faith", "islam, hindoe", "Geloof", "één keuze"),
    ],
)
def test_fault_names_the_row_the_column_and_what_to_do(anna, carla, field, value, column, word):
    if field == "regions" and value == "-":
        carla = make_user(Role.NATIONAL)
    found = faults_of(
        [cells(email=anna.user.email), cells(email=anna.user.email.replace("a", "b", 1), **{field: value})], carla
    )
    mine = faults_of([cells(email=anna.user.email, **{field: value})], carla)

    assert [(fault.line, fault.column) for fault in mine] == [(2, column)]
    assert word in mine[0].text
    assert 3 in {fault.line for fault in found}


def test_every_fault_is_found_in_one_go_and_nothing_is_saved(client, carla, anna):
    client.force_login(carla)
    rows = [
        cells(email=anna.user.email, most=5),
        cells(email="geen adres"),
        cells(email="", name="x"),
        cells(email=anna.user.email),
    ]
    answer = upload(client, rows)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"Regel {line}" in text for line in (3, 4, 5))
    assert "staat ook op regel 2" in text
    anna.refresh_from_db()
    assert anna.max_cases == 2
    assert not ProfileImport.objects.exists()


@pytest.mark.parametrize(
    ("heads", "word"),
    [
        (("Naam",), "ontbreekt"),
        (("E-mail", "Schoenmaat"), "kennen we niet"),
        (("E-mail", "Talen", "Talen"), "twee keer"),
    ],
)
def test_wrong_columns_are_named(carla, heads, word):
    found = faults_of([["anna@voorbeeld.example"]], carla, heads)

    assert any(word in fault.text for fault in found)


def test_file_without_a_row_is_said(carla):
    assert "niets onder" in faults_of([], carla)[0].text


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "geen Excel"),
        (b"naam;talen", "geen Excel"),
        (zipped(10), "niet te lezen"),
        (zipped(45_000_000), "te groot"),
        (b"x" * 2_000_001, "te groot"),
    ],
    ids=["empty", "csv", "other zip", "bomb", "large"],
)
def test_what_is_no_list_is_said_in_words(content, word):
    with pytest.raises(NotReadable) as refused:
        read_sheet(content)

    assert word in refused.value.reason


def test_file_that_asks_for_another_file_gets_nothing(tmp_path):
    """An entity in the sheet that names a file of the server."""
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    book, out = io.BytesIO(workbook([["anna@voorbeeld.example"]], ["E-mail"])), io.BytesIO()
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            content = source.read(part)
            if part.endswith("sharedStrings.xml"):
                body = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
                doctype = f'<!DOCTYPE sst [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
                content = doctype + body.replace(b"anna@", b"&e;")
                assert b"&e;" in content
            target.writestr(part, content)

    try:
        _heads, lines = read_sheet(out.getvalue())
    except NotReadable:
        lines = []
    assert "geheim" not in str(lines)


def test_too_many_rows_are_refused():
    with pytest.raises(NotReadable, match="too|te veel"):
        read_sheet(workbook([[f"{n}@voorbeeld.example"] for n in range(5001)], ["E-mail"]))


def test_page_says_what_is_wrong_with_the_file_at_the_field(client, carla):
    client.force_login(carla)
    file = SimpleUploadedFile("profielen.csv", b"naam;talen")
    answer = client.post(reverse("cases:profile_import"), {"file": file})

    assert "Dit is geen Excel-bestand." in answer.content.decode()


# --- between looking and saying yes -------------------------------------------------------------------------


def test_what_waits_for_a_yes_is_encrypted_and_thrown_away(carla, anna):
    heads, lines = read_sheet(workbook([cells(email=anna.user.email, background="Turks")]))
    old = keep_reading(heads, lines, by=make_user(Role.NATIONAL))
    assert "Turks" not in old.content
    ProfileImport.objects.update(made_at=timezone.now() - dt.timedelta(hours=25))
    kept = keep_reading(heads, lines, by=carla)

    assert list(ProfileImport.objects.all()) == [kept]


def test_world_that_went_on_refuses_the_whole_file(carla, anna):
    work = make_organisation(name="Bakkerij")
    heads, lines = read_sheet(workbook([cells(email=anna.user.email, employers="Bakkerij", most=5)]))
    kept = keep_reading(heads, lines, by=carla)
    work.name = "Banketbakkerij"
    work.save()
    with pytest.raises(Refusal, match="intussen"):
        save_reading(kept, by=carla)

    anna.refresh_from_db()
    assert anna.max_cases == 2


def test_second_yes_is_told_that_it_was_done(carla, anna):
    heads, lines = read_sheet(workbook([cells(email=anna.user.email, most=5)]))
    kept = keep_reading(heads, lines, by=carla)
    save_reading(kept, by=carla)
    with pytest.raises(Refusal, match="al ingelezen"):
        save_reading(kept, by=carla)


def test_file_of_a_colleague_does_not_exist(client, carla, anna, lena):
    heads, lines = read_sheet(workbook([cells(email=anna.user.email, most=5)]))
    kept = keep_reading(heads, lines, by=lena)
    client.force_login(carla)

    assert client.get(reverse("cases:profile_import_check", args=[kept.pk])).status_code == 404
    assert client.post(reverse("cases:profile_import_confirm", args=[kept.pk])).status_code == 404


def test_row_of_a_profile_has_a_cell_for_every_column(anna):
    row = row_of(anna, what_is_known())

    assert len(row) == len(HEADS)
    assert sheet_file("x", HEADS, [row])[:2] == b"PK"


def test_address_that_is_longer_than_an_account_takes_is_a_fault_of_its_row(lena):
    address = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.example"
    found = faults_of([cells(email=address, name="Anna", regions="Noord-Holland")], lena)

    assert [(fault.line, fault.column) for fault in found] == [(2, "E-mail")]
