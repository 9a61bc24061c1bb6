"""An aanmelding on its way: begun, kept page by page, left and taken up again, sent once, and forgotten."""

import datetime as dt
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from cases import norms
from cases.codes import Channel, DuePurpose
from cases.desk.acts.offers import link_offer
from cases.models import Case, Offer, ReferralDraft
from ekc.accounts.models import User
from ekc.dutch import plain_digits
from ekc.encryption import decrypt, encrypt
from ekc.links import Closed, LinkKind, renew_link
from ekc.outbox.acts import plan_due, queue_message
from ekc.refusal import Refusal

from .referral import ReferralData, Referred, refer_case

COPY_KEPT = dt.timedelta(hours=1)
"""How long after sending the referrer can still fetch a copy."""
MOST_WRONG_CODES = 30
"""With a code of eight digits, nobody guesses it in so many tries."""
MOST_LINKS = 5
"""Mails with a link per draft: enough for one mistyped address, too few to pester anybody with."""
CODE_DIGITS = 8
PURPOSE = "referral-draft"

Part = Mapping[str, Sequence[str]]
"""What was typed on one page, field by field, as a browser sends it: right or wrong, it is kept."""


@dataclass(frozen=True)
class Sheet:
    """A page as it was drawn once, in one tab: its own name, and the name of the sheet that had saved it last."""

    seen: str = ""
    own: str = field(default_factory=lambda: secrets.token_hex(4))

    def __str__(self) -> str:
        return f"{self.own}.{self.seen}"

    @classmethod
    def read(cls, text: str) -> "Sheet":
        own, _dot, seen = text[:40].partition(".")  # a name of ours is far shorter
        return cls(seen, own)


class ChangedElsewhere(Refusal):
    """The page was filled in otherwise in another tab, after this one was drawn."""


def start_draft(
    kind: str, *, by: User | None = None, is_by_phone: bool = False, offer: Offer | None = None
) -> ReferralDraft:
    """Begin an aanmelding of this kind of `ReferrerKind`. `by` is None for whoever has no account.

    `offer`: the aanmelding comes of it; it is linked when the aanmelding is sent.
    """
    now = timezone.now()
    code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    with transaction.atomic():
        draft = ReferralDraft.objects.create(
            kind=kind,
            user=by,
            is_by_phone=is_by_phone,
            sealed=_seal({"code": code, "parts": {}, "sheets": {}, "offer": offer.pk if offer else None}),
            saved_at=now,
            expires_at=now + dt.timedelta(days=norms.DRAFT_DAYS),
        )
        plan_due(DuePurpose.DRAFT_EXPIRES, draft, draft.expires_at)
    return draft


def parts_of(draft: ReferralDraft) -> dict[str, dict[str, list[str]]]:
    """Everything typed so far, by page. Raises NotReadable when the key of the house was changed."""
    parts: dict[str, dict[str, list[str]]] = _open(draft)["parts"]
    return parts


def new_sheet(draft: ReferralDraft, slug: str) -> Sheet:
    """To draw this page with: hand it to `save_parts` when the page comes back."""
    return Sheet(seen=_open(draft).get("sheets", {}).get(slug, ""))


def code_of(draft: ReferralDraft) -> str:
    """The eight digits that belong to this draft; shown only to who holds it."""
    return str(_open(draft)["code"])


@transaction.atomic
def save_parts(draft: ReferralDraft, parts: Mapping[str, Part], *, sheet: Sheet | None = None) -> None:
    """Keep what was typed on these pages, and leave the other pages as they are: a second tab loses nothing.

    Raises Refusal when the aanmelding was sent already, and ChangedElsewhere when another tab saved something else
    after `sheet` was drawn: then nothing is kept, so that the referrer sees both before one of them goes.
    """
    locked = _lock(draft)
    if locked.is_sent:
        raise Refusal(_("Deze aanmelding is al verstuurd."))
    content = _open(locked)
    if sheet is not None:
        _refuse_changed_elsewhere(content, parts, sheet)
        content.setdefault("sheets", {}).update(dict.fromkeys(parts, sheet.own))
    content["parts"].update({name: {key: list(values) for key, values in part.items()} for name, part in parts.items()})
    locked.sealed = _seal(content)
    locked.saved_at = timezone.now()
    locked.expires_at = locked.saved_at + dt.timedelta(days=norms.DRAFT_DAYS)
    locked.save(update_fields=["sealed", "saved_at", "expires_at"])
    plan_due(DuePurpose.DRAFT_EXPIRES, locked, locked.expires_at)
    draft.refresh_from_db()


def _refuse_changed_elsewhere(content: Mapping[str, Any], parts: Mapping[str, Part], sheet: Sheet) -> None:
    for name, part in parts.items():
        writer = content.get("sheets", {}).get(name, "")
        if writer not in (sheet.own, sheet.seen) and _said(content["parts"].get(name, {})) != _said(part):
            raise ChangedElsewhere(_("Deze pagina is ook ergens anders ingevuld."))


