"""What somebody says of an own task: that it was done, or that it is taken on, by who was not there."""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.models import Case
from ekc.accounts.models import User
from ekc.merging.ledger import Ledger
from ekc.refusal import Refusal

from ..models import Agreement, ChangeProposal, PlanVersion, TaskAnswer, TaskReport
from ..queries import plan_that_holds, version_in_force
from ..tasks_of import Absent, Doer, by_doer, tasks_of
from .proposals import raise_proposal


@transaction.atomic
def report_task(agreement: Agreement, doer: Doer, *, is_done: bool | None) -> None:
    """Whether somebody did what they promised; None takes back what was said. Raises Refusal of another's promise."""
    agreement = _in_force(agreement)
    if agreement not in tasks_of(agreement.version, doer):
        raise Refusal(_("Deze afspraak is niet van u."))
    if is_done is None:
        TaskReport.objects.filter(agreement=agreement, **by_doer(doer)).delete()
        return
    said = {"is_done": is_done, "at": timezone.now()}
    TaskReport.objects.update_or_create(agreement=agreement, **by_doer(doer), defaults=said)


@transaction.atomic
def answer_task(
    agreement: Agreement, doer: Doer | None, *, agrees: bool, why: str = "", by: User | None = None
) -> TaskAnswer:
    """Who was not there says yes or no to a task. `by` wrote it down for them; `doer` is None where only words say who.

    After the last yes the agreement is marked no longer. A no goes to who calls everybody together, and to the
    coordinator. Raises Refusal where nothing is asked of this person.
    """
    agreement = _in_force(agreement)
    asked = Absent(agreement.version.plan.case).asked(agreement)
    is_asked = doer in asked if doer is not None else not asked
    before = TaskAnswer.objects.filter(agreement=agreement, **by_doer(doer)).first()
    if not is_asked or not (agreement.agreed_by_absent or before):
        raise Refusal(_("Hier hoeft u niets op te antwoorden."))
    said = {"who": str(doer or agreement.who), "agrees": agrees, "why": why.strip(), "at": timezone.now(), "by": by}
    if before is not None and (before.agrees, before.why) == (agrees, said["why"]):
        _mark(agreement, asked)
        return before
    answer, _made = TaskAnswer.objects.update_or_create(agreement=agreement, **by_doer(doer), defaults=said)
    waiting = ChangeProposal.objects.filter(agreement=agreement, **by_doer(doer), settled_at=None)
    if agrees:
        _settle_earlier_no(waiting, answer)
    elif not waiting.update(text=_no_in_words(answer)):
        raise_proposal(
            agreement.version.plan.case,
            doer=doer,
            who=answer.who,
            text=_no_in_words(answer),
            agreement=agreement,
        )
    _mark(agreement, asked)
    return answer


def _mark(agreement: Agreement, asked: list[Doer]) -> None:
    agreement.agreed_by_absent = not _all_agree(agreement, asked)
    agreement.save(update_fields=["agreed_by_absent"])


def _no_in_words(answer: TaskAnswer) -> str:
    """For who calls everybody together and for the house, in Dutch, whatever the page speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Zegt nee tegen de afspraak: %(what)s") % {"what": answer.agreement.what}
    return f"{text}\n{answer.why}".strip()


def _all_agree(agreement: Agreement, asked: list[Doer]) -> bool:
    said_yes = {(row.person_id, row.main_person_id) for row in agreement.answers.filter(agrees=True)}
    wanted = {tuple(getattr(each, "pk", None) for each in by_doer(doer).values()) for doer in asked} or {(None, None)}
    return wanted <= said_yes


def _settle_earlier_no(waiting: QuerySet[ChangeProposal], answer: TaskAnswer) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        outcome = _("%(name)s zegt nu: %(said)s.") % {"name": answer.who, "said": answer.said}
    waiting.update(settled_at=timezone.now(), outcome=outcome[:300])


def _in_force(agreement: Agreement) -> Agreement:
    """Lock the agreement; refuse one of a version that was followed by another."""
    locked: Agreement = (
        Agreement.objects.select_for_update(of=("self",)).select_related("version__plan__case").get(pk=agreement.pk)
    )
    if locked.version != version_in_force(locked.version.plan) or not locked.version.is_frozen:
        raise Refusal(_("Het plan is intussen veranderd. Kijk wat er nu staat."))
    return locked


def settle_marks(case: Case, *, ledger: Ledger | None = None) -> None:
    """Who takes part changed: an agreement in force waits for the yes of whoever is asked now, and of nobody else."""
    version = plan_that_holds(case)
    if version is None or not version.is_frozen:
        return
    absent = Absent(case)
    for agreement in version.agreements.all():
        missing = absent.doers(agreement)
        asked = missing if not agreement.agreed_by_absent else absent.asked(agreement)
        if asked and agreement.agreed_by_absent == _all_agree(agreement, asked):
            if ledger is not None:
                ledger.watch([agreement])
            _mark(agreement, asked)


def mark_absent(version: PlanVersion) -> None:
    """Mark each agreement of which a doer was not there; inside the caller's transaction."""
    absent = Absent(version.plan.case)
    for agreement in version.agreements.filter(agreed_by_absent=False):
        if absent.doers(agreement):
            agreement.agreed_by_absent = True
            agreement.save(update_fields=["agreed_by_absent"])
