"""Editions that go out: replaced, withdrawn, given as files, set beside today, and read."""

import datetime as dt
import hashlib
import io
import json

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from cases.codes import CaseState
from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.audit.models import ReadLine
from ekc.refusal import Refusal
from reports.acts.downloads import make_downloads, request_edition_file
from reports.acts.editions import (
    discard_edition,
    edition_file,
    make_edition,
    make_next_version,
    withdraw_edition,
)
from reports.codes import FIGURE_FORMATS, Audience, EditionState
from reports.editions.contents import report_in
from reports.editions.differing import differing_today
from reports.editions.storing import checksum_of
from reports.models import Download, Edition, EditionFile
from reports.rendering import file_name, render_report
from tests import factories
from tests.factories import make_user
from tests.reports.editing import CHOSEN, fill, issued

pytestmark = pytest.mark.django_db


# --- publishing, replacing, withdrawing ------------------------------------------------------------------------------


def test_a_new_version_says_what_changed_and_takes_the_place_of_the_old_one(
    draft: Edition, eva: User, lena: User
) -> None:
    first = issued(draft, lena)
    fill(40)
    with pytest.raises(Refusal, match="wat er anders is"):
        make_next_version(first, by=eva, changes=" ")
    second = make_next_version(first, by=eva, changes="Veertig zaken kwamen erbij.")
    with pytest.raises(Refusal, match="al een nieuwere versie"):
        make_next_version(first, by=eva, changes="Nog een keer.")
    assert (second.version, second.replaces, second.name) == (2, first, first.name)
    assert Edition.objects.get(pk=first.pk).state == EditionState.PUBLISHED

    issued(second, lena)

    first.refresh_from_db()
    assert (first.state, second.state) == (EditionState.REPLACED, EditionState.PUBLISHED)
    assert "Veertig zaken kwamen erbij." in edition_file(second, "html")[0].decode()
    assert b"Veertig" not in edition_file(first, "html")[0]


def test_an_edition_that_lapsed_leaves_its_name_free(draft: Edition, eva: User) -> None:
    discard_edition(draft, by=eva)

    assert make_edition(by=eva, name="Jaarboek 2024", chosen=CHOSEN).version == 1
    with pytest.raises(Refusal, match="geen bestanden meer"):
        edition_file(draft, "json")


def test_an_edition_is_withdrawn_with_a_reason_and_gives_no_file_any_more(
    draft: Edition, eva: User, lena: User
) -> None:
    issued(draft, lena)
    asked = request_edition_file(draft, by=eva, kind="json")
    with pytest.raises(Refusal, match="Schrijf op waarom"):
        withdraw_edition(draft, by=lena, reason="  ")

    withdraw_edition(draft, by=lena, reason="Tabel 2.2 was fout.")

    assert make_downloads() == 0
    asked.refresh_from_db()
    assert asked.error == "Van deze editie worden geen bestanden meer gegeven."
    with pytest.raises(Refusal, match="geen bestanden meer"):
        request_edition_file(draft, by=eva, kind="json")


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(FIGURE_FORMATS))
def test_two_renderings_of_an_edition_are_the_same_byte_for_byte_with_its_own_dates(
    draft: Edition, lena: User, kind: str, time_machine
) -> None:
    issued(draft, lena)
    first = render_report(report_in(draft), kind)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=400))

    assert render_report(report_in(Edition.objects.get()), kind) == first


def test_a_file_of_an_edition_is_made_once_and_given_as_it_is(draft: Edition, eva: User, lena: User) -> None:
    issued(draft, lena)
    content, name = edition_file(draft, "xlsx")
    kept = EditionFile.objects.get()

    assert name == "jaarboek-2024-versie-1.xlsx"
    assert kept.checksum == hashlib.sha256(content).hexdigest()
    fill(30)
    Case.objects.update(received_on=dt.date(2024, 6, 6))
    asked = request_edition_file(draft, by=eva, kind="xlsx")
    assert make_downloads() == 1
    asked.refresh_from_db()
    assert bytes(asked.content) == content
    assert EditionFile.objects.count() == 1


