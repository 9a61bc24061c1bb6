"""Reads of frames and plans that more than one act or page needs."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.codes import FINISHED_STATES, Variant
from cases.contact import safe_contact
from cases.models import Case
from cases.notices import referrer_address
from cases.queries import current_questions, frame_professional
from cases.spoken_languages import page_language_of
from conferences.models import Conference
from ekc import dutch
from ekc.accounts.models import User
from ekc.addresses import mail_key
from ekc.links import Closed, LinkKind

from .codes import DECIDING_TASKS, ENDED_LIVES, ESTABLISHED_STATES, AgreementKind, FrameState, GuestTask, PlanState
from .models import (
    TEXT_OF_FRAME,
    ChangeProposal,
    Distribution,
    FrameGuest,
    FrameNotNeeded,
    Plan,
    PlanTest,
    PlanVersion,
    SafetyFrame,
)

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
    if version is not None:
        version.plan = plan  # so that nobody asks for it once more
    return version


def version_in_force(plan: Plan) -> PlanVersion | None:
    """What holds: the newest version that was established; of a plan that never was, the newest."""
    last_established = F("established_at").desc(nulls_last=True)
    found: PlanVersion | None = PlanVersion.objects.filter(plan=plan).order_by(last_established, "-number").first()
    return found


def plan_that_holds(case: Case) -> PlanVersion | None:
    """What holds of the plan of this case; None where there is no plan, or no word of it."""
    return version_in_force(plan) if (plan := plan_of(case)) is not None else None


def open_change(plan: Plan) -> PlanVersion | None:
    """The next version of an established plan, while it is written; the one before still holds."""
    newest = current_version(plan) if plan.is_established else None
    return newest if newest is not None and not newest.is_frozen else None


def open_proposals(case: Case) -> list[ChangeProposal]:
    """What somebody of the family wants otherwise in the plan, and nobody did anything with yet."""
    return list(ChangeProposal.objects.filter(case=case, settled_at=None).select_related("agreement"))


def plan_of(case: Case) -> Plan | None:
    """The plan of a case, if there is one."""
    plan: Plan | None = Plan.objects.filter(case=case).first()
    if plan is not None:
        plan.case = case
    return plan


def plan_is_established(case: Case) -> bool:
    """Whether the family of this case has a plan that is fixed."""
    return Plan.objects.filter(case=case, state__in=sorted(ESTABLISHED_STATES)).exists()


def newest_frame(case: Case) -> SafetyFrame | None:
    """The newest frame of a case, a draft included: for who writes it."""
    frame: SafetyFrame | None = SafetyFrame.objects.filter(case=case).order_by("-version").first()
    return frame


def earlier_frames(case: Case) -> list[SafetyFrame]:
    """The versions that were handed in and are no longer in force, newest first, with their lines and readings."""
    handed_in = SafetyFrame.objects.filter(case=case).exclude(state=FrameState.DRAFT).order_by("-version")
    return list(
        handed_in.select_related("author__organisation", "guest").prefetch_related("bottom_lines", "seen", "readings")[
            1:
        ]
    )


def private_time_began(case: Case) -> bool:
    """Whether the family of this case has been among itself, in any meeting (R-08)."""
    among_themselves = Q(private_time_from__isnull=False) | Q(without_private_time=True)
    return Conference.objects.filter(among_themselves, case=case).exists()


def part_one_began(case: Case) -> bool:
    """Whether a meeting of this case began: from then on the frame is fixed."""
    return Conference.objects.filter(case=case, started_at__isnull=False).exists()


def not_needed(case: Case) -> FrameNotNeeded | None:
    """Who said, and why, that this case needs no frame; None where nobody did, or it was taken back."""
    found: FrameNotNeeded | None = (
        FrameNotNeeded.objects.filter(case=case, withdrawn_at=None).select_related("by").first()
    )
    return found


def without_frame(case: Case) -> str:
    """For the first page of a case: who said that it needs no frame."""
    row = not_needed(case)
    if row is None:
        return ""
    day = dutch.long_date(timezone.localdate(row.decided_at))
    return _("%(name)s legde op %(day)s vast dat er geen veiligheidskader nodig is.") % {"name": row.by, "day": day}


def frame_is_needed(case: Case) -> bool:
    """Whether the meeting waits for a frame: safety is at stake, and nobody said that it can do without."""
    return case.needs_frame and not_needed(case) is None


def mark_of_text(frame: SafetyFrame) -> str:
    """A digest of all that a frame says; another when a word of it changes."""
    said: list[object] = [str(getattr(frame, name)) for name in TEXT_OF_FRAME]
    said += [list(row) for row in frame.seen.values_list("what", "when", "by_whom")]
    said += [list(row) for row in frame.bottom_lines.values_list("text", "is_non_negotiable")]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def signature_of(frame: SafetyFrame) -> FrameGuest | None:
    """Who signed this text along; a signature under another text is none."""
    found: FrameGuest | None = frame.signers.filter(signed_mark=mark_of_text(frame)).first()
    return found


def wants_signature(person: User | None) -> bool:
    """Whether the organisation of this author wants a team leader to sign along."""
    return person is not None and person.organisation is not None and person.organisation.frames_are_cosigned


def waits_for_signature(frame: SafetyFrame) -> bool:
    return wants_signature(frame.author) and signature_of(frame) is None


@dataclass(frozen=True)
class Decider:
    """Somebody who decides on the plan of a case: by account, or by a personal link."""

    user: User | None = None
    guest: FrameGuest | None = None
    capacity: str = ""
    """As it was asked; empty where it was not."""

    def __str__(self) -> str:
        return self.guest.in_words if self.guest else str(self.user)

    @property
    def mail(self) -> str:
        return mail_key(self.guest.email if self.guest else self.user.email if self.user else "")

    def made(self, test: PlanTest) -> bool:
        """Whether this person decided so, by whichever way they were asked then."""
        before = test.guest or test.tester
        return before is not None and (before in (self.guest, self.user) or mail_key(before.email) == self.mail)


def deciders_of(case: Case) -> list[Decider]:
    """Everybody who decides on the plan of this case; all of them do, before it is established.

    Who answers for safety; another authority that handed in a frame, also where somebody else wrote the next version;
    and whoever else was asked to test. Who was asked in two ways is one, and decides by account.
    """
    frame = current_frame(case)
    if frame is None:
        return []
    account = frame_professional(case) if case.needs_frame or frame.guest_id is None else None
    asked = FrameGuest.objects.filter(case=case, released_at=None, task__in=DECIDING_TASKS).select_related("user")
    wrote = SafetyFrame.objects.filter(case=case, guest__isnull=False).exclude(state=FrameState.DRAFT).order_by()
    asked = asked.filter(~Q(task=GuestTask.WRITES) | Q(pk__in=wrote.values("guest")))
    found = [Decider(user=account)] if account else []
    # By account first: one who was asked by a link too keeps the account.
    for each in sorted(asked, key=lambda each: each.user is None):
        decider = Decider(each.user, None if each.user else each, each.function)
        if all(decider.mail != other.mail for other in found):
            found.append(decider)
    return found


def nobody_answers_for_safety(case: Case) -> bool:
    """Whether who answers for safety left and nobody was named yet: a plan waits for who comes."""
    frame = current_frame(case)
    return frame is not None and frame.guest_id is None and case.needs_frame and frame_professional(case) is None


def cases_to_test(user: User) -> Q:
    """The cases of which somebody with an account was asked to test the plan along, as a condition on Case."""
    asked = FrameGuest.objects.filter(user=user, task=GuestTask.TESTS, released_at=None).order_by()
    return Q(pk__in=asked.values("case"))


@dataclass(frozen=True)
class Seat:
    """One of who decides on a plan, with what they decided; None for what is still awaited."""

    who: Decider
    test: PlanTest | None


def seats_of(version: PlanVersion) -> list[Seat]:
    """Everybody who decides on this version, and what each said."""
    there = tests_of(version)
    return [
        Seat(each, next((test for test in there if each.made(test)), None)) for each in deciders_of(version.plan.case)
    ]


def missing_deciders(version: PlanVersion) -> list[Decider]:
    """Who has still to decide on this version."""
    return [seat.who for seat in seats_of(version) if seat.test is None]


def awaited_of(plan: Plan | None) -> list[Decider]:
    """Who has still to decide on a plan that was presented."""
    version = current_version(plan) if plan is not None and plan.state == PlanState.PRESENTED else None
    return missing_deciders(version) if version else []


def tests_of(version: PlanVersion) -> list[PlanTest]:
    """What was decided on this version, by each, with the bottom lines."""
    rows = PlanTest.objects.filter(version=version).select_related("tester", "guest", "law_article")
    return list(rows.prefetch_related("results__bottom_line").order_by("decided_at", "pk"))


def test_is_going_on(case: Case) -> bool:
    """Whether somebody decided on the plan that lies there, and somebody else has still to."""
    presented = Plan.objects.filter(case=case, state=PlanState.PRESENTED).first()
    version = current_version(presented) if presented is not None else None
    return version is not None and PlanTest.objects.filter(version=version).exists()


test_is_going_on.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test


def last_test(plan: Plan) -> PlanTest | None:
    """The newest test of a plan, with the version that it is of."""
    tests = PlanTest.objects.filter(version__plan=plan).select_related("version")
    test: PlanTest | None = tests.order_by("-decided_at").first()
    return test


def frame_submitted_on(case: Case) -> dt.date | None:
    """The day on which the newest submitted frame was handed in; None for a draft."""
    frame = current_frame(case)
    return timezone.localdate(frame.submitted_at) if frame and frame.submitted_at else None


def guest_link_kind() -> LinkKind:
    return LinkKind(
        model=FrameGuest,
        routes=("plans:guest",),
        hangs_on=lambda row: (row.case,),
        case=lambda row: row.case,
        address=lambda row: str(row.email),
        over=lambda row: Closed.OVER if row.released_at or row.user_id or row.case.state in FINISHED_STATES else "",
        rows=lambda: FrameGuest.objects.select_related("case__region", "case__referrer", "frame"),
        perm="frame.guests",
        what=_lazy("een vraag aan iemand zonder account"),
        back=lambda row: reverse("plans:frame", args=[row.case_number]),
        closed_help=_lazy("Vragen? Bel de Eigen Kracht-regiomanager."),
    )


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
        perm="plan.copy",
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
    """The page lives as long as the plan. A link that was withdrawn takes the earlier ones of this person along."""
    plan = delivery.version.plan
    if plan.life in ENDED_LIVES:
        return Closed.OVER
    later = Distribution.objects.filter(version__plan=plan, pk__gt=delivery.pk, withdrawn_at__isnull=False)
    whose = {"person": delivery.person, "main_person": delivery.main_person, "referrer": delivery.referrer}
    is_withdrawn = any(whose.values()) and later.filter(**whose).exists()
    return Closed.WITHDRAWN if is_withdrawn else ""


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
