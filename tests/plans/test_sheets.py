"""Photos of the flip-over sheets: beside the plan while it is written out, and gone when the coordinator says so."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from ekc.pictures import Picture
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement
from plans.acts.sheets import MOST_SHEETS, add_sheets, throw_sheets_away
from plans.acts.versions import begin_change
from plans.codes import PlanState
from plans.models import FlipSheet, Plan, PlanVersion
from tests.factories import left_open, make_frame, make_sheet
from tests.people import coordinator_of, signed_in
from tests.plans.reading import reload, url, write_url

pytestmark = pytest.mark.django_db


def photo(name: str = "flap.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def put_in(client: Client, version: PlanVersion, *files: Any) -> Any:
    return client.post(url("sheets", version.plan.case), {"photos": list(files)}, follow=True)


def test_several_photos_go_in_at_once_and_stand_beside_the_form(version: PlanVersion, client_of: Client) -> None:
    said = put_in(client_of, version, photo(), photo()).content.decode()

    assert "2 foto&#x27;s staan bij het plan." in said or "2 foto's staan bij het plan." in said
    page = client_of.get(write_url(version)).content.decode()
    for sheet in version.plan.sheets.all():
        address = url("sheet", version.plan.case, sheet.pk)
        assert f'src="{address}"' in page
        answer = client_of.get(address)
        assert answer["Content-Type"] == "image/jpeg"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
        with Image.open(BytesIO(answer.content)) as picture:
            assert picture.size == (40, 30)


def test_each_file_that_is_no_photo_is_named_and_nothing_is_kept(version: PlanVersion, client_of: Client) -> None:
    wrong = [SimpleUploadedFile(name, b"geen foto") for name in ("brief.docx", "lijst.xlsx")]

    said = put_in(client_of, version, photo(), *wrong).content.decode()

    assert "brief.docx is geen foto" in said
    assert "lijst.xlsx is geen foto" in said
    assert not FlipSheet.objects.exists()


def test_without_a_photo_one_is_asked(version: PlanVersion, client_of: Client) -> None:
    said = put_in(client_of, version).content.decode()

    assert "Kies een foto." in said


def test_a_photo_lies_encrypted_in_the_database(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    sheet = add_sheets(version.plan, [Picture(b"\xff\xd8 wat de familie schreef", told_place=False)], by=by)[0]

    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM plans_flipsheet WHERE id = %s", [sheet.pk])
        [stored] = cursor.fetchone()

    assert b"familie" not in bytes(stored)


def test_there_is_an_end_to_the_photos_of_one_plan(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    add_sheets(version.plan, [Picture(b"x", told_place=False)] * MOST_SHEETS, by=by)

    with pytest.raises(Refusal, match="Gooi eerst foto's weg"):
        make_sheet(version.plan, by=by)


def test_throwing_away_asks_first_and_leaves_nothing(version: PlanVersion, client_of: Client) -> None:
    case = version.plan.case
    kept, gone = (make_sheet(version.plan, by=coordinator_of(case)) for _number in range(2))
    address = url("sheet_away", case, gone.pk)

    asked = client_of.get(address).content.decode()
    assert "voorgoed weg" in asked
    assert FlipSheet.objects.count() == 2

    client_of.post(address)
    assert list(FlipSheet.objects.all()) == [kept]
    assert client_of.get(url("sheet", case, gone.pk)).status_code == 404


def test_photos_of_another_plan_are_not_thrown_away(version: PlanVersion, held: Any) -> None:
    by = coordinator_of(version.plan.case)
    other = make_sheet(held.own.plan, by=held.carla)

    assert throw_sheets_away(version.plan, [other], by=by) == 0
    assert FlipSheet.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(("choice", "left"), [("bewaren", 1), ("weggooien", 0)])
def test_who_shows_the_plan_chooses_what_becomes_of_the_photos(
    version: PlanVersion, client_of: Client, choice: str, left: int
) -> None:
    case = version.plan.case
    make_frame(case)
    make_sheet(version.plan, by=coordinator_of(case))
    add_agreement(version, by=coordinator_of(case), who="Oma", what="Kookt")
    reasons = left_open(version.plan)

    unsaid = client_of.post(url("present", case), reasons).content.decode()
    assert "Kies of je de foto" in unsaid
    assert reload(version.plan).state == PlanState.DRAFTED
    assert FlipSheet.objects.count() == 1

    client_of.post(url("present", case), {**reasons, "sheets": choice})
    assert reload(version.plan).state != PlanState.DRAFTED
    assert FlipSheet.objects.count() == left


def test_a_plan_that_cannot_be_shown_keeps_its_photos(version: PlanVersion, client_of: Client) -> None:
    make_sheet(version.plan, by=coordinator_of(version.plan.case))

    client_of.post(url("present", version.plan.case), {**left_open(version.plan), "sheets": "weggooien"})

    assert reload(version.plan).state == PlanState.DRAFTED
    assert FlipSheet.objects.count() == 1


@pytest.mark.parametrize(("choice", "left"), [("bewaren", 1), ("weggooien", 0)])
def test_who_fixes_a_later_version_chooses_too(established: Plan, choice: str, left: int) -> None:
    by = coordinator_of(established.case)
    make_sheet(established, by=by)
    version = begin_change(established, by=by, changed_by="Oma", reason="Zondag past beter.")

    signed_in(by).post(url("change_establish", established.case), {**left_open(established), "sheets": choice})

    assert reload(version).established_at is not None
    assert FlipSheet.objects.count() == left