def test_the_dates_in_the_files_are_those_of_the_edition(draft: Edition, lena: User, time_machine) -> None:
    issued(draft, lena)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=400))
    day = draft.counted_on

    book = openpyxl.load_workbook(io.BytesIO(edition_file(draft, "xlsx")[0]))
    assert book.properties.created.date() == day
    found = pypdf.PdfReader(io.BytesIO(edition_file(draft, "pdf")[0]))
    assert found.metadata is not None
    assert found.metadata.creation_date is not None
    assert found.metadata.creation_date.date() == day
    assert found.metadata.title == "Jaarboek 2024, versie 1"
    text = " ".join(found.pages[0].extract_text().split())
    assert draft.checksum[:20] in text.replace(" ", "")
    assert "Lena Beheer" in text


def test_a_draft_says_that_it_is_one_and_is_not_kept(draft: Edition) -> None:
    content, name = edition_file(draft, "json")

    assert name == "jaarboek-2024-versie-1-concept.json"
    assert json.loads(content)["edition"]["state"] == "Concept"
    assert not EditionFile.objects.exists()
    assert file_name(report_in(draft), "pdf").endswith("-concept.pdf")


def test_two_kinds_of_nothing_are_not_asked_for(draft: Edition, eva: User) -> None:
    for kind in ("sav", "zomaar"):
        with pytest.raises(Refusal, match="geen bestand van deze soort"):
            request_edition_file(draft, by=eva, kind=kind)


# --- what would be otherwise today -----------------------------------------------------------------------------------


def test_it_shows_which_tables_would_be_otherwise_today_and_names_no_case(
    draft: Edition, eva: User, lena: User, client: Client
) -> None:
    issued(draft, lena)
    assert differing_today(draft, eva) == []
    client.force_login(eva)
    assert "alle cijfers gelijk" in client.get(reverse("reports:edition", args=[draft.pk])).content.decode()
    cases = fill(40)

    found = {each.table: each for each in differing_today(draft, eva) or ()}
    assert "2.2" in found
    assert 0 < found["2.2"].figures <= found["2.2"].of
    text = client.get(reverse("reports:edition", args=[draft.pk])).content.decode()
    assert "tabellen hebben vandaag andere cijfers" in text
    assert not [case for case in cases if case.number in text]
    assert render_report(report_in(draft), "json") == edition_file(draft, "json")[0]


def test_a_case_that_is_reopened_changes_what_would_be_counted_and_not_the_edition(
    draft: Edition, eva: User, lena: User
) -> None:
    issued(draft, lena)
    before = edition_file(draft, "csv")[0]
    Case.objects.filter(pk__in=[case.pk for case in Case.objects.all()[:30]]).update(
        state=CaseState.ACTIVATION, closed_on=None
    )

    assert differing_today(draft, eva)
    assert edition_file(Edition.objects.get(), "csv")[0] == before


def test_a_programme_that_is_gone_cannot_be_counted_any_more(eva: User) -> None:
    edition = factories.make_edition(selection={"programme": "weg", "audience": "public"})

    assert differing_today(edition, eva) is None


# --- who reads it ----------------------------------------------------------------------------------------------------


def test_a_regional_manager_reads_what_is_out_and_public_and_gets_its_files() -> None:
    carla = make_user(Role.REGIONAL_MANAGER, region=Region.objects.get(code="utrecht"))
    editions = {
        (state, audience): factories.make_edition(state=state, audience=audience)
        for state in EditionState
        if state != EditionState.REPLACED
        for audience in (Audience.RESEARCH, Audience.PUBLIC)
    }
    seen = set(Edition.objects.for_user(carla))

    out = (EditionState.PUBLISHED, EditionState.WITHDRAWN)
    assert seen == {editions[state, Audience.PUBLIC] for state in out}
    file = request_edition_file(editions[EditionState.PUBLISHED, Audience.PUBLIC], by=carla, kind="json")
    assert make_downloads() == 1
    assert list(Download.objects.for_user(carla)) == [file]
    with pytest.raises(Refusal):
        request_edition_file(editions[EditionState.PUBLISHED, Audience.RESEARCH], by=carla, kind="json")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PROFESSIONAL, Role.FUNDER])
def test_who_reads_no_figures_reads_no_edition(role: str) -> None:
    factories.make_edition(state=EditionState.PUBLISHED)

    assert not Edition.objects.for_user(make_user(role)).exists()


