"""What stands on somebody's own page of the plan: what they promised, whom they call, what was said since."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cases.models import Case
from cases.queries import active_contract
from cases.told_text import Secrets
from ekc.accounts.models import User

from ..models import Agreement, ChangeProposal, Distribution, PlanVersion, TaskAnswer, TaskReport
from ..on_paper import PlanPaper
from ..own_forms import OWN_FORMS, OwnForm
from ..queries import version_in_force
from ..tasks_of import Absent, Doer, by_doer, conveners_of, hears_proposals, tasks_of


@dataclass(frozen=True)
class OwnTask:
    """One promise, with what its doer said of it."""

    agreement: Agreement
    report: TaskReport | None
    answer: TaskAnswer | None
    waits_for_yes: bool
    """Who was not there is asked whether they take it on."""


@dataclass(frozen=True)
class ShownForm:
    """One form of the page, with what was typed where it is sent back."""

    name: str
    words: OwnForm
    form: Any
    said: list[str]

    @property
    def is_open(self) -> bool:
        return bool(self.form.errors)


class OwnPage:
    """The page behind the link of one person. It always shows what holds now, whatever version the link came with."""

    def __init__(self, delivery: Distribution, version: PlanVersion, doer: Doer) -> None:
        self.delivery, self.version, self.doer = delivery, version, doer
        self.case: Case = version.plan.case
        self._secrets = Secrets(self.case)

    @cached_property
    def tasks(self) -> list[OwnTask]:
        mine = tasks_of(self.version, self.doer)
        whose = {"agreement__in": mine, **by_doer(self.doer)}
        reports = {row.agreement_id: row for row in TaskReport.objects.filter(**whose)}
        answers = {row.agreement_id: row for row in TaskAnswer.objects.filter(**whose)}
        absent = Absent(self.case)
        return [
            OwnTask(
                self._secrets.veiled(each),
                reports.get(each.pk),
                answers.get(each.pk),
                each.agreed_by_absent and self.doer in absent.silent(each),
            )
            for each in mine
        ]

    @property
    def asked(self) -> list[OwnTask]:
        """What is to be taken on, or was refused: a no can become a yes."""
        return [each for each in self.tasks if each.waits_for_yes or (each.answer and not each.answer.agrees)]

    @property
    def promised(self) -> list[OwnTask]:
        asked = self.asked
        return [each for each in self.tasks if each not in asked]

    @cached_property
    def paper(self) -> PlanPaper:
        return PlanPaper(self.version)

    @property
    def convenes(self) -> bool:
        """Whether this person is who the others call: nobody is told to call themselves."""
        return conveners_of(self.version) == [self.doer]

    @cached_property
    def coordinator(self) -> User | None:
        """Who is called with questions, for as long as somebody works on the case."""
        contract = active_contract(self.case)
        return contract.coordinator.user if contract else None

    @cached_property
    def proposals(self) -> list[ChangeProposal]:
        """What was proposed and is still open: for who said it, and who hears of proposals."""
        rows = ChangeProposal.objects.filter(case=self.case, settled_at=None).select_related("person", "main_person")
        sees_all = hears_proposals(self.version, self.doer)
        return [self._secrets.veiled(row) for row in rows if sees_all or row.doer == self.doer]

    def forms(self, sent: str = "", bound: Any = None) -> list[ShownForm]:
        """Every form of the page; the one that was `sent` with what was typed in it."""
        shown = []
        for name in OWN_FORMS.names():
            words = OWN_FORMS[name]
            if not words.applies(self.case, self.doer) and name != sent:
                continue
            form = bound if name == sent else words.make(self.delivery, None, name)
            said = [self._secrets.told(text) for text in words.said(self.case, self.doer)]
            shown.append(ShownForm(name, words, form, said))
        return shown


def own_page(delivery: Distribution) -> OwnPage | None:
    """The page of whom a delivery was for; None of who applied, who reads the plan and promised nothing."""
    version, doer = version_in_force(delivery.version.plan), delivery.doer
    return OwnPage(delivery, version, doer) if version is not None and doer is not None else None
