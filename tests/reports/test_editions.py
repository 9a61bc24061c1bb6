"""Editions: frozen figures, written, approved by another, published, withdrawn and replaced (R25)."""

import dataclasses
import datetime as dt
import hashlib
import io
import json

import openpyxl
import pypdf
import pytest
from django.db import IntegrityError, InternalError, transaction
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
    approve_edition,
    change_words,
    discard_edition,
    edition_file,
    make_edition,
    make_next_version,
    publish_edition,
    send_back_edition,
    withdraw_edition,
    write_sentence,
)
from reports.catalogue import Report, Selection
from reports.codes import FIGURE_FORMATS, Audience, EditionState
from reports.comparing import Against, report_of
from reports.editions.differing import differing_today
from reports.editions.keeping import SHAPES, Spoilt, as_it_was, as_kept, checksum_of
from reports.editions.reading import report_in
from reports.models import Download, Edition, EditionFile, EditionSentence
from reports.protecting import ProtectedReport, protect
from reports.rendering import file_name, render_report, tables_with_sentences
from tests import factories
from tests.factories import make_case, make_main_person, make_user

pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, InternalError)


@pytest.fixture
def eva(db: None) -> User:
    return make_user(Role.RESEARCHER, full_name="Eva Onderzoeker")


@pytest.fixture
def lena(db: None) -> User:
    return make_user(Role.NATIONAL, full_name="Lena Beheer")


def fill(number: int = 60, **fields: object) -> list[Case]:
    values = {"state": CaseState.CLOSED, "main_persons": (), "received_on": dt.date(2024, 3, 5), **fields}
    found = [make_case(**values) for _each in range(number)]
    for case in found:
        make_main_person(case)
    return found


CHOSEN = {"start": "2024-01-01", "until": "2024-12-31", "audience": "public"}


@pytest.fixture
def draft(eva: User) -> Edition:
    fill()
    return make_edition(by=eva, name="Jaarboek 2024", chosen=CHOSEN, notes="Zoals elk jaar.")


def issued(edition: Edition, by: User) -> Edition:
    approve_edition(edition, by=by)
    return publish_edition(edition, by=by)


# --- what is kept ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", list(Audience))
def test_a_report_comes_back_as_it_was_kept(pilot_report: Report, audience: Audience) -> None:
    report = protect(pilot_report, audience)
    back = as_it_was(json.loads(json.dumps(as_kept(report))))

    assert type(back) is ProtectedReport
    assert back.audience is audience
    assert back.tables == report.tables
    assert back.supplement == report.supplement
    assert (back.figures, back.returned, back.about) == (report.figures, report.returned, report.about)
    for kind in ("json", "csv", "html", "xlsx"):
        assert render_report(back, kind) == render_report(report, kind)


def test_a_comparison_comes_back_too(pilot_cases) -> None:
    year = [Selection(start=dt.date(each, 1, 1), until=dt.date(each, 12, 31)) for each in (2010, 2011)]
    report = report_of(year[1], Audience.RESEARCH, Against(year[0]))

    assert as_it_was(json.loads(json.dumps(as_kept(report)))).comparison == report.comparison


def test_everything_that_a_report_is_made_of_can_be_kept() -> None:
    """A shape that is added to the catalogue and stands in a report is known by its name."""
    from reports.catalogue import about, cells, compared, shapes

    parts = {
        name
        for module in (about, cells, compared, shapes)
        for name, found in vars(module).items()
        if isinstance(found, type) and dataclasses.is_dataclass(found)
    }
    assert parts - set(SHAPES) == {"Shape"}


def test_what_did_not_go_through_the_gate_is_not_kept(pilot_report: Report) -> None:
    with pytest.raises(TypeError, match="through the gate"):
        as_kept(pilot_report)  # type: ignore[arg-type]


@pytest.mark.parametrize("kept", [None, {}, {"#": "Cell", "kind": "aantal", "part": 3}, {"#": "Vreemd"}, [1]])
def test_what_is_no_report_is_not_taken_for_one(kept: object) -> None:
    with pytest.raises(Spoilt):
        as_it_was(kept)


def test_a_field_that_came_later_has_its_default_and_one_that_went_is_left_out(pilot_shown: ProtectedReport) -> None:
    kept = json.loads(json.dumps(as_kept(pilot_shown)))
    table = kept["tables"][0]
    table["weg"] = "wat er niet meer is"
    table.pop("definition", None)

    assert as_it_was(kept).tables[0].definition == ""


