"""Before and after as figures: of one case, and of what professionals had in mind beside what families ask."""

from decimal import Decimal
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cases.codes import CaseState, IntendedHelp, Residence
from cases.models import Case, IntendedPlan
from cases.preparation.acts.briefing import lock_intended_plans, write_intended_plan
from ekc.accounts.codes import Role
from ekc.refusal import Refusal
from plans.acts.agreements import add_agreement, change_agreement
from plans.acts.writing import note_threatened_placements, save_residence_change, save_version
from plans.codes import ASKED_HELP, AgreementKind, LifeArea, PlacementOutcome, PlanState
from plans.models import Agreement, Plan, PlanVersion
from plans.queries import current_version
from plans.reads.case_figures import figures_of, outcome_of
from plans.reads.substitution import before_and_after, substitution_of
from tests.factories import make_case, make_main_person, make_plan, make_user
from tests.people import coordinator_of, signed_in
from tests.plans.reading import url

pytestmark = pytest.mark.django_db
REQUEST = AgreementKind.PROFESSIONAL_REQUEST
CARE = (Residence.FOSTER_FAMILY, Residence.RESIDENTIAL_GROUP)
HOME = (Residence.WITH_PARENTS, Residence.INDEPENDENT)


# --- one case -----------------------------------------------------------------------------------------
def test_a_plan_says_how_much_the_own_circle_does_in_how_many_life_areas(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    add_agreement(version, by=by, who="Oma", what="Kookt", life_area=LifeArea.HOUSEHOLD, estimated_value=Decimal("40"))
    add_agreement(version, by=by, who="Ria", what="Past op", life_area=LifeArea.UPBRINGING, paid_from_pgb=True)
    add_agreement(version, by=by, who="De wijk", what="Belt", life_area=LifeArea.UPBRINGING, kind=REQUEST)

    found = figures_of(version.plan, version)

    assert (found.own_circle, found.agreements, found.own_share) == (2, 3, 67)
    assert found.life_areas == ("Opvoeding en relaties", "Huishouden en praktische hulp")
    assert (found.worth, found.worth_of, found.paid_from_pgb) == (Decimal("40"), 1, 1)
    assert found.monitor_is_family is None


def test_a_plan_without_agreements_has_no_share(version: PlanVersion) -> None:
    found = figures_of(version.plan, version)

    assert (found.own_share, found.life_areas, found.worth) == (None, (), None)


@pytest.mark.parametrize("own", [True, False])
def test_whether_the_family_watches_the_plan_itself(version: PlanVersion, own: bool) -> None:
    version = save_version(version, by=coordinator_of(version.plan.case), monitor="Ria", monitor_is_family=own)

    assert figures_of(version.plan, version).monitor_is_family is own


@pytest.mark.parametrize(("before", "after"), list(product(Residence, Residence)))
def test_what_became_of_a_placement_follows_from_where_somebody_lived_and_lives(before: str, after: str) -> None:
    found = outcome_of(before, after)

    if after in CARE:
        assert found == PlacementOutcome.IN_CARE
    elif after == Residence.FAMILY_OR_FRIENDS:
        assert found == PlacementOutcome.NETWORK
    elif after in HOME:
        assert found == (PlacementOutcome.UNDONE if before in CARE else PlacementOutcome.PREVENTED)
    else:
        assert found == PlacementOutcome.UNKNOWN


def test_only_who_was_threatened_or_out_of_home_has_a_placement(version: PlanVersion) -> None:
    case, by = version.plan.case, coordinator_of(version.plan.case)
    case.main_persons.update(residence=Residence.WITH_PARENTS)
    safe = make_main_person(case, name="Nora", residence=Residence.WITH_PARENTS)
    threatened = make_main_person(case, name="Tim", residence=Residence.WITH_PARENTS)
    away = make_main_person(case, name="Lot", residence=Residence.RESIDENTIAL_GROUP)
    note_threatened_placements(version.plan, [threatened], by=by)
    save_residence_change(
        version, by=by, main_person=away, from_residence=away.residence, to_residence=Residence.FAMILY_OR_FRIENDS
    )

    found = {each.name: (each.threatened, each.outcome) for each in figures_of(version.plan, version).placements}

    assert found == {
        str(threatened): (True, PlacementOutcome.PREVENTED),
        str(away): (False, PlacementOutcome.NETWORK),
    }
    assert str(safe) not in found


def test_main_persons_of_another_case_are_not_noted(version: PlanVersion) -> None:
    other = make_main_person(make_case())

    note_threatened_placements(version.plan, [other], by=coordinator_of(version.plan.case))

    assert not version.plan.placement_threatened.exists()


def test_the_page_shows_the_figures_and_asks_who_was_threatened(version: PlanVersion, client_of: Client) -> None:
    case = version.plan.case
    child = make_main_person(case, residence=Residence.WITH_PARENTS)
    add_agreement(version, by=coordinator_of(case), who="Oma", what="Kookt", estimated_value=Decimal("1250"))

    client_of.post(url("placements", case), {"threatened": [child.pk]})

    page = client_of.get(url("plan", case)).content.decode()
    assert "1 van 1 (100%)" in page
    assert f"Uithuisplaatsing van {child}" in page
    assert "dreigde; voorkomen" in page
    assert "€\N{NO-BREAK SPACE}1.250,00" in page


# --- what kind of help is asked -------------------------------------------------------------------------
def test_who_says_what_help_is_asked_asks_a_service(version: PlanVersion) -> None:
    agreement = add_agreement(
        version, by=coordinator_of(version.plan.case), who="De wijk", what="Belt", help_code="ambulant"
    )

    assert agreement.kind == REQUEST


def test_what_the_own_circle_does_is_no_help_of_a_service(version: PlanVersion) -> None:
    by = coordinator_of(version.plan.case)
    with pytest.raises(Refusal, match="De eigen kring voert dit uit"):
        add_agreement(version, by=by, who="Oma", what="Kookt", kind=AgreementKind.OWN_CIRCLE, help_code="ambulant")
    asked = add_agreement(version, by=by, who="De wijk", what="Belt", help_code="ambulant")

    changed = change_agreement(asked, by=by, who="Oma", what="Belt", kind=AgreementKind.OWN_CIRCLE)

    assert changed.help_code == ""


@pytest.mark.parametrize(
    "fields", [{"kind": AgreementKind.OWN_CIRCLE, "help_code": "ots"}, {"help_code": "geen", "kind": REQUEST}]
)
def test_the_database_refuses_help_that_is_not_asked(version: PlanVersion, fields: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match="agreement_help_only_of_a_request"), transaction.atomic():
        Agreement.objects.create(version=version, who="Oma", what="Kookt", **fields)


# --- beside what was in mind ----------------------------------------------------------------------------
def locked(codes: list[str], asks: list[str] | None, *, state: str = PlanState.NOT_NEEDED) -> IntendedPlan:
    """What a professional had in mind, and what the family asks of services in a plan; None for no plan."""
    author = make_user(Role.PROFESSIONAL)
    case = make_case(state=CaseState.ACTIVATION, referred_by=author)
    plan = write_intended_plan(case, by=author, help_codes=codes, text="")
    lock_intended_plans(case)
    Case.objects.filter(pk=case.pk).update(state=CaseState.HELD_WITH_PLAN)
    if asks is not None:
        version = current_version(make_plan(case))
        for code in asks:
            Agreement.objects.create(version=version, who="Dienst", what="Komt", kind=REQUEST, help_code=code)
        Plan.objects.filter(case=case).update(state=state)
    return plan


@pytest.mark.parametrize("code", [code for code, _words in ASKED_HELP])
def test_help_is_replaced_when_the_family_asks_it_of_no_service(code: str) -> None:
    others = [each for each, _words in ASKED_HELP if each != code]

    [asked] = before_and_after([locked([code], [code])])
    [not_asked] = before_and_after([locked([code], others[:2])])

    assert [each.replaced for each in asked.helps] == [False]
    assert [each.replaced for each in not_asked.helps] == [True]


@pytest.mark.parametrize(
    ("asks", "state"), [(None, ""), ([], PlanState.DRAFTED), ([], PlanState.REJECTED), ([""], PlanState.NOT_NEEDED)]
)
def test_without_an_established_plan_that_says_it_nothing_is_said(asks: list[str] | None, state: str) -> None:
    [row] = before_and_after([locked(["pleegzorg"], asks, state=state)])

    assert [each.replaced for each in row.helps] == [None]


def test_an_unknown_request_hides_what_is_not_asked_and_not_what_is() -> None:
    [row] = before_and_after([locked(["pleegzorg", "ots"], ["", "ots"])])

    assert {each.label: each.replaced for each in row.helps} == {
        str(IntendedHelp.FOSTER_CARE.label): None,
        str(IntendedHelp.SUPERVISION.label): False,
    }


def test_the_figure_is_over_all_help_of_which_it_can_be_said() -> None:
    rows = before_and_after(
        [
            locked(["pleegzorg", "ambulant"], ["ambulant"]),
            locked(["geen"], []),
            locked(["ots"], []),
            locked(["ots"], None),
        ]
    )

    found = substitution_of(rows)

    assert (found.replaced, found.known, found.share) == (2, 3, 67)
    assert substitution_of([]).share is None


def test_the_researcher_reads_it_without_case_and_author(django_assert_max_num_queries) -> None:
    plans = [locked(["pleegzorg"], []) for _number in range(3)]
    client = signed_in(make_user(Role.RESEARCHER))

    page = client.get("/onderzoek/plannen-vooraf/").content.decode()

    assert "100%" in page
    assert "Pleegzorg: vervangen" in page
    for plan in plans:
        assert plan.case.number not in page
        assert str(plan.author) not in page
    with django_assert_max_num_queries(3):
        before_and_after(IntendedPlan.objects.select_related("case"))
