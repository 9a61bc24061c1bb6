"""The form of the veiligheidskader: what was seen, hints at vague words, keeping while one types, and its paper."""

import io
from typing import Any

import pgtrigger
import pytest
from django.test import Client
from pypdf import PdfReader

from cases.codes import CaseState
from ekc.accounts.models import User
from plans.acts.frame import BottomLineText, SeenText, begin_next_version, save_frame, submit_frame
from plans.forms.frame import SHEET
from plans.models import TEXT_OF_FRAME, SafetyFrame
from plans.vague import WORDS, hints_in
from tests.factories import drop_frames, make_case
from tests.people import signed_in
from tests.plans.reading import url
from tests.sent_forms import filled
from tests.world import World

pytestmark = pytest.mark.django_db

SEEN = SeenText("Sem (4) stond alleen op straat", "zaterdag 3 maart, elf uur 's avonds", "de buurvrouw")


@pytest.fixture
def empty(world: World) -> World:
    drop_frames(world.own.case)
    return world


class Page:
    """The form as it stands open in a browser, saving between times as `draft.js` does."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self.sent = filled(client.get(address))

    def keeps(self, **typed: str) -> int:
        self.sent |= typed
        return self.client.post(self.address, self.sent | {"autosave": "1"}).status_code

    def saves(self, **typed: str) -> Any:
        self.sent |= typed
        return self.client.post(self.address, self.sent | {"save_draft": "1"})


# --- what was seen ------------------------------------------------------------------------------------------


def test_what_was_seen_is_kept_with_when_and_by_whom_and_goes_along_to_the_next_version(professional: User) -> None:
    case = make_case(state=CaseState.ACTIVATION, needs_frame=True, referred_by=professional)
    frame = save_frame(
        case,
        by=professional,
        bottom_lines=[BottomLineText("Nooit alleen")],
        seen=[SEEN, SeenText(" ")],
        concerns="Bang.",
    )
    submit_frame(frame, by=professional)

    draft = begin_next_version(frame, by=professional, reason="Er kwam iets bij.")

    assert [row.said for row in frame.seen.all()] == [(SEEN.what, SEEN.when, SEEN.by_whom)]
    assert [row.said for row in draft.seen.all()] == [(SEEN.what, SEEN.when, SEEN.by_whom)]


def test_a_row_without_what_was_seen_says_so_at_the_field_and_loses_nothing(empty: World) -> None:
    page = Page(signed_in(empty.dirk), url("frame_edit", empty.own.case))

    answer = page.saves(**{"seen-0-by_whom": "de buurvrouw", "concerns": "Wat ik typte"})

    html = answer.content.decode()
    assert "Schrijf op wat er is gezien" in html
    assert "de buurvrouw" in html
    assert "Wat ik typte" in html


@pytest.mark.parametrize(("button", "row"), [("add_seen", "seen-2-what"), ("add_line", "lines-2-text")])
def test_each_list_gets_another_row_and_keeps_the_other(empty: World, button: str, row: str) -> None:
    page = Page(signed_in(empty.dirk), url("frame_edit", empty.own.case))
    typed = {"seen-0-what": "Stond op straat", "lines-0-text": "Nooit alleen"}

    html = page.client.post(page.address, page.sent | typed | {button: "1"}).content.decode()

    assert f'name="{row}"' in html
    assert "Stond op straat" in html
    assert "Nooit alleen" in html


def test_beside_every_text_stands_an_example_and_above_it_the_question_of_a_family_member(empty: World) -> None:
    html = signed_in(empty.dirk).get(url("frame_edit", empty.own.case)).content.decode()

    assert "Zou een familielid weten wanneer het plan goed genoeg is?" in html
    # Of each text but the measure, which is chosen; and of both lists.
    assert html.count("Bijvoorbeeld:") == len(TEXT_OF_FRAME) - 1 + 2


# --- vague words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", sorted(WORDS))
def test_every_vague_word_is_found_as_a_word_of_its_own_and_asks_a_question(word: str) -> None:
    hints = hints_in(f"Er is {word.upper()}, zegt men.")

    assert word.upper() in [hint.word for hint in hints]
    assert all(str(hint.question).endswith((".", "?")) for hint in hints)
    assert hints_in(f"x{word}x".replace(" ", "")) == []


@pytest.mark.parametrize("text", ["Sem stond op 3 maart om elf uur op straat.", "De goedkeuring van oma", ""])
def test_what_is_concrete_gets_no_hint(text: str) -> None:
    assert hints_in(text) == []


def test_a_vague_word_gets_a_hint_and_is_never_a_block(empty: World) -> None:
    client, case = signed_in(empty.dirk), empty.own.case
    page = Page(client, url("frame_edit", case))
    page.saves(**{"concerns": "De situatie is onveilig.", "lines-0-text": "Regelmatig contact"})

    html = client.get(page.address).content.decode()
    assert "<strong>onveilig</strong>" in html
    assert "<strong>Regelmatig</strong>" in html
    again = Page(client, page.address)
    assert client.post(page.address, again.sent).status_code == 302

    assert case.frames.get().state == "ingediend"


# --- kept while one types -------------------------------------------------------------------------------------


def test_what_is_typed_is_on_the_server_before_anybody_saves(empty: World) -> None:
    page = Page(signed_in(empty.dirk), url("frame_edit", empty.own.case))

    assert page.keeps(**{"concerns": "Half getypt", "seen-0-what": "Op straat"}) == 204
    assert page.keeps(concerns="Half getypt en verder") == 204

    frame = empty.own.case.frames.get()
    assert (frame.concerns, frame.seen.get().what, frame.state) == ("Half getypt en verder", "Op straat", "concept")
    assert page.saves(concerns="Helemaal af").status_code == 302, "its own keeping is no change of another"
    assert empty.own.case.frames.get().concerns == "Helemaal af"


def test_two_tabs_undo_nothing_of_each_other(empty: World) -> None:
    client, case = signed_in(empty.dirk), empty.own.case
    first, second = (Page(client, url("frame_edit", case)) for _turn in range(2))

    assert first.keeps(concerns="Uit het eerste tabblad") == 204
    assert second.keeps(concerns="Uit het tweede tabblad") == 409
    assert case.frames.get().concerns == "Uit het eerste tabblad"

    html = second.saves().content.decode()
    assert "Uit het eerste tabblad" in html
    assert "Uit het tweede tabblad" in html
    second.sent = filled(second.client.post(second.address, second.sent | {"save_draft": "1"}))
    assert second.client.post(second.address, second.sent | {"save_draft": "1"}).status_code in (200, 302)


def test_what_cannot_be_kept_is_said_and_nothing_else_is_lost(empty: World) -> None:
    page = Page(signed_in(empty.dirk), url("frame_edit", empty.own.case))

    assert page.keeps(concerns="Dit staat er nog", legal_basis="x" * 301) == 422

    html = page.saves().content.decode()
    assert "Dit staat er nog" in html
    assert not empty.own.case.frames.exists()


def test_nothing_is_kept_in_what_was_handed_in(world: World) -> None:
    frame = world.own.case.frames.get()
    page = signed_in(world.dirk).post(url("frame_edit", world.own.case), {"autosave": "1", SHEET: "x."})

    assert page.status_code == 422
    assert SafetyFrame.objects.get(pk=frame.pk).concerns == frame.concerns


# --- the paper -------------------------------------------------------------------------------------------------


def test_all_of_the_frame_stands_on_its_paper_and_on_that_of_the_plan(held: World) -> None:
    case = held.own.case
    drop_frames(case)
    words = {name: f"Woorden van {name}" for name in TEXT_OF_FRAME if name != "measure"}
    lines = [BottomLineText("Sem slaapt nooit alleen"), BottomLineText("Geen drank in huis", True)]
    frame = save_frame(case, by=held.dirk, bottom_lines=lines, seen=[SEEN], measure="ots", **words)
    # The family was among itself already in this world; the paper is what is looked at.
    with pgtrigger.ignore("plans.SafetyFrame:announces_no_more"):
        SafetyFrame.objects.filter(pk=frame.pk).update(
            state="vastgezet", submitted_at=case.created_at, locked_at=case.created_at
        )

    for name, person in (("frame_pdf", held.dirk), ("plan_pdf", held.anna)):
        content = signed_in(person).get(url(name, case)).content
        text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)
        for said in [*words.values(), *(line.text for line in lines), SEEN.what, SEEN.when, SEEN.by_whom]:
            assert said in text, (name, said)