def test_a_draft_shows_its_reader_no_names_and_its_maker_who_did_what(
    draft: Edition, eva: User, lena: User, client: Client
) -> None:
    issued(draft, lena)
    carla = make_user(Role.REGIONAL_MANAGER, region=Region.objects.get(code="utrecht"))
    address = reverse("reports:edition", args=[draft.pk])
    client.force_login(carla)
    text = client.get(address).content.decode()
    assert "Eva Onderzoeker" not in text
    assert "Wat vandaag anders zou zijn" not in text
    assert draft.checksum in text
    assert ReadLine.objects.latest("pk").what == "editie van cijfers"
    client.force_login(eva)
    assert "Eva Onderzoeker" in client.get(address).content.decode()


# --- through the pages -----------------------------------------------------------------------------------------------


def test_letting_a_draft_lapse_asks_first(client: Client, draft: Edition, eva: User) -> None:
    client.force_login(eva)
    address = reverse("reports:edition_discard", args=[draft.pk])

    assert "komt niet terug" in client.get(address).content.decode()
    draft.refresh_from_db()
    assert draft.state == EditionState.DRAFT
    client.post(address)
    draft.refresh_from_db()
    assert draft.state == EditionState.DISCARDED
    assert "Jaarboek 2024" not in client.get(reverse("reports:editions")).content.decode()


def test_an_edition_goes_from_a_choice_to_being_withdrawn_through_its_pages(
    client: Client, eva: User, lena: User
) -> None:
    fill()
    client.force_login(eva)
    index = client.get(reverse("reports:index"), {"programme": "", **CHOSEN}).content.decode()
    assert f"{reverse('reports:edition_create')}?start=2024-01-01" in index
    made = client.post(reverse("reports:edition_create"), {**CHOSEN, "name": "Jaarboek 2024"})
    edition = Edition.objects.get()
    page = reverse("reports:edition", args=[edition.pk])
    assert made.headers["Location"] == page
    assert "Keur goed" not in client.get(page).content.decode()
    written = reverse("reports:edition_sentence", args=[edition.pk, "2.2"])
    assert "Tabel 2.2" in client.get(written).content.decode()
    client.post(written, {"text": "Een zin die klopt."})
    client.post(reverse("reports:edition_words", args=[edition.pk]), {"notes": "Lees dit eerst."})

    client.force_login(lena)
    text = client.get(page).content.decode()
    assert "Keur goed" in text
    assert "Een zin die klopt." in text
    assert "Lees dit eerst." in text
    client.post(reverse("reports:edition_approve", args=[edition.pk]))
    client.post(reverse("reports:edition_publish", args=[edition.pk]))
    assert "Jaarboek 2024, versie 1" in client.get(reverse("reports:editions")).content.decode()
    client.post(reverse("reports:edition_file", args=[edition.pk]), {"format": "json"})
    assert make_downloads() == 1
    client.post(reverse("reports:edition_next", args=[edition.pk]), {"changes": "Opnieuw geteld."})
    assert Edition.objects.filter(version=2, state=EditionState.DRAFT).exists()
    nothing = client.post(reverse("reports:edition_withdraw", args=[edition.pk]), {"reason": ""})
    assert nothing.status_code == 200
    client.post(reverse("reports:edition_withdraw", args=[edition.pk]), {"reason": "Er stond een fout in."})

    edition.refresh_from_db()
    assert edition.state == EditionState.WITHDRAWN
    assert "Er stond een fout in." in client.get(page).content.decode()


def test_a_choice_that_is_refused_keeps_the_name_and_the_words(client: Client, eva: User) -> None:
    fill(3, received_on=dt.date(2024, 1, 5))
    client.force_login(eva)

    text = client.post(
        reverse("reports:edition_create"), {**CHOSEN, "name": "Jaarboek 2024", "notes": "Lees dit."}
    ).content.decode()

    assert "te weinig mensen" in text
    assert 'value="Jaarboek 2024"' in text
    assert "Lees dit." in text
    assert not Edition.objects.exists()


def test_the_same_data_has_the_same_checksum_in_any_order_and_other_data_another() -> None:
    assert checksum_of({"a": 1, "b": [2]}) == checksum_of({"b": [2], "a": 1})
    assert len({checksum_of(each) for each in ({"a": 1}, {"a": 2}, {"b": 1}, [], "")}) == 5