# --- making and writing ----------------------------------------------------------------------------------------------


def test_an_edition_is_counted_once(draft: Edition) -> None:
    before = json.loads(render_report(report_in(draft), "json"))
    fill(40)
    Case.objects.filter(pk__in=Case.objects.values("pk")[:10]).update(research_objection=True)

    assert json.loads(render_report(report_in(Edition.objects.get()), "json")) == before
    assert (draft.version, draft.state, draft.audience) == (1, EditionState.DRAFT, Audience.PUBLIC)
    assert draft.counted_on == report_in(draft).about.made_on


@pytest.mark.parametrize(
    ("name", "chosen", "sentence"),
    [
        ("  ", CHOSEN, "Geef de editie een naam"),
        ("jaarboek  2024", CHOSEN, "al een editie met deze naam"),
        ("Ander", {**CHOSEN, "audience": "internal"}, "kunt u niet opvragen"),
        ("Ander", {**CHOSEN, "start": "2024-04-01"}, "kunt u niet opvragen"),
        ("Ander", {**CHOSEN, "programme": "bestaat-niet"}, "kunt u niet opvragen"),
        ("Ander", {"start": "2023-01-01", "until": "2023-12-31"}, "te weinig mensen"),
        ("Ander", {**CHOSEN, "compare": "selection"}, "kunt u niet opvragen"),
    ],
)
def test_what_cannot_be_an_edition_is_said(draft: Edition, eva: User, name: str, chosen: dict, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        make_edition(by=eva, name=name, chosen=chosen)
    assert Edition.objects.count() == 1


def test_who_sees_single_cases_makes_no_edition() -> None:
    fill()
    with pytest.raises(Refusal, match="hoort niet bij uw rol"):
        make_edition(
            by=make_user(Role.REGIONAL_MANAGER, region=Region.objects.get(code="utrecht")), name="J", chosen=CHOSEN
        )


def test_a_sentence_of_ones_own_stands_under_its_table_in_every_kind_with_who_and_when(
    draft: Edition, eva: User, lena: User
) -> None:
    other = make_user(Role.RESEARCHER)
    write_sentence(draft, by=other, table="2.2", text="Eerste poging.")
    last = write_sentence(draft, by=eva, table="2.2", text="Bijna iedereen is \n aangemeld door een professional.")
    issued(draft, lena)

    said = "Bijna iedereen is aangemeld door een professional."
    report = report_in(Edition.objects.get())
    assert tables_with_sentences(report)["2.2"].sentence == said
    assert [(row.text, row.written_by) for row in draft.sentences.all()] == [("Eerste poging.", other), (said, eva)]
    assert last is not None
    assert last.written_at is not None
    assert json.loads(edition_file(draft, "json")[0])["edition"]["sentences"] == {"2.2": said}
    assert said in edition_file(draft, "html")[0].decode()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(edition_file(draft, "pdf")[0])).pages)
    assert said in " ".join(text.split())
    assert "Eerste poging" not in text


def test_an_empty_sentence_is_that_of_the_figures_again_and_the_same_one_is_not_written_twice(
    draft: Edition, eva: User
) -> None:
    own = tables_with_sentences(report_in(draft))["2.2"].sentence
    assert write_sentence(draft, by=eva, table="2.2", text="") is None
    write_sentence(draft, by=eva, table="2.2", text="Anders.")
    assert write_sentence(draft, by=eva, table="2.2", text=" Anders. ") is None
    write_sentence(draft, by=eva, table="2.2", text="")

    assert tables_with_sentences(report_in(draft))["2.2"].sentence == own
    assert draft.sentences.count() == 2


def test_a_table_that_an_edition_does_not_have_gets_no_sentence(draft: Edition, eva: User) -> None:
    with pytest.raises(Refusal, match="staat niet in deze editie"):
        write_sentence(draft, by=eva, table="9.9", text="Zomaar")


# --- a second person -------------------------------------------------------------------------------------------------


def test_who_made_or_wrote_it_does_not_approve_it(lena: User) -> None:
    fill()
    other, third = make_user(Role.NATIONAL), make_user(Role.NATIONAL)
    edition = make_edition(by=lena, name="Jaarboek", chosen=CHOSEN)
    write_sentence(edition, by=other, table="2.2", text="Een zin.")

    for person in (lena, other):
        with pytest.raises(Refusal, match="werkte zelf aan deze editie"):
            approve_edition(edition, by=person)
    assert approve_edition(edition, by=third).approved_by == third


