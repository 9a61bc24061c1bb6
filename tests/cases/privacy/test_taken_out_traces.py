"""Of somebody who was taken out of a file nothing is left anywhere, and a restore brings nothing back (R13)."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from cases.codes import CaseState, Verdict
from cases.models import Case, CirclePerson, PrivacyRequest
from cases.privacy.acts.taking_out import decide_texts
from cases.privacy.namings import SOMEBODY
from cases.privacy.reads.taken_out import preview_of
from cases.privacy.reads.who_goes import CALLED
from ekc.dates import local_today
from ekc.outbox.acts import queue_message
from ekc.outbox.models import Message
from ekc.retention.acts.replaying import lines, replay
from ekc.retention.destroying import everything_asleep
from ekc.retention.models import DestructionProof
from reports.catalogue import Selection
from reports.exchange.gathering import gather
from reports.research.sets import build_set
from surveys.models import SurveyInvitation
from tests.cases.circle.test_merging_everything import around, give_everything
from tests.cases.privacy.taking_out import asks, carried_out, decide, grant, under_way
from tests.cases.privacy.whole_file import nobody_else_is_called_so, of_world
from tests.factories import (
    make_circle_person,
    make_contact,
    make_programme,
    make_research,
)
from tests.reports.entered_ways import CASES, enter
from tests.retention.test_figures import everything_counted
from tests.retention.whole import found, only_the_history_works, plant
from tests.rows import make_row
from tests.world import World, make_world

pytestmark = pytest.mark.django_db
BIRD = "Kanariepiet"


def whole(world: World) -> tuple[Case, CirclePerson]:
    """A closed file in which everything is, and somebody with a row in every table who is named in every column."""
    case = world.own.case
    bird = make_circle_person(
        case, name=f"{BIRD} Zanger", email=f"{BIRD}@voorbeeld.example", phone="06 55555555", relation=f"tante {BIRD}"
    )
    with only_the_history_works():
        give_everything(bird, of_world(world), make_circle_person(case, name="Rob"))
    plant(case, f"{BIRD} ", by=world.lena)
    nobody_else_is_called_so(case, bird)
    return case, bird


def test_no_table_history_mail_file_of_figures_or_set_of_research_names_who_was_taken_out() -> None:
    project, world = make_research(), make_world(state=CaseState.CLOSED)
    case, bird = whole(world)
    # Rows for research are given of more families than one.
    programme = make_programme(slug="wegen", name="Wegen")
    for entered in CASES:
        enter(entered, programme)
    other = make_circle_person(world.other.case, name=f"{BIRD} van een ander gezin")
    asked = asks(bird, world.carla)
    before = found(BIRD)
    assert len(before) > 60
    counted = everything_counted(world, project)

    assert decide(asked, world.carla) > 60
    grant(asked, world.carla)
    assert carried_out(world.lena) == 1
    connection.check_constraints()

    other_family = {"cases_circleperson": 1, "cases_circlepersonevent": 1}
    assert found(BIRD) == other_family
    assert found("Zanger") == {}
    assert found("55555555") == {}
    assert everything_counted(world, project) == counted
    assert BIRD not in repr(gather())
    assert BIRD not in repr([each.rows for each in build_set(project, Selection()).files])
    bird.refresh_from_db()
    assert (bird.name, bird.destroyed_on, bird.phone, bird.email) == (CALLED, local_today(), "", "")
    other.refresh_from_db()
    assert other.destroyed_on is None


def test_the_proof_says_how_much_and_of_nobody(file, bea, carla, lena) -> None:
    asked = asks(bea, carla)
    grant(asked, carla)
    carried_out(lena)

    proof = DestructionProof.objects.get()
    assert (proof.files, proof.made_by, proof.approved_by, proof.is_whole) == (0, carla, lena, True)
    assert proof.rows["cases_circleperson"]["leeggemaakt"] == 1
    assert proof.rows["cases_privacyrequest"]["vernietigd"] == 1
    assert not PrivacyRequest.objects.filter(pk=asked.pk).exists()
    assert "Bea" not in json.dumps(proof.rows)
    call_command("check_log")


def test_after_a_restore_the_same_person_goes_again(file, bea, carla, lena, tmp_path: Path) -> None:
    contact = make_contact(file, by=carla, note="Bea en Noor kwamen.")
    kept = make_contact(file, by=carla, note="Bea uit de straat kwam.")
    asked = asks(bea, carla)
    waiting = {each.at.row_key: each for each in preview_of(asked).waiting}
    chosen = {waiting[contact.pk]: (Verdict.REWRITTEN, "Zij kwamen."), waiting[kept.pk]: (Verdict.AS_IT_IS, "")}
    decide_texts(asked, by=carla, also_called="", verdicts=chosen)
    grant(asked, carla)
    carried_out(lena)
    written = list(lines())
    assert "Bea" not in "".join(written)
    with everything_asleep():
        CirclePerson.objects.filter(pk=bea.pk).update(name="Bea de Vries", phone="06 12345678", destroyed_on=None)
        type(contact).objects.filter(pk=contact.pk).update(note="Bea en Noor kwamen.")
    # Written after the copy was made, so that nobody decided on it.
    later = make_contact(file, by=carla, note="Met Bea gesproken.")

    assert replay(written) == (1, 0)

    for row in (bea, contact, kept, later):
        row.refresh_from_db()
    assert (bea.name, bea.phone, bea.destroyed_on) == (CALLED, "", local_today())
    # The words of a person are not kept for it, so all of that text goes.
    assert (contact.note, kept.note) == ("-", "Bea uit de straat kwam.")
    assert later.note == f"Met {SOMEBODY} gesproken."
    assert DestructionProof.objects.filter(is_replay=True).count() == 1
    assert replay(written) == (0, 1)


def test_links_and_mail_of_somebody_who_was_taken_out_are_gone(file, bea, carla, lena) -> None:
    with under_way(file):
        give_everything(bea, around(file), make_circle_person(file, name="Rob"))
    file.contact_bans.update(lifted_on=local_today(), lifted_reason="Voorbij.")
    for key, to in (("een", bea.email), ("twee", "noor@voorbeeld.example")):
        queue_message(key=key, to=to, subject="Uitnodiging", body="Kom.", case_number=file.number)
    form, other = (
        make_row(SurveyInvitation, {Case: file}, case=file, email=email, token_hash=sign * 64)
        for email, sign in ((bea.email, "a"), ("x@y.example", "b"))
    )
    asked = asks(bea, carla)
    decide(asked, carla)
    grant(asked, carla)
    carried_out(lena)

    assert list(SurveyInvitation.objects.filter(pk__in=[form.pk, other.pk])) == [other]
    assert not file.consent_links.filter(person=bea).exists()
    assert {each.token_hash for each in bea.invitations.all()} == {""}
    assert [each.key for each in Message.objects.filter(case_number=file.number)] == ["twee"]


def test_who_has_the_same_name_or_the_same_telephone_keeps_both(file, bea, carla, lena) -> None:
    namesake = make_circle_person(file, name="Bea de Vries", phone="06 12345678", email="bea@voorbeeld.example")
    queue_message(key="een", to=bea.email, subject="Uitnodiging", body="Kom.", case_number=file.number)
    asked = asks(bea, carla)
    assert decide(asked, carla) == 0
    grant(asked, carla)
    assert carried_out(lena) == 1

    bea.refresh_from_db()
    namesake.refresh_from_db()
    assert bea.name == CALLED
    assert (namesake.name, namesake.phone, namesake.email) == ("Bea de Vries", "06 12345678", "bea@voorbeeld.example")
    assert namesake.events.exists()
    assert Message.objects.filter(key="een").exists()
