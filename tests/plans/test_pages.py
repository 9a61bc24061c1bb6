"""The pages and papers of frame and plan, as each role."""

import io

import pikepdf
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pypdf import PdfReader

from cases.casepage.next_step import next_step_for
from cases.codes import CaseState
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.templatetags.house_lists import LONGEST_IN_SIGHT
from plans.acts.testing import present_plan
from plans.codes import FrameState, PlanState
from plans.models import Agreement, Distribution, LawArticle, Plan
from plans.queries import current_frame, current_version
from tests.factories import drop_frames, left_open, make_agreement, make_circle_person, make_frame, make_plan
from tests.people import signed_in
from tests.plans.reading import url
from tests.world import World, make_world


@pytest.fixture
def presented(held: World) -> World:
    present_plan(held.own.plan, by=held.anna, reasons=left_open(held.own.plan))
    return held


def frame_data(*lines: str, **fields: str) -> dict[str, str]:
    data = {"lines-TOTAL_FORMS": str(len(lines)), "lines-INITIAL_FORMS": "0", "measure": "ots"}
    data |= {"seen-TOTAL_FORMS": "0", "seen-INITIAL_FORMS": "0", **fields}
    return data | {f"lines-{index}-text": text for index, text in enumerate(lines)}


@pytest.fixture
def without_frame(world: World) -> World:
    drop_frames(world.own.case)
    return world


def test_a_professional_writes_and_hands_in_the_frame(without_frame: World) -> None:
    client, case = signed_in(without_frame.dirk), without_frame.own.case

    client.post(url("frame_edit", case), frame_data("Nooit alleen", concerns="Alleen thuis.", save_draft="1"))
    assert case.frames.get().state == FrameState.DRAFT
    client.post(url("frame_edit", case), frame_data("Nooit alleen", concerns="Alleen thuis."))

    assert case.frames.get().state == FrameState.SUBMITTED


def test_another_bottom_line_keeps_everything_that_was_typed(without_frame: World) -> None:
    page = (
        signed_in(without_frame.dirk)
        .post(
            url("frame_edit", without_frame.own.case),
            frame_data("Eerste eis", concerns="Alleen thuis.", add_line="1"),
        )
        .content.decode()
    )

    assert "Eerste eis" in page
    assert "Alleen thuis." in page
    assert 'name="lines-1-text"' in page


def test_a_refused_frame_keeps_everything_that_was_typed(without_frame: World) -> None:
    page = (
        signed_in(without_frame.dirk)
        .post(url("frame_edit", without_frame.own.case), frame_data("", concerns="Alleen thuis."))
        .content.decode()
    )

    assert "ten minste één bodem-eis" in page
    assert "Alleen thuis." in page


def test_a_draft_is_seen_by_its_writer_alone(without_frame: World) -> None:
    case = without_frame.own.case
    make_frame(case, author=without_frame.dirk, state=FrameState.DRAFT, concerns="Nog niet af")

    assert "Nog niet af" in signed_in(without_frame.dirk).get(url("frame", case)).content.decode()
    for person in (without_frame.anna, without_frame.carla):
        assert "Nog niet af" not in signed_in(person).get(url("frame", case)).content.decode()


def test_submitting_tells_manager_and_coordinator_that_something_waits(without_frame: World) -> None:
    case = without_frame.own.case

    signed_in(without_frame.dirk).post(url("frame_edit", case), frame_data("Nooit alleen", concerns="Geheim woord"))

    told = Message.objects.filter(key__startswith="frame-")
    assert {message.to for message in told} == {without_frame.anna.email, without_frame.carla.email}
    assert not [message for message in told if "Geheim woord" in message.body + message.subject]


def test_a_plan_is_written_tested_and_sent_through_the_pages(held: World) -> None:
    anna, dirk, case = signed_in(held.anna), signed_in(held.dirk), held.own.case
    line = current_frame(case).bottom_lines.get()
    anna.post(url("write", case), {"who": "Oma", "what": "Slaapt bij Sem", "bottom_lines": [line.pk]})
    anna.post(url("present", case), left_open(case.plan))
    page = dirk.get(url("test", case)).content.decode()
    assert "<strong>Oma</strong>: Slaapt bij Sem" in page
    dirk.post(url("test", case), {f"line_{line.pk}": "ja", "accepted": "ja", "capacity": "Jeugdbeschermer"})
    anna.post(url("send", case), {f"m{held.own.main_person.pk}-channel": "meegegeven"})

    case.refresh_from_db()
    assert case.state == CaseState.PLAN_SENT
    assert Distribution.objects.get().recipient == held.own.main_person.name


