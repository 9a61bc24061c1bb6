"""Editions: frozen figures, written, approved by another, published, withdrawn and replaced (R25)."""

import dataclasses
import datetime as dt
import io
import json

import pypdf
import pytest
from django.db import IntegrityError, InternalError, transaction

from cases.models import Case
from ekc.accounts.codes import Role
from ekc.accounts.models import Region, User
from ekc.refusal import Refusal
from reports.acts.editions import (
    approve_edition,
    change_words,
    edition_file,
    make_edition,
    send_back_edition,
    write_sentence,
)
from reports.catalogue import Report, Selection
from reports.codes import Audience, EditionState
from reports.editions.contents import report_in
from reports.editions.storing import SHAPES, Spoilt, as_it_was, as_kept
from reports.models import Edition, EditionFile, EditionSentence
from reports.protecting import ProtectedReport, protect
from reports.rendering import render_report, tables_with_sentences
from reports.side_by_side import Against, report_of
from tests.factories import make_user
from tests.reports.editing import CHOSEN, fill, issued

pytestmark = pytest.mark.django_db
REFUSED = (IntegrityError, InternalError)


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
