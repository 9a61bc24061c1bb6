"""What a professional decides on a version of the plan: one test by each, with what it says of each bottom line."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.querysets import CaseBoundQuerySet
from ekc.sealed.columns import SealedCharField, SealedTextField

from ..codes import TestDecision
from .frame import BottomLine, SafetyFrame
from .frozen import CASE_OF_TEST, CASE_OF_VERSION, is_the_familys_after_closing, keeps_decisions
from .guest import FrameGuest
from .law import LawArticle
from .plan import PlanVersion


def _rests_on_what_was_announced(announced: str) -> pgtrigger.Trigger:
    """Nobody decides on what the family of this case did not know; `announced` is SQL that finds what it knew."""
    return pgtrigger.Trigger(
        name="rests_on_what_was_announced",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=pgtrigger.Func(
            f"IF NOT EXISTS ({announced}) THEN RAISE EXCEPTION 'this was not announced' "
            "USING ERRCODE = 'check_violation'; END IF; RETURN NEW;"
        ),
    )


def _names_its_lines() -> pgtrigger.Trigger:
    """A decision says which bottom lines are not met, and not only how many: asked when all of it is saved."""
    return pgtrigger.Trigger(
        name="names_its_lines",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=pgtrigger.Func(
            "IF NEW.unmet_lines <> (SELECT count(*) FROM plans_bottomlineresult AS result "
            "WHERE result.test_id = NEW.id AND NOT result.met) THEN RAISE EXCEPTION 'it does not say which lines' "
            "USING ERRCODE = 'check_violation'; END IF; RETURN NULL;"
        ),
    )


_FRAME_IN_FORCE = """
    SELECT 1 FROM plans_safetyframe AS frame
    JOIN plans_plan AS plan ON plan.case_id = frame.case_id
    JOIN plans_planversion AS version ON version.plan_id = plan.id
    WHERE frame.id = NEW.frame_id AND version.id = NEW.version_id AND frame.state <> 'concept'
    AND NOT EXISTS (
        SELECT 1 FROM plans_safetyframe AS later
        WHERE later.case_id = frame.case_id AND later.version > frame.version AND later.state <> 'concept'
    )
    AND NEW.unmet_lines <= (SELECT count(*) FROM plans_bottomline AS line WHERE line.frame_id = frame.id)
"""
_LINE_OF_TEST = """
    SELECT 1 FROM plans_plantest AS test JOIN plans_bottomline AS line ON line.frame_id = test.frame_id
    WHERE test.id = NEW.test_id AND line.id = NEW.bottom_line_id
"""


@pghistory.track()
class PlanTest(models.Model):
    """The professional's test of a version against the announced frame, and nothing else (R-07, R-08).

    A refusal rests on a bottom line that is not met, or on an article of law, and `motivation` says what would make the
    plan safe. A question that was not announced can go to the family (`question_to_family`); it stops nothing.
    """

    __test__ = False  # pytest would take a class named *Test for a test

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="tests")
    frame = models.ForeignKey(SafetyFrame, on_delete=models.PROTECT, related_name="tests")
    tester = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    guest = models.ForeignKey(FrameGuest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(_("besluit"), max_length=20, choices=TestDecision)
    capacity = SealedCharField(_("in welke hoedanigheid"), max_length=120, blank=True)
    stands_in_for = SealedCharField(_("in plaats van"), max_length=120, blank=True)
    motivation = SealedTextField(_("wat het plan wel veilig maakt"), blank=True)
    law_article = models.ForeignKey(
        LawArticle, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wetsartikel")
    )
    # As it read on the day of the decision; the list may be corrected later.
    law_text = SealedTextField(_("tekst van de wet"), blank=True)
    unmet_lines = models.PositiveSmallIntegerField(_("bodem-eisen waaraan nog niet is voldaan"), default=0)
    question_to_family = SealedTextField(_("vraag terug aan de familie"), blank=True)
    decided_at = models.DateTimeField(_("besloten op"), auto_now_add=True)

    objects = CaseBoundQuerySet.manager("plan_outcome", "version__plan__case")

    class Meta:
        verbose_name = _("toets van het plan")
        verbose_name_plural = _("toetsen van het plan")
        triggers = [
            is_the_familys_after_closing(CASE_OF_VERSION),
            keeps_decisions(),
            _rests_on_what_was_announced(_FRAME_IN_FORCE),
            _names_its_lines(),
        ]
        ordering = ["decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tester__isnull=False, guest__isnull=True) | Q(tester__isnull=True, guest__isnull=False),
                name="plan_test_has_one_tester",
            ),
            models.UniqueConstraint(fields=["version", "tester"], name="plan_version_tested_once_by_each"),
            models.UniqueConstraint(fields=["version", "guest"], name="plan_version_tested_once_by_each_guest"),
            models.CheckConstraint(
                condition=Q(decision=TestDecision.ACCEPTED) | ~Q(motivation=""), name="rejection_has_motivation"
            ),
            models.CheckConstraint(
                condition=Q(decision=TestDecision.ACCEPTED, unmet_lines=0, law_article__isnull=True)
                | Q(decision=TestDecision.NOT_YET) & (Q(unmet_lines__gt=0) | Q(law_article__isnull=False)),
                name="rejection_rests_on_what_was_announced",
            ),
            models.CheckConstraint(
                condition=Q(law_article__isnull=True, law_text="") | Q(law_article__isnull=False) & ~Q(law_text=""),
                name="test_keeps_text_of_law",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.decision}"

    @property
    def by(self) -> str:
        """Who decided, in which capacity, and for whom."""
        said = [str(self.guest or self.tester), self.capacity]
        if self.stands_in_for:
            said.append(_("in plaats van %(name)s") % {"name": self.stands_in_for})
        return ", ".join(each for each in said if each)

    @property
    def case_number(self) -> str:
        return self.version.case_number


class BottomLineResult(models.Model):
    """Whether one bottom line is met by the tested version."""

    test = models.ForeignKey(PlanTest, on_delete=models.CASCADE, related_name="results")
    bottom_line = models.ForeignKey(BottomLine, on_delete=models.PROTECT, related_name="results")
    met = models.BooleanField(_("voldaan"))
    question = SealedTextField(_("vraag terug aan de familie"), blank=True)

    objects = CaseBoundQuerySet.manager("plan_outcome", "test__version__plan__case")

    class Meta:
        verbose_name = _("oordeel over een bodem-eis")
        verbose_name_plural = _("oordelen over bodem-eisen")
        triggers = [
            is_the_familys_after_closing(CASE_OF_TEST),
            keeps_decisions(),
            _rests_on_what_was_announced(_LINE_OF_TEST),
        ]
        constraints = [
            models.UniqueConstraint(fields=["test", "bottom_line"], name="bottom_line_judged_once"),
            models.CheckConstraint(condition=Q(met=False) | Q(question=""), name="question_about_what_is_not_met"),
        ]

    def __str__(self) -> str:
        return f"{self.bottom_line}: {self.met}"

    @property
    def case_number(self) -> str:
        return self.test.case_number
