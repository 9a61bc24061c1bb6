"""An established plan stays as it was; a change is a next version, with date, by whom, why, and who was told."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, Residence
from cases.models import Case
from cases.signals import case_moved
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.outbox.models import Message
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement, change_agreement, join_agreements, move_agreement, remove_agreement
from plans.acts.agreements import split_agreement as split
from plans.acts.distribution import Recipient, send_copies, send_plan
from plans.acts.help_answers import note_help_answer
from plans.acts.proposals import settle_proposal
from plans.acts.tasks import answer_task, report_task
from plans.acts.versions import begin_change, drop_change, establish_change
from plans.acts.writing import leave_open, save_residence_change, save_version
from plans.codes import AgreementKind, DeliveryChannel, PlanLife
from plans.models import (
    TEXT_OF_PLAN,
    Agreement,
    ChangeProposal,
    OpenPoint,
    Plan,
    PlanVersion,
    ResidenceChange,
    TaskReport,
)
from plans.queries import open_change, version_in_force
from plans.reads.versions import Comparison
from tests.factories import before_it_was_established, left_open, make_agreement, make_circle_person, make_user
from tests.people import coordinator_of, signed_in
from tests.plans.reading import reload
from tests.rows import the_one

from .test_own_page import close, link_to, shown

pytestmark = pytest.mark.django_db


def changed(plan: Plan) -> PlanVersion:
    return begin_change(plan, by=coordinator_of(plan.case), changed_by="Oma", reason="Zondag past beter.")


def fix(plan: Plan, recipients: tuple[Recipient, ...] = ()) -> PlanVersion:
    by = coordinator_of(plan.case)
    establish_change(plan, by=by, reasons=left_open(plan), recipients=recipients)
    found = version_in_force(plan)
    assert found is not None
    return found


# --- the database -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TEXT_OF_PLAN, "changed_by", "change_reason", "number", "established_at"])
def test_the_database_refuses_another_text_of_an_established_version(established: Plan, name: str) -> None:
    other = {"monitor_is_family": False, "review_date": timezone.localdate(), "number": 7, "established_at": None}

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        PlanVersion.objects.filter(plan=established).update(**{name: other.get(name, "Iets anders")})


def test_the_database_refuses_to_lose_an_established_version(established: Plan) -> None:
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        established.delete()


def rows_of(version: PlanVersion) -> dict[str, Callable[[], object]]:
    """A new row of each table that is part of the text of a plan."""
    by = make_user("coordinator")
    return {
        "Agreement": lambda: Agreement.objects.create(version=version, who="Oma", what="Kookt"),
        "OpenPoint": lambda: OpenPoint.objects.create(version=version, key="monitor", question="?", reason="x", by=by),
        "ResidenceChange": lambda: ResidenceChange.objects.create(
            version=version,
            person="Sem",
            from_residence=Residence.WITH_PARENTS,
            to_residence=Residence.FAMILY_OR_FRIENDS,
        ),
    }


PARTS = [Agreement, OpenPoint, ResidenceChange]


def test_every_table_with_the_key_of_a_version_is_part_of_its_text_or_comes_afterwards() -> None:
    afterwards = {"Distribution", "PlanTest"}
    there = {
        each.related_model.__name__
        for each in PlanVersion._meta.related_objects
        if each.one_to_many and not hasattr(each.related_model, "pgh_tracked_model")
    }

    assert there == {model.__name__ for model in PARTS} | afterwards


@pytest.mark.parametrize("model", PARTS)
def test_the_database_refuses_a_row_more_another_and_one_less(established: Plan, model: type) -> None:
    version = changed(established)
    rows_of(version)[model.__name__]()
    there = model.objects.filter(version=version)
    fix(established)

    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        rows_of(version)[model.__name__]()
    with pytest.raises(IntegrityError, match="does not change"), transaction.atomic():
        there.latest("pk").delete()
    for field in model._meta.concrete_fields:
        if field.get_internal_type() in ("TextField", "CharField") and field.name != "state":
            with pytest.raises(IntegrityError), transaction.atomic():
                there.update(**{field.name: "anders"})


def test_what_became_of_an_agreement_is_no_part_of_its_text(established: Plan) -> None:
    agreement = established.versions.get().agreements.get()
    agreement.state, agreement.agreed_by_absent = "gedaan", True
    agreement.save(update_fields=["state", "agreed_by_absent"])

    assert reload(agreement).state == "gedaan"


# --- the acts -----------------------------------------------------------------------------------------------------

ACTS: dict[str, Callable[[PlanVersion, Agreement], object]] = {
    "add": lambda version, row: add_agreement(version, by=_by(version), who="Oma", what="Kookt"),
    "change": lambda version, row: change_agreement(row, by=_by(version), who="Oma", what="Kookt"),
    "remove": lambda version, row: remove_agreement(row, by=_by(version)),
    "move": lambda version, row: move_agreement(row, by=_by(version), steps=1),
    "split": lambda version, row: split(row, by=_by(version), first="Een", second="Twee"),
    "join": lambda version, row: join_agreements(row, by=_by(version)),
    "around": lambda version, row: save_version(version, by=_by(version), monitor="Oma"),
    "open": lambda version, row: leave_open(version, by=_by(version), reasons={"monitor": "Later."}),
    "residence": lambda version, row: save_residence_change(
        version,
        by=_by(version),
        person="Sem",
        from_residence=Residence.WITH_PARENTS,
        to_residence=Residence.FAMILY_OR_FRIENDS,
    ),
}


def _by(version: PlanVersion):  # type: ignore[no-untyped-def]
    return coordinator_of(version.plan.case)


@pytest.mark.parametrize("name", ACTS)
def test_no_act_changes_what_is_established(established: Plan, name: str) -> None:
    version = established.versions.get()

    with pytest.raises(Refusal, match="vastgesteld"):
        ACTS[name](version, version.agreements.get())


@pytest.mark.parametrize("name", ACTS)
def test_after_closing_no_act_changes_even_a_version_that_was_begun(established: Plan, name: str) -> None:
    version = changed(established)
    close(established.case)

    with pytest.raises(Refusal, match="van de familie"):
        ACTS[name](version, version.agreements.get())


def test_after_closing_there_is_no_next_version_and_no_page_to_make_one(established: Plan) -> None:
    case, by = established.case, coordinator_of(established.case)
    close(case)

    with pytest.raises(Refusal, match="van de familie"):
        begin_change(established, by=by, changed_by="Oma", reason="Zondag past beter.")
    for route in ("change", "change_establish", "change_drop", "write", "version", "send"):
        assert signed_in(by).get(reverse(f"plans:{route}", args=[case.number])).status_code in (403, 404), route


def test_after_closing_a_version_that_was_begun_is_not_fixed_any_more(established: Plan) -> None:
    changed(established)
    close(established.case)

    with pytest.raises(Refusal, match="van de familie"):
        fix(established)


@pytest.mark.parametrize(("who", "why"), [("", "Zondag past beter."), ("Oma", " "), (" ", "")])
def test_a_change_says_by_whom_and_why(established: Plan, who: str, why: str) -> None:
    with pytest.raises(Refusal, match="waarom"):
        begin_change(established, by=coordinator_of(established.case), changed_by=who, reason=why)


def test_two_changes_at_once_are_one_too_many(established: Plan) -> None:
    changed(established)

    with pytest.raises(Refusal, match="al aan een nieuwe versie"):
        changed(established)


def test_what_holds_goes_on_holding_until_the_next_is_fixed(established: Plan) -> None:
    held = established.versions.get()
    version = changed(established)
    add_agreement(version, by=coordinator_of(established.case), who="Piet", what="Brengt Sem naar zwemles")

    assert version_in_force(established) == held
    assert fix(established) == version
    assert reload(established).life == PlanLife.ADJUSTED
    assert held.agreements.count() == 1
    assert (version.changed_by, version.change_reason) == ("Oma", "Zondag past beter.")
    assert reload(version).established_at is not None


def test_a_change_that_is_thrown_away_leaves_what_held(established: Plan) -> None:
    held = established.versions.get()
    changed(established)

    drop_change(established, by=coordinator_of(established.case))

    assert open_change(established) is None
    assert version_in_force(established) == held


@pytest.mark.parametrize("how", ["it is thrown away", "the case is closed"])
def test_what_was_proposed_for_a_version_that_does_not_come_is_open_again(established: Plan, how: str) -> None:
    case, by = established.case, coordinator_of(established.case)
    proposal = ChangeProposal.objects.create(case=case, who="Oma", text="Zondag past beter.")
    settled = ChangeProposal.objects.create(case=case, who="Opa", text="Eerder.")
    settle_proposal(settled, by=by, outcome="Besproken.")
    begin_change(established, by=by, changed_by="Oma", reason="Zondag past beter.", proposal=proposal)
    assert reload(proposal).outcome == "Wordt versie 2 van het plan."

    if how == "it is thrown away":
        drop_change(established, by=by)
    else:
        close(case)
        case_moved.send(sender=Case, case=reload(case), action="close", source=CaseState.REGISTERED, by=by)

    assert (reload(proposal).settled_at, reload(proposal).outcome) == (None, "")
    assert reload(settled).outcome == "Besproken."


def test_what_a_service_answered_goes_along_with_its_question(established: Plan) -> None:
    by = coordinator_of(established.case)
    asked = make_agreement(established.versions.get(), kind=AgreementKind.PROFESSIONAL_REQUEST)
    note_help_answer(asked, by=by, answer="toegezegd", answered_on=local_today(), how="Twee uur per week.")

    changed(established)

    assert the_one(fix(established).agreements, what=asked.what).answered.how == "Twee uur per week."


def test_a_yes_to_the_next_version_settles_the_no_to_the_one_before(established: Plan) -> None:
    ria = make_circle_person(established.case, name="Ria Kanarie")
    before = make_agreement(established.versions.get(), who="Ria", what="Belt", agreed_by_absent=True)
    with before_it_was_established():
        before.people.add(ria)
    answer_task(before, ria, agrees=False, why="Ik werk dan.")
    changed(established)
    after = the_one(fix(established).agreements, what="Belt")

    answer_task(after, ria, agrees=True)

    assert ChangeProposal.objects.get().settled_at is not None


def test_what_was_said_of_a_promise_goes_along_when_it_stayed_the_same(established: Plan) -> None:
    ria = make_circle_person(established.case, name="Ria Kanarie")
    held = established.versions.get()
    same, other = make_agreement(held, who="Ria", what="Belt"), make_agreement(held, who="Ria", what="Kookt")
    for agreement in (same, other):
        with before_it_was_established():
            agreement.people.add(ria)
        report_task(agreement, ria, is_done=True)
    version = changed(established)
    change_agreement(the_one(version.agreements, what="Kookt"), by=_by(version), who="Ria", what="Bakt", people=[ria])

    fix(established)

    assert [row.agreement.what for row in TaskReport.objects.filter(agreement__version=version)] == ["Belt"]


def test_who_had_the_one_before_gets_the_next_and_its_page_shows_it(established: Plan) -> None:
    case = established.case
    ria = make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    oma = Recipient(DeliveryChannel.HANDED, name="Buurvrouw Ans")
    send_plan(established, by=coordinator_of(case), recipients=[Recipient(DeliveryChannel.MAIL, person=ria), oma])
    link = "/plan/openen/" + Message.objects.get().body.split("/plan/openen/")[1].split("/")[0] + "/"
    anna = signed_in(coordinator_of(case))
    anna.post(reverse("plans:change", args=[case.number]), {"changed_by": "Oma", "reason": "Zondag past beter."})
    version = open_change(established)
    assert version is not None
    add_agreement(version, by=coordinator_of(case), people=[ria], what="Belt elke zondag")
    url = reverse("plans:change_establish", args=[case.number])
    page = anna.get(url)
    data = {f"{row.prefix}-channel": row["channel"].value() or "" for row in page.context["forms"].rows}

    anna.post(url, {**data, **left_open(established)})

    told = version.distributions.values_list("recipient", "channel")
    assert set(told) == {("Ria Kanarie", "mail"), ("Buurvrouw Ans", "meegegeven")}
    assert "Belt elke zondag" in shown(link_page(link)), "the link that came with the first opens what holds now"
    tab = anna.get(reverse("plans:plan", args=[case.number])).content.decode()
    assert "versie 2" in tab


def link_page(link: str) -> str:
    return Client().post(link).content.decode()


def test_a_proposal_that_becomes_a_version_is_settled_by_it(established: Plan) -> None:
    case = established.case
    ria = make_circle_person(case, name="Ria Kanarie", email="ria@voorbeeld.example")
    Client().post(link_to(established, ria), {"form": "voorstel", "voorstel-text": "Zaterdag past beter."})
    proposal = ChangeProposal.objects.get()
    anna, url = signed_in(coordinator_of(case)), reverse("plans:change", args=[case.number])
    page = anna.get(f"{url}?voorstel={proposal.pk}").content.decode()
    assert "Zaterdag past beter." in page

    anna.post(f"{url}?voorstel={proposal.pk}", {"changed_by": "Ria", "reason": "Zaterdag past beter."})

    assert reload(proposal).outcome == "Wordt versie 2 van het plan."


# --- side by side -------------------------------------------------------------------------------------------------


def test_the_difference_stands_side_by_side(established: Plan) -> None:
    held, by = established.versions.get(), coordinator_of(established.case)
    goes = make_agreement(held, who="Oma", what="Bakt een taart op zaterdag voor de kinderen")
    stays = make_agreement(held, who="Piet", what="Brengt Sem naar zwemles")
    version = changed(established)
    new = the_one(version.agreements, what=goes.what)
    change_agreement(new, by=by, who="Oma", what="Bakt een taart op zondag voor de kinderen")
    add_agreement(version, by=by, who="Buurman", what="Leent de auto uit")
    save_version(version, by=by, monitor="opa Cor")
    fix(established)

    found = Comparison(held, reload(version))

    pairs = {(row.before, row.after) for row in found.agreements}
    assert (f"Oma: {goes.what}", "Oma: Bakt een taart op zondag voor de kinderen") in pairs
    assert (f"Piet: {stays.what}",) * 2 in pairs
    assert ("", "Buurman: Leent de auto uit") in pairs
    assert [(row.before, row.after) for row in found.around] == [("", "opa Cor")]
    page = signed_in(by).get(reverse("plans:versions", args=[established.case.number])).content.decode()
    assert all(words in page for words in ("Leent de auto uit", "opa Cor", "Gewijzigd door Oma", "Zondag past beter."))


def test_a_professional_reads_the_difference_and_not_who_got_it(established: Plan, professional: User) -> None:
    case = established.case
    Case.objects.filter(pk=case.pk).update(safety_professional=professional)
    ria = make_circle_person(case, name="Ria Kanarie")
    to_ria = (Recipient(DeliveryChannel.HANDED, person=ria),)
    send_copies(established, by=coordinator_of(case), recipients=to_ria)
    changed(established)
    fix(established, to_ria)
    url = reverse("plans:versions", args=[case.number])

    assert "Ria Kanarie" in signed_in(coordinator_of(case)).get(url).content.decode()
    page = signed_in(professional).get(url).content.decode()
    assert "Gewijzigd door Oma" in page
    assert "Ria Kanarie" not in page


def test_a_plan_that_never_changed_says_so(established: Plan) -> None:
    page = signed_in(coordinator_of(established.case)).get(reverse("plans:versions", args=[established.case.number]))

    assert "niet veranderd" in page.content.decode()


def test_a_change_is_established_from_the_page_where_it_is_written_and_compared_when_it_is(established: Plan) -> None:
    client = Client()
    client.force_login(coordinator_of(established.case))
    compare, tab = (reverse(f"plans:{name}", args=[established.case.number]) for name in ("versions", "plan"))

    changed(established)
    page = client.get(reverse("plans:write", args=[established.case.number])).content.decode()

    assert reverse("plans:change_establish", args=[established.case.number]) in page
    assert reverse("plans:present", args=[established.case.number]) not in page
    assert compare not in client.get(tab).content.decode()
    establish_change(established, by=coordinator_of(established.case), reasons=left_open(established))
    assert compare in client.get(tab).content.decode()
