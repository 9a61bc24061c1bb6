"""Reads of frames and plans that more than one act or page needs."""

import datetime as dt
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import Variant
from cases.contact import safe_contact
from cases.models import Case
from cases.notices import referrer_address
from cases.queries import current_questions
from cases.spoken_languages import page_language_of
from conferences.models import Conference
from ekc.links import Closed, LinkKind

from .codes import AgreementKind, FrameState
from .models import Distribution, Plan, PlanTest, PlanVersion, SafetyFrame

WHAT = _lazy("een verzending van het plan")
"""For the read log."""


def current_frame(case: Case) -> SafetyFrame | None:
    """The frame that a plan of this case is tested on: the newest that was submitted, or None."""
    frame: SafetyFrame | None = (
        SafetyFrame.objects.filter(case=case).exclude(state=FrameState.DRAFT).order_by("-version").first()
    )
    return frame


def current_version(plan: Plan) -> PlanVersion | None:
    """The newest version of a plan; None for an imported plan, of which only the facts are known."""
    version: PlanVersion | None = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    return version


def plan_of(case: Case) -> Plan | None:
    """The plan of a case, if there is one."""
    plan: Plan | None = Plan.objects.filter(case=case).first()
    return plan


def newest_frame(case: Case) -> SafetyFrame | None:
    """The newest frame of a case, a draft included: for who writes it."""
    frame: SafetyFrame | None = SafetyFrame.objects.filter(case=case).order_by("-version").first()
    return frame


def earlier_frames(case: Case) -> list[SafetyFrame]:
    """The versions that were handed in and are no longer in force, newest first, with their lines and readings."""
    handed_in = SafetyFrame.objects.filter(case=case).exclude(state=FrameState.DRAFT).order_by("-version")
    return list(handed_in.select_related("author").prefetch_related("bottom_lines", "readings")[1:])


def private_time_began(case: Case) -> bool:
    """Whether the family of this case has been among itself, in any meeting (R-08)."""
    return Conference.objects.filter(case=case, private_time_from__isnull=False).exists()


def last_test(plan: Plan) -> PlanTest | None:
    """The newest test of a plan, with its results and bottom lines."""
    test: PlanTest | None = (
        PlanTest.objects.filter(version__plan=plan)
        .select_related("tester", "version", "law_article")
        .prefetch_related("results__bottom_line")
        .order_by("-decided_at")
        .first()
    )
    return test


def frame_submitted_on(case: Case) -> dt.date | None:
    """The day on which the newest submitted frame was handed in; None for a draft."""
    frame = current_frame(case)
    return timezone.localdate(frame.submitted_at) if frame and frame.submitted_at else None


def link_kind() -> LinkKind:
    return LinkKind(
        model=Distribution,
        routes=("plans:open",),
        hangs_on=_hangs_on,
        case=lambda row: row.version.plan.case,
        address=delivery_address,
        over=_over,
        language=delivery_language,
        rows=lambda: Distribution.objects.select_related(
            "version__plan__case__region", "person", "main_person", "referrer__user"
        ),
        perm="plan.write",
        what=WHAT,
        back=lambda row: reverse("plans:plan", args=[row.case_number]),
        closed_help=_lazy(
            "Wil je het document lezen? Bel de Eigen Kracht-coördinator en vraag om een nieuwe link of een brief."
        ),
    )


def _hangs_on(delivery: Distribution) -> tuple[object, ...]:
    referrer = delivery.referrer
    people = (delivery.person, delivery.main_person, referrer, referrer.user if referrer else None)
    return (*people, delivery.version.plan.case)


def delivery_address(delivery: Distribution) -> str:
    """Where mail about this delivery goes today."""
    if delivery.referrer is not None:
        return referrer_address(delivery.version.plan.case)
    somebody = delivery.person or delivery.main_person
    return safe_contact(somebody).email if somebody else ""


def delivery_language(delivery: Distribution) -> str:
    """In which language its mail and page are written; the plan itself stays in the words of the family."""
    somebody = delivery.referrer or delivery.person or delivery.main_person
    return page_language_of(somebody) if somebody else str(settings.LANGUAGE_CODE)


def _over(delivery: Distribution) -> str:
    until = delivery.link_expires_on
    return "" if until is not None and until >= timezone.localdate() else Closed.OVER


class PlanPoint(NamedTuple):
    """What is asked aloud before a plan is shown: a key that stays, and the question in Dutch."""

    key: str
    question: str


def unanswered_points(version: PlanVersion) -> list[PlanPoint]:
    """What the plan does not say yet (domain.md 7.1): who watches, who calls together, when, what if, who keeps contact
    and how, an agreement for each question of the conference, and at a herstelconferentie what makes it good."""
    asked = [
        ("monitor", _("Wie let erop dat het plan wordt uitgevoerd?")),
        ("convener", _("Wie roept iedereen bij elkaar als dat nodig is?")),
        ("review_date", _("Wanneer komen jullie weer bij elkaar?")),
        ("contingency", _("Wat doen jullie als het anders loopt?")),
        ("contact_person", _("Wie is aanspreekpunt voor de professional?")),
        ("contact_agreement", _("Hoe houden jullie contact met de professional?")),
    ]
    points = [PlanPoint(name, question) for name, question in asked if not str(getattr(version, name) or "").strip()]
    points += [
        PlanPoint(
            f"vraag-{question.pk}", _("Welke afspraak hoort bij de vraag: %(question)s") % {"question": question.text}
        )
        for question in current_questions(version.plan.case).exclude(agreements__version=version)
    ]
    is_restorative = version.plan.case.variant == Variant.RESTORATIVE
    if is_restorative and not version.agreements.exclude(restitution="").exists():
        question = _("Wat wordt er gedaan om het goed te maken: vergoeding, excuus, iets voor anderen?")
        points.append(PlanPoint("herstel", question))
    return points


def missing_points(version: PlanVersion) -> list[PlanPoint]:
    """What the coordinator still asks aloud: neither answered, nor left open with a reason."""
    left_open = set(version.open_points.values_list("key", flat=True))
    return [point for point in unanswered_points(version) if point.key not in left_open]


def professional_help_is_asked(version: PlanVersion) -> bool:
    """Whether the plan asks a professional for something (WESP 2.8.4)."""
    return (
        bool(version.professional_help.strip())
        or version.agreements.filter(kind=AgreementKind.PROFESSIONAL_REQUEST).exists()
    )
