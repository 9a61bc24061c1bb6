"""Inzage: everything of one person, nothing of another, and not before a person looked at it (R4, R11)."""

import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cases.codes import CaseState, Verdict
from cases.models import Contact, InzageVerdict
from cases.privacy.acts.answering import answer_request
from cases.privacy.acts.looking_over import finish_check, judge_passages
from cases.privacy.reads.inzage import file_of, is_checked
from ekc.audit.codes import ReadAction
from ekc.audit.models import ReadLine
from ekc.refusal import Refusal
from tests.access.test_crawler import signed_in
from tests.factories import make_contact, make_privacy_request
from tests.factories.privacy import looked_over
from tests.world import make_world


@pytest.fixture
def world(db):
    return make_world(state=CaseState.PLAN_SENT)


@pytest.fixture
def asked(world):
    """A mother asks for her child."""
    return make_privacy_request(world.own.main_person, by=world.carla, kind="inzage")


def whole(file):
    return json.dumps(file.as_data(), ensure_ascii=False)


def test_everything_of_the_person_is_in_it_and_nothing_of_others(world, asked):
    family = world.own
    make_contact(family.case, by=world.anna, main_person=family.main_person, note="Ze wil op school blijven.")
    # Whoever looks at it leaves everything as it is: what is left out then, is so by rule.
    text = whole(file_of(looked_over(asked, by=world.carla, verdict=Verdict.AS_IT_IS)))

    for given in (family.canaries["child"], family.canaries["circle_own_wish"], "Ze wil op school blijven."):
        assert given in text
    hidden = ("adult", "circle_name", "circle_relation", "circle_needs", "circle_aside", "circle_aside_reason")
    for name in (*hidden, "circle_contact_note", "circle_wisher", "circle_signaller", "circle_phone", "circle_ban"):
        assert family.canaries[name] not in text, name
    assert [each for each in family.secret_canaries if each in text] == []
    assert [each for each in world.other.canaries.values() if each in text] == []


def test_somebody_of_the_circle_gets_what_is_of_them_alone(world):
    family = world.own
    asked = make_privacy_request(family.circle_person, by=world.carla, kind="inzage", asked_as="zelf", age=60)
    text = whole(file_of(looked_over(asked, by=world.carla, verdict=Verdict.AS_IT_IS)))

    assert family.canaries["circle_name"] in text
    assert family.circle_person.phone in text
    for name in ("child", "adult", "situation", "question", "frame_concerns", "plan_own_words", "circle_aside"):
        assert family.canaries[name] not in text, name


def test_a_text_that_mentions_another_waits_for_a_person(world, asked):
    note = "Kees Bakker was erbij, en Noor zei weinig."
    contact = make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note=note)
    own = [each for each in file_of(asked).open_ if each.row_key == contact.pk and each.column == "note"]
    assert len(own) == 1
    assert note not in whole(file_of(asked))

    for verdict, left in ((Verdict.MASKED, "[iemand anders] was erbij"), (Verdict.AS_IT_IS, note), (Verdict.OUT, "")):
        judge_passages(asked, by=world.carla, verdicts={own[0]: verdict})
        text = whole(file_of(asked))
        assert left in text
        assert ("Kees" in text) is (verdict == Verdict.AS_IT_IS)
    verdicts = InzageVerdict.objects.filter(request=asked)
    assert [(each.verdict, each.by) for each in verdicts] == [(Verdict.OUT, world.carla)]


def test_a_report_about_safety_is_always_looked_at(world, asked):
    assert {each.column for each in file_of(asked).open_ if each.table == "cases_safetysignal"} == {"about", "decision"}


def test_nobody_says_that_it_is_right_while_a_text_waits(world, asked):
    with pytest.raises(Refusal, match="nog teksten"):
        finish_check(asked, by=world.carla)