def test_the_database_knows_a_second_person_too(draft: Edition, lena: User) -> None:
    write_sentence(draft, by=lena, table="2.2", text="Een zin.")
    approved = {"state": EditionState.APPROVED, "checksum": "x", "approved_at": "2026-01-01T00:00Z"}

    for person in (draft.made_by, lena):
        with pytest.raises(REFUSED), transaction.atomic():
            Edition.objects.filter(pk=draft.pk).update(**approved, approved_by=person)
    with pytest.raises(REFUSED), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(state=EditionState.APPROVED)


def test_an_approval_is_of_exactly_what_was_read(draft: Edition, eva: User, lena: User) -> None:
    approve_edition(draft, by=lena)
    with pytest.raises(Refusal, match="geen concept meer"):
        write_sentence(draft, by=eva, table="2.2", text="Nog even.")
    with pytest.raises(Refusal, match="geen concept meer"):
        change_words(draft, by=eva, notes="Nog even.")
    first = draft.checksum

    send_back_edition(draft, by=eva)
    assert (draft.checksum, draft.approved_by) == ("", None)
    change_words(draft, by=eva, notes="Nog even.")
    approve_edition(draft, by=lena)

    assert draft.checksum not in ("", first)


def test_an_edition_that_was_tampered_with_is_not_shown(draft: Edition, lena: User) -> None:
    issued(draft, lena)
    found = Edition.objects.get()
    found.notes = "Iets anders"

    with pytest.raises(Spoilt):
        report_in(found)


# --- frozen by the database ------------------------------------------------------------------------------------------

OTHERWISE = {
    "name": "Ander",
    "version": 7,
    "audience": "research",
    "selection": {},
    "figures": {},
    "counted_on": dt.date(2000, 1, 1),
    "notes": "ander",
    "changes": "ander",
    "checksum": "ander",
    "approved_at": "2000-01-01T00:00Z",
    "published_at": "2000-01-01T00:00Z",
    "made_at": "2000-01-01T00:00Z",
}
PEOPLE = ("made_by", "approved_by", "published_by")
MAY_STILL = {"state", "withdrawn_by", "withdrawn_at", "withdrawal_reason"}


def test_every_column_of_an_edition_that_is_out_stays(draft: Edition, lena: User) -> None:
    issued(draft, lena)
    columns = {field.name for field in Edition._meta.concrete_fields} - {"id"}
    assert columns == {*OTHERWISE, *PEOPLE, *MAY_STILL, "replaces"}
    other = make_user(Role.NATIONAL)

    for name, value in {**OTHERWISE, **dict.fromkeys(PEOPLE, other)}.items():
        with pytest.raises(REFUSED), transaction.atomic():
            Edition.objects.filter(pk=draft.pk).update(**{name: value})
    for state in set(EditionState) - {EditionState.PUBLISHED, EditionState.REPLACED}:
        with pytest.raises(REFUSED), transaction.atomic():
            Edition.objects.filter(pk=draft.pk).update(state=state)
    with pytest.raises(REFUSED), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).delete()


@pytest.mark.parametrize("name", ["figures", "selection", "audience", "counted_on", "made_at"])
def test_what_was_counted_stays_in_a_draft_too(draft: Edition, name: str) -> None:
    with pytest.raises(REFUSED), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(**{name: OTHERWISE[name]})


def test_what_was_written_and_given_stays(draft: Edition, eva: User, lena: User) -> None:
    row = {"edition": draft, "table": "2.2", "text": "Zin.", "written_by": eva}
    sentence = EditionSentence.objects.create(**row)
    with pytest.raises(REFUSED), transaction.atomic():
        EditionFile.objects.create(edition=draft, format="json", content=b"x", checksum="x")
    issued(draft, lena)
    edition_file(draft, "json")

    for change in (
        lambda: EditionSentence.objects.create(**row),
        lambda: EditionSentence.objects.filter(pk=sentence.pk).update(text="Anders"),
        lambda: EditionSentence.objects.filter(pk=sentence.pk).delete(),
        lambda: EditionFile.objects.update(content=b"anders"),
        lambda: EditionFile.objects.all().delete(),
    ):
        with pytest.raises(REFUSED), transaction.atomic():
            change()


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
