"""Showing the plan and testing it against the announced frame, and nothing else (R-07, R-08, R-09)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.codes import PROFESSIONAL_POSITIONS
from cases.locks import lock_case
from cases.models import Case, CoordinatorContract
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.refusal import Refusal

from ..codes import ESTABLISHED_STATES, PlanState, TestDecision
from ..models import (
    BottomLineResult,
    FrameGuest,
    LawArticle,
    OpenPoint,
    Plan,
    PlanTest,
    PlanVersion,
    ResidenceChange,
    SafetyFrame,
)
from ..queries import (
    Decider,
    current_frame,
    current_version,
    deciders_of,
    frame_is_needed,
    missing_points,
    nobody_answers_for_safety,
    professional_help_is_asked,
    seats_of,
    tests_of,
)
from ..workflow import WORKFLOW
from .agreements import copy_agreement
from .copying import copied
from .frame import lock_frame
from .guest_mails import tell_deciders_of_plan
from .moves import move_plan
from .tasks import mark_absent
from .writing import leave_open, refuse_after_closing

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
    mark_absent(version)
    if current_frame(plan.case) is None and frame_is_needed(plan.case):
        raise Refusal(_("Het veiligheidskader is er nog niet. Vraag de professional om het in te dienen."))
    if lock_frame(plan.case) is not None:
        plan = move_plan(plan, "present", by=by)
        tell_deciders_of_plan(plan, version=version.number)
        return plan
    plan = move_plan(plan, "establish_without_test", by=by)
    _establish(plan, version)
    return plan


@transaction.atomic
def decide_on_plan(
    plan: Plan,
    *,
    by: User | None,
    results: Mapping[int, bool],
    accepted: bool,
    guest: FrameGuest | None = None,
    questions: Mapping[int, str] | None = None,
    needed: str = "",
    article: LawArticle | None = None,
    question_to_family: str = "",
    capacity: str = "",
    stands_in_for: str = "",
) -> Plan:
    """One decides on the plan: `results` says per bottom line (id) of the frame whether it is met.

    `by` is None for a `guest`. The plan goes on when everybody who decides has done so: accepted by all, or back to
    the family. Not accepting rests on a bottom line that is not met, or on an `article` of law in use; what would make
    the plan safe is said by a question to the family at each of those lines (`questions`), or once by `needed` (R-07,
    R-08). What else is asked goes along as `question_to_family`, and stops nothing. Raises Refusal, also to its maker.
    """
    locked = _lock_presented(plan, by)
    frame, version = current_frame(locked.case), _version(locked)
    if frame is None:
        raise Refusal(_("Er is geen veiligheidskader. Dan hoeft het plan niet getoetst te worden."))
    decider = _refuse_who_may_not(locked.case, by, guest)
    _refuse_second_decision(version, decider)
    unmet = _unmet(results, {line.pk for line in frame.bottom_lines.all()})
    asked = {pk: text.strip() for pk, text in (questions or {}).items() if pk in unmet and text.strip()}
    if accepted:
        _check_acceptance(unmet, article)
    else:
        _check_rejection(unmet, article, needed, asked)
    test = PlanTest.objects.create(
        version=version,
        frame=frame,
        tester=by,
        guest=guest,
        decision=TestDecision.ACCEPTED if accepted else TestDecision.NOT_YET,
        capacity=capacity.strip() or decider.capacity or str(by.get_role_display() if by else ""),
        stands_in_for=stands_in_for.strip() or _whom_for(frame, by),
        unmet_lines=len(unmet),
        **_said(needed, article, question_to_family, asked),
    )
    BottomLineResult.objects.bulk_create(
        BottomLineResult(test=test, bottom_line_id=pk, met=met, question=asked.get(pk, ""))
        for pk, met in results.items()
    )
    return _go_on(locked, plan, version, by=by)


def _lock_presented(plan: Plan, by: User | None) -> Plan:
    refuse_after_closing(lock_case(plan.case))
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    WORKFLOW.find(locked.state, "accept", by=by)
    return locked


def _said(needed: str, article: LawArticle | None, question_to_family: str, asked: Mapping[int, str]) -> dict[str, Any]:
    """What the family reads; the text of the law as it is today."""
    return {
        "motivation": needed.strip() or "\n".join(asked.values()),
        "law_article": article,
        "law_text": article.text if article else "",
        "question_to_family": question_to_family.strip(),
    }


@transaction.atomic
def go_on_without(plan: Plan) -> Plan:
    """Another tests now, or one less: where all who do have decided, their decisions count."""
    locked: Plan = Plan.objects.select_for_update(of=("self",)).select_related("case").get(pk=plan.pk)
    version = current_version(locked)
    if locked.state != PlanState.PRESENTED or version is None or not tests_of(version):
        return locked
    return _go_on(locked, plan, version, by=None)


def _go_on(locked: Plan, given: Plan, version: PlanVersion, *, by: User | None) -> Plan:
    """Once everybody has decided, the plan is established or goes back to the family; before that it waits. So it does
    where who answers for safety left, until somebody is named."""
    decided = [seat.test for seat in seats_of(version)]
    counted = sorted((test for test in decided if test is not None), key=lambda test: (test.decided_at, test.pk))
    if not counted or len(counted) < len(decided) or nobody_answers_for_safety(locked.case):
        return locked
    refused = [test for test in counted if test.decision == TestDecision.NOT_YET]
    reason = "\n".join(test.motivation for test in refused or counted)
    moved = move_plan(given, "reject" if refused else "accept", by=by, reason=reason)
    if not refused:
        _establish(moved, version)
    return moved


def _refuse_second_decision(version: PlanVersion, decider: Decider) -> None:
    if any(decider.made(test) for test in tests_of(version)):
        raise Refusal(_("U heeft al besloten over deze versie van het plan."))


def _refuse_who_may_not(case: Case, by: User | None, guest: FrameGuest | None) -> Decider:
    """Only who was asked decides; and nobody who worked on this case as coordinator, or belongs to the family."""
    decider = next((each for each in deciders_of(case) if each.user == by and each.guest == guest), None)
    if decider is None:
        raise Refusal(_("U bent niet gevraagd om dit plan te toetsen. Vraag het aan de regiomanager."))
    lay = case.circle.exclude(position__in=PROFESSIONAL_POSITIONS)
    family = {mail_key(each) for rows in (case.main_persons, lay) for each in rows.values_list("email", flat=True)}
    worked = CoordinatorContract.objects.filter(case=case, coordinator__user__email__iexact=decider.mail)
    if decider.mail in family or worked.exists():
        raise Refusal(_("U heeft aan dit plan meegewerkt. Iemand anders moet het toetsen."))
    return decider


def _whom_for(frame: SafetyFrame, by: User | None) -> str:
    """Another than who wrote the frame tests in that one's place, unless that one decides too."""
    author = frame.author
    if by is None or author is None or author == by or any(each.user == author for each in deciders_of(frame.case)):
        return ""
    return str(author)


