"""Showing the plan and testing it against the announced frame, and nothing else (R-07, R-08, R-09)."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.refusal import Refusal

from ..codes import ESTABLISHED_STATES, TestDecision
from ..models import BottomLine, BottomLineResult, LawArticle, OpenPoint, Plan, PlanTest, PlanVersion, ResidenceChange
from ..queries import current_frame, current_version, missing_points, professional_help_is_asked
from .agreements import copy_agreement
from .frame import lock_frame
from .moves import move_plan
from .writing import leave_open

FEWEST_WORDS = 3
"""Fewer say nothing that a family can act on."""


@transaction.atomic
def present_plan(plan: Plan, *, by: User, reasons: Mapping[str, str] | None = None) -> Plan:
    """Show the plan: to the professional when there is a frame, else it is established at once (R-09).

    `reasons` says, by the key of a point, why the family leaves it open. Raises Refusal without any agreement, and on a
    point that has neither an answer nor a reason.
    """
    version = _version(plan)
    if not version.agreements.exists():
        raise Refusal(_("Er staat nog geen afspraak in het plan."))
    leave_open(version, by=by, reasons=reasons or {})
    if points := missing_points(version):
        raise Refusal(
            _("Nog niet alles is gevraagd. %(points)s Vraag het na, of schrijf op waarom het open blijft.")
            % {"points": " ".join(point.question for point in points)}
        )
    if lock_frame(plan.case) is not None:
        return move_plan(plan, "present", by=by)
    plan = move_plan(plan, "establish_without_test", by=by)
    _establish(plan, version)
    return plan


@transaction.atomic
def decide_on_plan(
    plan: Plan,
    *,
    by: User,
    results: Mapping[int, bool],
    accepted: bool,
    needed: str = "",
    article: LawArticle | None = None,
    question_to_family: str = "",
    capacity: str = "",
) -> Plan:
    """Decide on the plan: `results` says per bottom line (id) of the frame whether it is met.

    Not accepting rests on a bottom line that is not met, or on an `article` of law in use, and `needed` says what would
    make the plan safe (R-07, R-08). Whatever else the professional would like to know goes to the family as
    `question_to_family`, and stops nothing. Raises Refusal.
    """
    frame = current_frame(plan.case)
    version = _version(plan)
    if frame is None:
        raise Refusal(_("Er is geen veiligheidskader. Dan hoeft het plan niet getoetst te worden."))
    lines = {line.pk: line for line in frame.bottom_lines.all()}
    unmet = [lines[pk] for pk in _unmet(results, lines)]
    if accepted:
        _check_acceptance(unmet, article)
    else:
        _check_rejection(unmet, article, needed)
    plan = move_plan(plan, "accept" if accepted else "reject", by=by, reason=needed)
    test = PlanTest.objects.create(
        version=version,
        frame=frame,
        tester=by,
        decision=TestDecision.ACCEPTED if accepted else TestDecision.NOT_YET,
        capacity=capacity,
        motivation=needed.strip(),
        law_article=article,
        law_text=article.text if article else "",
        unmet_lines=len(unmet),
        question_to_family=question_to_family.strip(),
    )
    BottomLineResult.objects.bulk_create(
        BottomLineResult(test=test, bottom_line=lines[pk], met=met) for pk, met in results.items()
    )
    if accepted:
        _establish(plan, version)
    return plan


def _unmet(results: Mapping[int, bool], lines: Mapping[int, BottomLine]) -> list[int]:
    if set(results) - set(lines):
        raise Refusal(_("U kunt een plan alleen toetsen aan de bodem-eisen die vooraf zijn aangekondigd."))
    if set(results) != set(lines):
        raise Refusal(_("Geef bij elke bodem-eis aan of het plan eraan voldoet."))
    return [pk for pk, met in results.items() if not met]


def _check_acceptance(unmet: list[BottomLine], article: LawArticle | None) -> None:
    if unmet:
        raise Refusal(_("U accepteert het plan, maar niet alle bodem-eisen zijn vervuld. Pas een van beide aan."))
    if article is not None:
        raise Refusal(_("U accepteert het plan en noemt ook een wet waarop het stuit. Pas een van beide aan."))


def _check_rejection(unmet: list[BottomLine], article: LawArticle | None, needed: str) -> None:
    if not unmet and article is None:
        raise Refusal(
            _(
                "Het plan voldoet aan elke bodem-eis. Niet accepteren kan dan alleen als het stuit op een artikel uit "
                "de lijst met wetten. Weegt er iets anders? Stel het als vraag aan de familie: het plan gaat dan door."
            )
        )
    if article is not None and article.is_retired:
        raise Refusal(_("Dit wetsartikel staat niet meer in de lijst. Kies een ander."))
    if len(needed.split()) < FEWEST_WORDS:
        raise Refusal(_("Schrijf op wat het plan wel veilig zou maken, zodat de familie verder kan."))


@transaction.atomic
def revise_plan(plan: Plan, *, by: User) -> PlanVersion:
    """Give the plan back to the family: a new version with the same text, so that the tested one stays as it was."""
    tested = _version(plan)
    move_plan(plan, "revise", by=by)
    return copy_version(tested, change_reason=_("Aangepast na de toets"))


def copy_version(source: PlanVersion, *, change_reason: str, changed_by: str = "") -> PlanVersion:
    """A new open version with everything of `source`; runs inside the caller's transaction."""
    agreements = list(source.agreements.all())
    rows: list[ResidenceChange | OpenPoint] = [*source.residence_changes.all(), *source.open_points.all()]
    version = PlanVersion.objects.get(pk=source.pk)
    version.pk, version.number = None, source.number + 1
    version.established_at = None
    version.change_reason, version.changed_by = change_reason, changed_by
    version._state.adding = True
    version.save()
    for agreement in agreements:
        copy_agreement(agreement, version)
    for row in rows:
        row.pk, row.version = None, version
        row._state.adding = True
        row.save()
    return version


def _version(plan: Plan) -> PlanVersion:
    version = current_version(plan)
    if version is None:
        raise Refusal(_("Van dit plan zijn alleen de cijfers bekend."))
    return version


def _establish(plan: Plan, version: PlanVersion) -> None:
    """Freeze the version and set the facts that the figures count (WESP 2.8.4; R-09: no frame is accepted)."""
    version.established_at = timezone.now()
    version.save(update_fields=["established_at"])
    plan.plan_agreed = True
    plan.accepted_as_safe = plan.state in ESTABLISHED_STATES
    plan.evaluation_agreed = version.review_date is not None
    plan.reconvening_agreed = bool(version.contingency.strip())
    plan.professional_help_requested = professional_help_is_asked(version)
    plan.persons_changing_residence = version.residence_changes.count()
    plan.save(
        update_fields=[
            "plan_agreed",
            "accepted_as_safe",
            "evaluation_agreed",
            "reconvening_agreed",
            "professional_help_requested",
            "persons_changing_residence",
        ]
    )
