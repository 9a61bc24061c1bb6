"""Who holds a draft of an aanmelding, and where its pages are."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from cases.models import ReferralDraft
from ekc.access import require
from ekc.accounts.models import Municipality, User
from ekc.links import refused_to

from ..acts.drafts import Sheet, code_of, parts_of
from ..reads.answers import Answers
from ..reads.step_page import MOST_SIGNS, StepPage

HELD = "referral_drafts"


MOST_HELD = 10


def sheet_of(request: HttpRequest) -> Sheet | None:
    """Which drawing of the page was sent; None for what no page of ours sent."""
    return Sheet.read(request.POST["blad"]) if "blad" in request.POST else None


def step_url(draft: ReferralDraft, slug: str, *, from_check: bool = False) -> str:
    return reverse("cases:referral_step", args=[draft.key, slug]) + ("?terug=1" if from_check else "")


def is_too_long(page: StepPage, data: QueryDict) -> bool:
    return sum(len(value) for values in page.typed(data).values() for value in values) > MOST_SIGNS


def code_in_words(draft: ReferralDraft) -> str:
    code = code_of(draft)
    return f"{code[:4]} {code[4:]}"


def page_of(draft: ReferralDraft, slug: str, data: QueryDict) -> StepPage | None:
    answers = Answers(draft.kind, parts_of(draft), by=draft.user)
    found = answers.step(slug)
    return answers.page(found, data) if found else None


def first_unfinished(request: HttpRequest, draft: ReferralDraft) -> str:
    if draft.is_by_phone:
        return reverse("cases:referral_phone", args=[draft.key])
    answers = answers_of(request, draft)
    unfinished = next((each for each in answers.incomplete), None)
    if unfinished is None:
        unfinished = next((each for each in answers.steps if each.slug not in answers.parts), None)
    return step_url(draft, unfinished.slug) if unfinished else reverse("cases:referral_check", args=[draft.key])


def referrer_of(request: HttpRequest) -> User | None:
    if not request.user.is_authenticated:
        return None
    require(request, "referral.create")
    return request.user


def answers_of(request: HttpRequest, draft: ReferralDraft) -> Answers:
    return Answers(draft.kind, parts_of(draft), by=draft.user)


def hold(request: HttpRequest, draft: ReferralDraft) -> None:
    held = [key for key in request.session.get(HELD, []) if key != str(draft.key)]
    request.session[HELD] = [*held, str(draft.key)][-MOST_HELD:]


def _may_hold(request: HttpRequest, draft: ReferralDraft) -> bool:
    """A draft of an account is of that account alone; another one of the session that began it or gave the code.

    A call that was broken off by somebody who is gone is of whoever keeps the region.
    """
    if draft.user_id is not None:
        if request.user.is_authenticated and request.user.pk == draft.user_id:
            return True
        return draft.is_by_phone and bool(ReferralDraft.objects.for_user(request.user).filter(pk=draft.pk).exists())
    return str(draft.key) in request.session.get(HELD, [])


def held_draft(request: HttpRequest, key: UUID) -> ReferralDraft | None:
    draft = ReferralDraft.objects.select_related("user__organisation", "case").filter(key=key).first()
    if draft is None or not _may_hold(request, draft) or draft.expires_at <= timezone.now() or refused_to(draft):
        return None
    return draft


def own_drafts(request: HttpRequest) -> list[ReferralDraft]:
    """What this person began and did not send."""
    if request.user.is_authenticated:
        return list(ReferralDraft.objects.for_user(request.user).still_open())
    keys = request.session.get(HELD, [])
    return list(ReferralDraft.objects.still_open().filter(key__in=keys, user=None)) if keys else []


def municipality_names(request: HttpRequest) -> list[str]:
    return list(Municipality.objects.for_user(request.user).values_list("name", flat=True))