def _unmet(results: Mapping[int, bool], lines: set[int]) -> list[int]:
    if set(results) - lines:
        raise Refusal(_("U kunt een plan alleen toetsen aan de bodem-eisen die vooraf zijn aangekondigd."))
    if set(results) != lines:
        raise Refusal(_("Geef bij elke bodem-eis aan of het plan eraan voldoet."))
    return [pk for pk, met in results.items() if not met]


def _check_acceptance(unmet: list[int], article: LawArticle | None) -> None:
    if unmet:
        raise Refusal(_("U accepteert het plan, maar niet alle bodem-eisen zijn vervuld. Pas een van beide aan."))
    if article is not None:
        raise Refusal(
            _("U accepteert het plan en noemt ook een wet waarop het stuit. Pas een van beide aan."), at="article"
        )


def _check_rejection(unmet: list[int], article: LawArticle | None, needed: str, asked: Mapping[int, str]) -> None:
    if not unmet and article is None:
        raise Refusal(
            _(
                "Het plan voldoet aan elke bodem-eis. Niet accepteren kan dan alleen als het stuit op een artikel uit "
                "de lijst met wetten. Weegt er iets anders? Stel het als vraag aan de familie: het plan gaat dan door."
            ),
            at="article",
        )
    if article is not None and article.is_retired:
        raise Refusal(_("Dit wetsartikel staat niet meer in de lijst. Kies een ander."), at="article")
    answered = bool(unmet) and all(_says_something(asked.get(pk, "")) for pk in unmet) and article is None
    if not answered and not _says_something(needed):
        raise Refusal(_("Schrijf op wat het plan wel veilig zou maken, zodat de familie verder kan."), at="needed")


def _says_something(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS


@transaction.atomic
def revise_plan(plan: Plan, *, by: User) -> PlanVersion:
    """Give the plan back to the family: a new version with the same text, so that the tested one stays as it was."""
    tested = _version(plan)
    move_plan(plan, "revise", by=by)
    return copy_version(tested, change_reason=_("Aangepast na de toets"))


def copy_version(source: PlanVersion, *, change_reason: str, changed_by: str = "") -> PlanVersion:
    """A new open version with everything of `source`, what services answered too; runs inside the caller's
    transaction."""
    said = {"change_reason": change_reason, "changed_by": changed_by}
    version = copied(source, number=source.number + 1, established_at=None, **said)
    for agreement in source.agreements.select_related("help_answer"):
        new = copy_agreement(agreement, version)
        if agreement.answered is not None:
            copied(agreement.answered, agreement=new)
    rows: list[ResidenceChange | OpenPoint] = [*source.residence_changes.all(), *source.open_points.all()]
    for row in rows:
        copied(row, version=version)
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