def _said(part: Part) -> dict[str, list[str]]:
    """What a person typed: without empty fields, and without what the page itself put there."""
    return {key: list(values) for key, values in part.items() if any(values) and not key.endswith("-row")}


@transaction.atomic
def check_code(draft: ReferralDraft, code: str) -> bool:
    """Whether this is the code of the draft; spaces and dashes do not count. A wrong one is counted, right or late.

    Raises Refusal when too many wrong codes were tried: then only a call helps.
    """
    locked = _lock(draft)
    if locked.wrong_codes >= MOST_WRONG_CODES:
        raise Refusal(_("Deze code is te vaak fout ingevuld. Bel ons, of begin opnieuw."))
    digits = "".join(sign for sign in plain_digits(code) if sign.isdecimal())
    if constant_time_compare(digits, code_of(locked)):
        return True
    locked.wrong_codes += 1
    locked.save(update_fields=["wrong_codes"])
    return False


@transaction.atomic
def mail_link(draft: ReferralDraft, *, to: str) -> None:
    """Mail the address of this draft, and nothing else: without the code it opens nothing.

    Raises Refusal after `MOST_LINKS` mails, and when the aanmelding was sent.
    """
    locked = _lock(draft)
    if locked.is_sent:
        raise Refusal(_("Deze aanmelding is al verstuurd."))
    if locked.links_mailed >= MOST_LINKS:
        raise Refusal(_("We hebben de link al vijf keer gemaild. Kijk ook bij ongewenste mail, of bel ons."))
    locked.links_mailed += 1
    locked.save(update_fields=["links_mailed"])
    # Not a word about what it is: in a family somebody else may read this mail.
    queue_message(
        key=f"draft-link:{locked.key}:{locked.links_mailed}",
        to=to,
        subject=_("Je kunt verder waar je was"),
        body=_("Hallo,\n\nJe kunt hier verder waar je was. Je hebt je code erbij nodig.\n\n%(link)s\n")
        % {"link": renew_link(locked, to=to)},
        about=locked,
    )


def link_kind() -> LinkKind:
    """Of the link alone: what it leads to opens only with the code as well."""
    return LinkKind(
        model=ReferralDraft,
        routes=("cases:referral_link",),
        # A call has no link; it goes on when whoever took it is gone.
        hangs_on=lambda row: () if row.is_by_phone else (row.user,),
        case=lambda row: row.case,
        over=lambda row: Closed.OVER if row.is_sent or row.expires_at <= timezone.now() else "",
        rows=lambda: ReferralDraft.objects.select_related("user__organisation", "case"),
    )


@transaction.atomic
def send_draft(draft: ReferralDraft, data: ReferralData, *, by: User | None) -> Referred:
    """Make the case, once: of five presses at the same moment one makes it, and the others get that case.

    What was typed stays for `COPY_KEPT`, for the copy of the referrer. Raises Refusal as `refer_case` does.
    """
    locked = _lock(draft)
    if locked.case is not None:
        return Referred(locked.case, is_new=False)
    channel = Channel.PHONE if locked.is_by_phone else Channel.FORM
    referred = refer_case(data, by=by, channel=channel)
    _link_offer(locked, referred.case, by)
    locked.case = referred.case
    locked.saved_at = timezone.now()
    locked.expires_at = locked.saved_at + COPY_KEPT
    locked.save(update_fields=["case", "saved_at", "expires_at"])
    plan_due(DuePurpose.DRAFT_EXPIRES, locked, locked.expires_at)
    draft.refresh_from_db()
    return referred


def _link_offer(draft: ReferralDraft, case: Case, by: User | None) -> None:
    """An offer that another aanmelding came of meanwhile stays with that one: this one is no less sent for it."""
    if by is None:
        return
    offer = Offer.objects.for_user(by).filter(pk=_open(draft).get("offer"), case=None).first()
    if offer is not None:
        link_offer(offer, case, by=by)


@transaction.atomic
def throw_away(draft: ReferralDraft) -> None:
    """The referrer does not want to go on: nothing of it stays."""
    ReferralDraft.objects.filter(pk=draft.pk).delete()


def forget_draft(pk: int) -> None:
    """Delete a draft whose time is over; one that was saved meanwhile is planned anew by its saving."""
    ReferralDraft.objects.filter(pk=pk, expires_at__lte=timezone.now()).delete()


def _lock(draft: ReferralDraft) -> ReferralDraft:
    """Raises Refusal when the draft is gone."""
    # Without its case joined to it: of a row that was waited for, the database reads anew only the row itself.
    found: ReferralDraft | None = ReferralDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None:
        raise Refusal(_("Deze aanmelding is er niet meer. Begin opnieuw, of bel ons."))
    return found


def _seal(content: Mapping[str, object]) -> str:
    return encrypt(json.dumps(content), purpose=PURPOSE)


def _open(draft: ReferralDraft) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(decrypt(draft.sealed, purpose=PURPOSE))
    return content
