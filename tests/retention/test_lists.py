"""Nothing is destroyed before a second person agreed; what was done is proved, and can be done again."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, InternalError, transaction

from cases.models import Case, Referrer
from ekc.accounts.codes import Role
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal
from ekc.retention.acts.holds import hold_file
from ekc.retention.acts.lists import approve_list, carry_out_lists, make_list, reject_list
from ekc.retention.codes import ListStage
from ekc.retention.models import DestructionEntry, DestructionList, DestructionProof
from ekc.retention.querysets import due_files
from ekc.retention.tasks import forget_what_is_over
from tests.factories import make_user
from tests.retention.test_due import closed, over

pytestmark = pytest.mark.django_db


@pytest.fixture
def lena() -> User:
    return make_user(Role.NATIONAL)


@pytest.fixture
def loes() -> User:
    return make_user(Role.NATIONAL)


def test_only_a_list_that_a_second_person_approved_is_carried_out(lena: User, loes: User) -> None:
    case = closed(over())
    made = make_list(by=lena)

    assert carry_out_lists() == 0
    with pytest.raises(Refusal, match="zelf gemaakt"):
        approve_list(made, by=lena)
    approve_list(made, by=loes)
    forget_what_is_over()

    case.refresh_from_db()
    made.refresh_from_db()
    assert case.destroyed_on == local_today()
    assert made.state == ListStage.CARRIED_OUT
    assert {each.name for each in Referrer.objects.filter(case=case)} <= {"", "-"}


def test_the_database_wants_two_people_and_keeps_the_order(lena: User, loes: User) -> None:
    closed(over())
    made = make_list(by=lena)
    changes = {"state": ListStage.APPROVED, "decided_by": lena, "judged_at": made.made_at}

    with pytest.raises(IntegrityError, match="destruction_needs_two_people"), transaction.atomic():
        DestructionList.objects.filter(pk=made.pk).update(**changes)
    with pytest.raises(InternalError, match="Invalid transition"), transaction.atomic():
        done = {"decided_by": loes, "carried_out_at": made.made_at, "state": ListStage.CARRIED_OUT}
        DestructionList.objects.filter(pk=made.pk).update(**changes | done)


def test_a_list_that_was_decided_on_gets_no_other_files(lena: User, loes: User) -> None:
    closed(over())
    made = make_list(by=lena)
    approve_list(made, by=loes)
    more = {"of_list": made, "kept_in": "met_conferentie", "ended_on": over()}

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        DestructionEntry.objects.create(file_id=999, case_number="EK-1", **more)
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        made.entries.all().delete()


def test_what_was_rejected_stays_and_comes_on_a_next_list(lena: User, loes: User) -> None:
    case = closed(over())
    made = make_list(by=lena)
    with pytest.raises(Refusal, match="niets waarvan"):
        make_list(by=loes)

    reject_list(made, by=loes, why="Er loopt nog een klacht.")

    assert carry_out_lists() == 0
    assert make_list(by=loes).entries.get().file_id == case.pk


def test_a_file_that_is_held_after_the_approval_is_left(lena: User, loes: User) -> None:
    case, other = closed(over()), closed(over())
    made = make_list(by=lena)
    approve_list(made, by=loes)
    hold_file(case.number, by=lena, reason="klacht", until=local_today())

    assert carry_out_lists() == 1

    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.destroyed_on, other.destroyed_on) == (None, local_today())
    assert "aangehouden" in made.entries.get(file_id=case.pk).left_why


def test_one_file_that_fails_does_not_stop_the_rest_and_comes_again(
    lena: User, loes: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = closed(over()), closed(over())
    made = make_list(by=lena)
    approve_list(made, by=loes)
    from ekc.retention.acts import lists

    whole = lists.destroy_files

    def breaks(keys: list[int], *, on: dt.date) -> object:
        if keys == [first.pk]:
            raise RuntimeError
        return whole(keys, on=on)

    monkeypatch.setattr(lists, "destroy_files", breaks)
    assert carry_out_lists() == 1
    monkeypatch.undo()
    made.refresh_from_db()
    assert made.state == ListStage.APPROVED
    carry_out_lists()

    assert set(Case.objects.filter(destroyed_on=local_today())) == {first, second}


def test_the_proof_says_how_much_by_whom_and_of_nobody_and_nobody_changes_it(lena: User, loes: User) -> None:
    case = closed(over())
    made = make_list(by=lena)
    approve_list(made, by=loes)
    carry_out_lists()

    proof = DestructionProof.objects.get()
    assert (proof.list_number, proof.files, proof.made_by, proof.approved_by) == (made.pk, 1, lena, loes)
    assert proof.rows["cases_referrer"]["leeggemaakt"] == 1
    assert proof.rows["cases_case"]["leeggemaakt"] == 1
    assert case.number not in json.dumps(proof.rows)
    assert proof.is_whole
    proof.files = 2
    assert not proof.is_whole
    with pytest.raises(InternalError, match="Cannot update or delete rows"), transaction.atomic():
        proof.save()


def test_what_was_destroyed_goes_again_after_a_restore(lena: User, loes: User, tmp_path: Path) -> None:
    from ekc.retention.destroying import everything_asleep

    case, stays = closed(over()), closed(over() + dt.timedelta(days=1))
    approve_list(make_list(by=lena), by=loes)
    call_command("destroy_due", run=True)
    file = tmp_path / "destroyed.jsonl"
    call_command("destroy_due", write=str(file))
    with everything_asleep():
        Case.objects.filter(pk=case.pk).update(destroyed_on=None, situation="Terug uit de back-up")

    call_command("destroy_due", replay=str(file))

    case.refresh_from_db()
    stays.refresh_from_db()
    assert (case.destroyed_on, case.situation) == (local_today(), "-")
    assert stays.destroyed_on is None
    assert DestructionProof.objects.filter(is_replay=True).count() == 1
    call_command("destroy_due", replay=str(file))
    assert DestructionProof.objects.filter(is_replay=True).count() == 1


def test_the_list_comes_by_standard_input_where_no_file_can_be_brought_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lena: User, loes: User
) -> None:
    closed(over())
    approve_list(make_list(by=lena), by=loes)
    call_command("destroy_due", run=True)
    call_command("destroy_due", write="-")
    monkeypatch.setattr("sys.stdin", io.StringIO(capsys.readouterr().out.partition("destroyed.\n")[2]))

    call_command("destroy_due", replay="-")

    assert "0 files destroyed again, 1 were gone" in capsys.readouterr().out


def test_a_file_that_somebody_wrote_by_hand_destroys_nothing(lena: User, loes: User, tmp_path: Path) -> None:
    case = closed(over())
    file = tmp_path / "destroyed.jsonl"
    told = {"list": 1, "file": case.pk, "number": case.number, "class": "met_conferentie", "on": "2026-01-01"}
    file.write_text(json.dumps({**told, "mark": "0" * 64}))

    with pytest.raises(CommandError, match="Line 1 was not written by this house"):
        call_command("destroy_due", replay=str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("destroy_due", replay=str(tmp_path / "nowhere"))

    assert list(due_files()) == [case]


def test_the_preview_names_what_is_due_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    case = closed(over())

    call_command("destroy_due", preview=True)

    said = capsys.readouterr().out
    assert f"{case.number} met_conferentie since {over()}" in said
    assert "1 files are due. Nothing was changed." in said
    assert list(due_files()) == [case]
