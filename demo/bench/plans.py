"""The plan of a family on paper, against WeasyPrint alone on the same HTML."""

from django.db import transaction
from django.utils import timezone

from cases.codes import CaseState
from cases.models import Case, CirclePerson, FundingProgramme
from plans.codes import PlanState
from plans.models import Agreement, Plan, PlanVersion
from plans.on_paper import PlanPaper
from plans.papers import KINDS, draw_paper, paper_html

from .report import PaperFigures, in_turn

AGREEMENTS = 30
_PEOPLE = 10
_WHEN = (
    "elke woensdag na school",
    "ma t/m vr",
    "dagelijks",
    "als het nodig is",
    "in het weekend",
    "om de week op dinsdag",
)


def measure_plan(programme: FundingProgramme, *, times: int) -> PaperFigures:
    """Draw the whole plan of one case, with all that it is asked of the database; nothing of the plan stays."""
    kind = KINDS["plan"]
    with transaction.atomic():
        version = _written(Case.objects.filter(programme=programme, plan=None).order_by("pk")[0])
        figures = in_turn(lambda: draw_paper(kind, version), paper_html(kind, PlanPaper(version)), times=times)
        transaction.set_rollback(True)
    return figures


def _written(case: Case) -> PlanVersion:
    """A plan of `AGREEMENTS` agreements, each of somebody of the circle."""
    # What is measured may be a case that is closed, and its plan is written here.
    Case.objects.filter(pk=case.pk).update(state=CaseState.HELD_WITH_PLAN, closed_on=None)
    plan = Plan.objects.create(case=case, state=PlanState.NOT_NEEDED)
    version = PlanVersion.objects.create(
        plan=plan,
        own_words="Wij willen dat Sem thuis blijft wonen, en dat er altijd iemand is die hij kan bellen.",
        monitor="Oma Toos",
        convener="Oom Piet",
        contingency="Dan slaapt Sem bij oma, en komt iedereen de volgende avond bij elkaar.",
    )
    people = [
        CirclePerson.objects.create(case=case, name=f"Helper {number} van der Velde") for number in range(_PEOPLE)
    ]
    for number in range(AGREEMENTS):
        agreement = Agreement.objects.create(
            version=version,
            sort_order=number,
            who=people[number % _PEOPLE].name,
            what="Haalt Sem op van school, eet met hem en brengt hem naar de voetbalclub",
            when_or_how_often=_WHEN[number % len(_WHEN)],
            where_to="het schoolplein",
        )
        agreement.people.add(people[number % _PEOPLE])
    # Last, for what is established does not change any more.
    version.established_at = timezone.now()
    version.save(update_fields=["established_at"])
    return version
