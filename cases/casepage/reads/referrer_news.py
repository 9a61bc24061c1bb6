"""What who applied may know of a decision, in words for whoever reads: behind the link, and on their own case.

It follows the state of the case at the moment of reading, so that an old link says nothing that is over.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.codes import CaseState as S
from cases.codes import NewsChannel, WaitingReason
from cases.file_questions import of_case
from cases.models import Case, ReferrerNews
from cases.notices import referrer_address
from cases.queries import language_of_referrer
from cases.told_text import Secrets
from ekc.dates import local_today
from ekc.links import Closed, LinkKind
from ekc.written_once import Question

WHAT = "bericht aan de aanmelder"
"""For the read log."""
LOOKING_FOR_SOMEBODY = _("We zoeken een coördinator die past. Zodra die er is, hoort u het.")
WAITS_FOR: dict[str, Promise] = {
    WaitingReason.NO_COORDINATOR: LOOKING_FOR_SOMEBODY,
    # Why a coordinator stopped is nobody's business outside.
    WaitingReason.COORDINATOR_ILL: LOOKING_FOR_SOMEBODY,
    WaitingReason.COORDINATOR_STOPPED: LOOKING_FOR_SOMEBODY,
    WaitingReason.NO_FUNDING: _("We zoeken uit wie de conferentie betaalt. Zodra dat duidelijk is, hoort u het."),
    WaitingReason.FAMILY_CONSIDERS: _("De familie denkt nog na. Daar is alle tijd voor."),
}
TITLES: dict[str, Promise] = {
    S.NOT_SUITABLE: _("Er komt geen conferentie"),
    S.WITHDRAWN: _("De aanmelding is ingetrokken"),
    S.DECLINED_AFTER_INFORMATION: _("Er komt nu geen conferentie"),
    S.ENDED_IN_ACTIVATION: _("Er komt nu geen conferentie"),
    S.WAITING: _("De aanmelding wacht nog even"),
}
TEXTS: dict[str, Promise] = {
    S.NOT_SUITABLE: _("We denken dat iets anders nu beter past. Dit is ons advies:"),
    S.WITHDRAWN: _("Er gebeurt niets meer mee. Opnieuw aanmelden kan altijd."),
    S.DECLINED_AFTER_INFORMATION: _("De familie kiest nu niet voor een conferentie. Opnieuw aanmelden kan altijd."),
    S.ENDED_IN_ACTIVATION: _("De voorbereiding is gestopt. Opnieuw aanmelden kan altijd."),
}


@dataclass(frozen=True)
class News:
    title: str | Promise
    text: str | Promise
    advice: str = ""
    """In the words of the regional manager, who writes Dutch."""


def news_of(case: Case) -> News:
    """What the case has to tell who applied, as it stands now."""
    if case.state == S.WAITING:
        return News(TITLES[S.WAITING], WAITS_FOR.get(case.waiting_reason, WAITS_FOR[WaitingReason.NO_COORDINATOR]))
    title = TITLES.get(case.state)
    # Who applied for a family that was applied for already, hears nothing of the other aanmelding.
    if title is None or case.merged_into_id is not None:
        return News(_("De aanmelding loopt"), _("We zijn ermee bezig, en nemen contact op zodra dat nodig is."))
    # An address can become secret after the advice was written.
    advice = Secrets(case).told(case.decision_note) if case.state == S.NOT_SUITABLE else ""
    return News(title, TEXTS[case.state], advice)


def link_kind() -> LinkKind:
    return LinkKind(
        model=ReferrerNews,
        routes=("cases:news",),
        hangs_on=lambda row: (row.case.referrer, row.case.referrer.user, row.case),
        case=lambda row: row.case,
        address=lambda row: referrer_address(row.case),
        over=lambda row: "" if row.expires_on is not None and row.expires_on >= local_today() else Closed.OVER,
        language=lambda row: language_of_referrer(row.case),
        rows=lambda: ReferrerNews.objects.select_related("case__region", "case__referrer__user"),
        perm="case.readers",
        what=WHAT,
        back=lambda row: row.case.get_absolute_url(),
        closed_help=_("Wilt u nog iets kwijt? Bel ons."),
    )


_NEWS: Question[ReferrerNews] = Question(lambda case: ReferrerNews.objects.filter(case=case))


def news_rows(case: Case) -> list[ReferrerNews]:
    """All that who applied was told of this case, the newest first."""
    return of_case(case, _NEWS(case=case.pk))


def letter_to_print(rows: list[ReferrerNews]) -> ReferrerNews | None:
    """The letter that tells who applied of the newest decision, while nobody printed it."""
    newest = rows[0] if rows else None
    return newest if newest and newest.channel == NewsChannel.LETTER and newest.sent_at is None else None


def told_by_link(rows: list[ReferrerNews]) -> ReferrerNews | None:
    """The newest news that who applied reads by a personal link, while that link has not passed."""
    today = local_today()
    return next(
        (row for row in rows if row.token_hash is not None and row.expires_on and row.expires_on >= today), None
    )
