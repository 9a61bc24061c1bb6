"""A case that a coordinator entered by hand and that ended in the preparation stands rightly in tables 2.7.x."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.codes import CaseState, ContactGroup, MainPersonKind, Position, ReferrerType
from cases.models import Case
from ekc.dates import local_today
from reports.catalogue import Report, Selection, build_report
from tests.factories import make_case, make_main_person, make_programme

pytestmark = pytest.mark.django_db


class Coordinator:
    """A coordinator in the browser: posts forms, and stumbles over one that is not accepted."""

    def __init__(self, case: Case) -> None:
        self.case, self.client = case, Client()
        self.client.force_login(case.contracts.get().coordinator.user)

    def fill_in(self, page: str, *args: object, **typed: Any) -> None:
        answer = self.client.post(reverse(f"cases:{page}", args=[self.case.number, *args]), typed)
        assert answer.status_code == 302, answer.content.decode()

    def adds(self, name: str, position: str, **typed: Any) -> str:
        self.fill_in("circle_add", name=name, position=position, closeness=2, suggested_by="familie", **typed)
        return f"k{self.case.circle.get(name=name).pk}"

    def speaks(self, who: str, **typed: Any) -> None:
        now = timezone.localtime()
        values = {"who": who, "method": "telefoon", "reached": "on", "at_0": f"{now:%Y-%m-%d}", "at_1": f"{now:%H:%M}"}
        self.fill_in("contact_add", **{name: text for name, text in {**values, **typed}.items() if text})

    def stops(self, **typed: Any) -> None:
        """The form as it was filled in beforehand from the log, with the reason."""
        form = self.client.get(reverse("cases:end_in_activation", args=[self.case.number])).context["form"]
        counted = {name: field.initial for name, field in form.fields.items() if name.startswith("totaal_")}
        self.fill_in("end_in_activation", **counted, **typed)
        self.fill_in(
            "register", help_duration="0_2_jaar", problems=["financieel"], subjects=["wonen"], cooperation_grade="8"
        )


@pytest.fixture
def coordinator() -> Coordinator:
    case = make_case(state=CaseState.ASSIGNED, programme=make_programme(), referrer_type=ReferrerType.YOUTH_CARE_OFFICE)
    make_main_person(case, name="Els", kind=MainPersonKind.ADULT, birth_date=None, age_at_referral=40)
    coordinator = Coordinator(case)
    today = f"{timezone.localdate():%d-%m-%Y}"
    coordinator.fill_in("information_visit", visited_on=today, present="Sem en Els")
    coordinator.fill_in(
        "start_activation", applied_on=today, text="Waar woont Sem?", worded_by="familie", topics=["wonen"]
    )
    return coordinator


def rows(report: Report, table: str) -> dict[str, tuple[int | None, ...]]:
    return {row.label: row.values for row in report.table(table).rows if any(row.values)}


def test_refusal_and_everybody_spoken_to_are_counted(coordinator: Coordinator) -> None:
    minor, adult = coordinator.case.main_persons.order_by("kind")
    minor, adult = sorted((minor, adult), key=lambda person: not person.is_minor)
    mother = coordinator.adds("Karin", Position.PARENT)
    oma = coordinator.adds("Oma", Position.GRANDPARENT)
    uncle = coordinator.adds("Oom Jan", Position.AUNT_OR_UNCLE)
    friend = coordinator.adds("Ria", Position.FRIEND)
    teacher = coordinator.adds("Juf Els", Position.SCHOOL)
    for who in (f"h{minor.pk}", f"h{adult.pk}", mother, mother, oma, friend, teacher, "aanmelder"):
        coordinator.speaks(who)
    coordinator.speaks(uncle, reached="")
    coordinator.speaks("ander", group=ContactGroup.FRIEND)

    coordinator.stops(reason="weigering", refused_by=["ouders"])

    report = build_report(Selection(coordinator.case.programme))
    assert {row.label: row.values[0] for row in report.table("2.7.1").rows if row.values[0]}.keys() >= {
        "Een van de personen weigerde medewerking"
    }
    assert [values[0] for label, values in rows(report, "2.7.1b").items() if label.lower().startswith("ouders")] == [1]
    counted = {label: values[0] for label, values in rows(report, "2.7.2").items()}
    assert counted.pop("Totaal", 8) == 8
    assert counted == {
        "Minderjarige hoofdpersonen": 1,
        "Volwassen hoofdpersonen": 1,
        "Ouders": 1,
        "Professionele aanvragers": 1,
        "Overige familieleden": 1,
        "Vrienden en andere bekenden": 2,
        "Overige professionals": 1,
    }


def test_double_that_was_merged_counts_once(coordinator: Coordinator) -> None:
    oma = coordinator.adds("Oma Toos", Position.GRANDPARENT)
    double = coordinator.adds("T. Bakker", Position.GRANDPARENT)
    coordinator.speaks(oma)
    coordinator.speaks(double)
    coordinator.fill_in("circle_merge_with", int(oma[1:]), int(double[1:]), **{"veld-name": "blijft"})

    coordinator.stops(reason="netwerk_te_klein")

    counted = rows(build_report(Selection(coordinator.case.programme)), "2.7.2")
    assert counted["Overige familieleden"][0] == 1


def test_offender_who_takes_no_responsibility_counts_as_another_reason(coordinator: Coordinator) -> None:
    Case.objects.filter(pk=coordinator.case.pk).update(variant="herstel")
    coordinator.speaks(f"h{coordinator.case.main_persons.first().pk}")

    side = coordinator.case.parties.create(kind="dader", name="Wie het deed")
    who = side.members.create(main_person=coordinator.case.main_persons.first(), is_central=True)
    coordinator.fill_in(
        "responsibility", who.pk, takes_responsibility="False", on=f"{local_today():%d-%m-%Y}", note="Hij was er niet."
    )
    coordinator.fill_in(
        "register", help_duration="0_2_jaar", problems=["financieel"], subjects=["wonen"], cooperation_grade="8"
    )

    report = build_report(Selection(coordinator.case.programme))
    assert rows(report, "2.7.1")["Anders"][0] == 1
    assert sum(values[0] or 0 for label, values in rows(report, "2.7.2").items() if label != "Totaal") == 1


def test_plan_without_meeting_is_no_case_that_ended_in_the_preparation(coordinator: Coordinator) -> None:
    coordinator.fill_in("plan_without_meeting", reason="Aan de keukentafel van oma.")

    assert rows(build_report(Selection(coordinator.case.programme)), "2.7.1") == {}