def test_a_tested_bottom_line_is_printed_with_its_result_before_it(presented: World) -> None:
    dirk, case = signed_in(presented.dirk), presented.own.case
    line = current_frame(case).bottom_lines.get()
    dirk.post(url("test", case), {f"line_{line.pk}": "ja", "accepted": "ja", "capacity": "Jeugdbeschermer"})

    page = dirk.get(url("plan", case)).content.decode()

    assert f"<strong>Voldaan:</strong> {escape(line.text)}" in page


def test_the_next_step_calls_the_tester_u(presented: World) -> None:
    case = presented.own.case

    assert next_step_for(case, presented.dirk).who == "u"
    assert next_step_for(case, presented.anna).who == presented.dirk.full_name


def test_the_regional_manager_sees_what_became_of_the_plan_and_no_word_of_it(presented: World) -> None:
    agreement = current_version(presented.own.plan).agreements.first()

    page = signed_in(presented.carla).get(url("plan", presented.own.case)).content.decode()

    assert "Voorgelegd aan de professional" in page
    assert agreement.what not in page
    assert presented.own.canaries["plan_own_words"] not in page


def test_a_professional_sees_the_plan_once_it_is_shown(held: World) -> None:
    dirk, case = signed_in(held.dirk), held.own.case
    assert held.own.canaries["plan_own_words"] not in dirk.get(url("plan", case)).content.decode()

    present_plan(held.own.plan, by=held.anna, reasons=left_open(held.own.plan))

    assert held.own.canaries["plan_own_words"] in dirk.get(url("plan", case)).content.decode()


def test_the_tester_cannot_change_the_plan(presented: World) -> None:
    agreement = Agreement.objects.filter(version__plan=presented.own.plan).first()
    dirk, case = signed_in(presented.dirk), presented.own.case

    for name, args in (("version", ()), ("write", ()), ("agreement", (agreement.pk,)), ("send", ())):
        assert dirk.get(url(name, case, *args)).status_code == 403


def test_the_coordinator_cannot_test_the_plan(presented: World) -> None:
    assert signed_in(presented.anna).get(url("test", presented.own.case)).status_code == 403


@pytest.mark.parametrize("name", ["frame", "plan", "test", "send", "version", "frame_edit", "plan_pdf", "frame_pdf"])
def test_a_stranger_finds_nothing(presented: World, name: str) -> None:
    for stranger in presented.strangers.values():
        assert signed_in(stranger).get(url(name, presented.own.case)).status_code == 404