def test_the_file_is_given_only_as_it_was_looked_at(world, asked):
    checked = looked_over(asked, by=world.carla)
    assert is_checked(checked, file_of(checked))
    assert (checked.checked_by, bool(checked.checked_at)) == (world.carla, True)

    make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note="Ze belde zelf.")

    assert not is_checked(checked, file_of(checked))
    with pytest.raises(Refusal, match="Kijk eerst het dossier na"):
        answer_request(checked, by=world.carla, action="grant", answer="U krijgt alles.")


def test_of_a_text_that_changed_nothing_was_decided(world, asked):
    contact = make_contact(world.own.case, by=world.anna, main_person=world.own.main_person, note="Kees was erbij.")
    looked_over(asked, by=world.carla, verdict=Verdict.AS_IT_IS)

    Contact.objects.filter(pk=contact.pk).update(note="Kees sloeg haar.")

    assert [each.text for each in file_of(asked).open_] == ["Kees sloeg haar."]


def test_deciding_otherwise_asks_to_look_it_over_again(world, asked):
    checked = looked_over(asked, by=world.carla)
    first = InzageVerdict.objects.first()
    assert first is not None
    passage = next(each for entry in _entries(checked) for each in entry.passages if each.row_key == first.row_key)

    judge_passages(checked, by=world.carla, verdicts={passage: Verdict.OUT})
    checked.refresh_from_db()

    assert (checked.checked_key, checked.checked_by, checked.checked_at) == ("", None, None)


def _entries(asked):
    from cases.privacy.reads.passages import entries_of

    return entries_of(asked)


def test_an_answered_request_and_another_kind_have_no_check(world, asked):
    correction = make_privacy_request(world.own.main_person, by=world.carla)
    with pytest.raises(Refusal, match="geen dossier"):
        finish_check(correction, by=world.carla)
    answer_request(looked_over(asked, by=world.carla), by=world.carla, action="grant", answer="U krijgt alles.")
    with pytest.raises(Refusal, match="al beantwoord"):
        finish_check(asked, by=world.carla)


def test_from_the_check_to_the_paper_and_the_data_through_the_pages(world, asked):
    carla, args = signed_in(world.carla), [world.own.case.number, asked.pk]
    check, pdf, data = (reverse(f"cases:inzage_{name}", args=args) for name in ("check", "pdf", "data"))
    assert carla.get(pdf).status_code == carla.get(data).status_code == 302
    assert "Kies bij minstens één tekst" in carla.post(check, {}).content.decode()

    for _page in range(20):
        form = carla.get(check).context["form"]
        if not form.texts:
            break
        carla.post(check, dict.fromkeys(form.texts, Verdict.MASKED))
    assert "Hieronder staat wat u geeft" in carla.get(check).content.decode()
    carla.post(reverse("cases:inzage_checked", args=args))

    paper, told = carla.get(pdf), carla.get(data)
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(paper.content)).pages)
    assert "Wat hier niet in staat" in text
    assert json.loads(told.content)["over"] == str(world.own.main_person)
    assert ReadLine.objects.filter(what="het inzagedossier", action=ReadAction.EXPORT).count() == 2
    shown = carla.get(check + "?alles=1").content.decode()
    assert "Nu gekozen:" in shown


@pytest.mark.parametrize("name", ["anna", "bram", "carel", "dirk", "eva", "frans", "lena"])
def test_nobody_else_opens_the_check_or_takes_the_file(world, asked, name):
    looked_over(asked, by=world.carla)
    client, args = signed_in(world.people[name]), [world.own.case.number, asked.pk]

    for route in ("check", "pdf", "data"):
        assert client.get(reverse(f"cases:inzage_{route}", args=args)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("name", "values"), [("inzage_verdict_known", {"verdict": "verzonnen"}), ("inzage_verdict_known", {"verdict": ""})]
)
def test_the_database_refuses_an_impossible_verdict(world, asked, name, values):
    looked_over(asked, by=world.carla)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        InzageVerdict.objects.update(**values)


def test_the_database_refuses_a_check_by_nobody(asked):
    with pytest.raises(IntegrityError, match="privacy_request_checked_by_somebody"), transaction.atomic():
        type(asked).objects.filter(pk=asked.pk).update(checked_key="a" * 64)