def pdf_of(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/pdf"
    return response.content


def test_a_plan_that_is_not_there_leaves_no_line_of_a_copy(db: None) -> None:
    world = make_world(state=CaseState.SCHEDULED)
    Plan.objects.filter(case=world.own.case).delete()

    response = signed_in(world.anna).get(url("plan_pdf", world.own.case))

    assert response.status_code == 404
    assert not ReadLine.objects.filter(action=ReadAction.EXPORT).exists()


def test_the_plan_on_paper_is_tagged_dutch_and_gives_no_secret_address(presented: World) -> None:
    content = pdf_of(signed_in(presented.anna), url("plan_pdf", presented.own.case))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
    assert presented.own.canaries["plan_own_words"] in text
    assert presented.own.canaries["frame_concerns"] in text, "the frame is attached"
    assert not [secret for secret in presented.own.secret_canaries if secret in text]


def test_the_frame_on_paper_holds_its_bottom_lines(presented: World) -> None:
    content = pdf_of(signed_in(presented.dirk), url("frame_pdf", presented.own.case))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    assert "nooit alleen" in text


@pytest.fixture
def link(held: World) -> str:
    case = held.own.case
    held.own.plan.delete()
    make_plan(case, state=PlanState.NOT_NEEDED, own_words="Onze eigen woorden")
    person = make_circle_person(case, email="ria@voorbeeld.example")
    signed_in(held.anna).post(url("send", case), {f"c{person.pk}-channel": "mail"})
    body = Message.objects.get(to="ria@voorbeeld.example").body
    return "/plan/openen/" + body.split("/plan/openen/")[1].split("/")[0] + "/"


def test_a_scanner_that_opens_the_link_sees_nothing_of_anybody(link: str) -> None:
    page = Client().get(link).content.decode()

    assert "Onze eigen woorden" not in page
    assert "Kanarie" not in page


def test_opening_the_plan_by_its_link_leaves_a_line_without_a_name(link: str) -> None:
    before = ReadLine.objects.count()
    Client().get(link)
    assert ReadLine.objects.count() == before

    Client().post(link)

    line = ReadLine.objects.latest("pk")
    assert ReadLine.objects.count() == before + 1
    case = Plan.objects.get(sent_on__isnull=False).case
    assert (line.user, line.case_number, line.route) == (None, case.number, "plans:open")


def test_the_link_opens_the_plan_for_who_presses_the_button(link: str) -> None:
    page = Client().post(link).content.decode()

    assert "Onze eigen woorden" in page


def test_a_link_that_is_unknown_says_how_to_go_on(db: None) -> None:
    response = Client().get("/plan/openen/verzonnen/")

    assert response.status_code == 410
    assert "nieuwe link" in response.content.decode()


@pytest.mark.parametrize("agreements", [1, 30])
def test_the_plan_page_asks_the_same_number_of_queries_for_few_and_many(
    held: World, agreements: int, django_assert_max_num_queries
) -> None:
    for _ in range(agreements):
        make_agreement(current_version(held.own.plan))
    client = signed_in(held.anna)

    with django_assert_max_num_queries(31):
        assert client.get(url("plan", held.own.case)).status_code == 200
    assert mail.outbox == []


# --- versions of the frame, and grounds of a refusal -----------------------------------------------------------


def test_a_next_version_is_made_written_and_read_again_through_the_pages(world: World) -> None:
    dirk, anna, case = signed_in(world.dirk), signed_in(world.anna), world.own.case
    first = current_frame(case)
    anna.post(url("frame_read", case), {"read_on": local_today(), "main_persons": [world.own.adult.pk]})

    page = dirk.post(url("frame_next", case), {"reason": "De rechter heeft beslist."}, follow=True)
    assert first.concerns in page.content.decode(), "the text of the first is the start of the second"
    dirk.post(url("frame_edit", case), frame_data("Nooit alleen", concerns="Nieuwe zorg"))

    page = anna.get(url("frame", case)).content.decode()
    assert "versie 2" in page
    assert "De rechter heeft beslist." in page
    assert first.concerns in page, "what was read before can be read still"
    assert f"{world.own.adult} (" in page


def test_a_plan_is_not_refused_on_words_through_the_page_and_nothing_typed_is_lost(presented: World) -> None:
    dirk, case = signed_in(presented.dirk), presented.own.case
    line = current_frame(case).bottom_lines.get()
    typed = {f"line_{line.pk}": "ja", "accepted": "nee", "needed": "Ik had een ander plan in gedachten."}
    typed["capacity"] = "Jeugdbeschermer"

    page = dirk.post(url("test", case), typed).content.decode()

    assert "Het plan voldoet aan elke bodem-eis." in page
    assert typed["needed"] in page
    assert Plan.objects.get(case=case).state == PlanState.PRESENTED


def test_a_family_reads_on_which_article_its_plan_stops_and_what_makes_it_safe(presented: World) -> None:
    dirk, case, article = signed_in(presented.dirk), presented.own.case, LawArticle.objects.get()
    line = current_frame(case).bottom_lines.get()
    needed = "Niemand slaat Sem, ook niet als straf."

    typed = {f"line_{line.pk}": "ja", "accepted": "nee", "capacity": "Jeugdbeschermer"}
    dirk.post(url("test", case), {**typed, "needed": needed, "article": article.pk})

    page = signed_in(presented.anna).get(url("plan", case)).content.decode()
    assert all(text in page for text in (article.name, article.in_plain_words, article.text, needed))


def test_landelijk_beheer_keeps_the_list_of_articles(world: World) -> None:
    lena, article = signed_in(world.lena), LawArticle.objects.get()
    lena.post(reverse("plans:law_new"), {"name": "artikel 3 Wet", "text": "Tekst", "in_plain_words": "Gewoon"})
    page = lena.post(
        reverse("plans:law_new"), {"name": "Artikel 3 wet", "text": "Nog eens", "in_plain_words": "x"}
    ).content.decode()
    assert "staat al in de lijst" in page
    assert "Nog eens" in page

    lena.post(reverse("plans:law_retire", args=[article.pk]))

    assert [each.name for each in LawArticle.objects.in_use()] == ["artikel 3 Wet"]
    assert "Niet meer te kiezen" in lena.get(reverse("plans:laws")).content.decode()


def test_what_the_family_answers_has_its_own_place_beside_why_it_stays_open(held: World) -> None:
    page = signed_in(held.anna).get(url("present", held.own.case)).content.decode()

    assert url("version", held.own.case) in page
    assert "Alleen als de familie dit open laat: waarom?" in page


def test_of_a_long_plan_the_agreements_are_folded_on_its_tab_and_the_button_stands_above(held: World) -> None:
    version = current_version(held.own.plan)
    short = signed_in(held.anna).get(url("plan", held.own.case)).content.decode()
    for number in range(LONGEST_IN_SIGHT + 1):
        make_agreement(version, what=f"Afspraak {number}")

    long = signed_in(held.anna).get(url("plan", held.own.case)).content.decode()

    assert "<summary>Alle afspraken lezen</summary>" not in short
    assert long.index(url("write", held.own.case)) < long.index("<summary>Alle afspraken lezen</summary>")
