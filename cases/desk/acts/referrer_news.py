"""Who applied hears every decision after which there is no conference, or not yet: by mail, or by letter."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import norms, notices
from cases.codes import ConsentPurpose, NewsChannel
from cases.consented import is_refused
from cases.models import Case, ReferrerNews
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.links import end_link, renew_link
from ekc.refusal import Refusal


@transaction.atomic
def tell_referrer(case: Case) -> ReferrerNews | None:
    """Tell who applied that there is news of this case; nothing of it stands in the mail.

    With an account: a mail that leads to the case. Without: one with a personal link. Without an address: a letter
    that the regional manager prints. An earlier link of this case ends. None where nobody applied, and where the
    family shares with them no more.
    """
    referrer = getattr(case, "referrer", None)
    if referrer is None or is_refused(case, ConsentPurpose.REFERRER):
        return None
    for earlier in ReferrerNews.objects.select_for_update().filter(case=case, token_hash__isnull=False):
        end_link(earlier)
    if referrer.user is not None and referrer.user.is_active:
        news: ReferrerNews = ReferrerNews.objects.create(case=case, state=case.state, channel=NewsChannel.ACCOUNT)
        notices.tell_of_news(news)
        return news
    address = notices.referrer_address(case)
    news = ReferrerNews.objects.create(
        case=case,
        state=case.state,
        channel=NewsChannel.MAIL if address else NewsChannel.LETTER,
        expires_on=_until() if address else None,
    )
    if address:
        notices.tell_of_news(news, renew_link(news, to=address))
    return news


@transaction.atomic
def print_letter(news: ReferrerNews, *, by: User) -> str:
    """Make the link of a letter, and write down that it was printed. Returns the link; an earlier print loses its own.

    Raises Refusal when the news went in another way, or there is newer news.
    """
    locked: ReferrerNews = ReferrerNews.objects.select_for_update(of=("self",)).get(pk=news.pk)
    newest = ReferrerNews.objects.filter(case=locked.case_id).first()
    if locked.channel != NewsChannel.LETTER or newest != locked:
        raise Refusal(_("Er is intussen nieuwer nieuws over deze aanmelding. Kijk bij de zaak."))
    locked.expires_on, locked.sent_at = _until(), timezone.now()
    locked.save(update_fields=["expires_on", "sent_at"])
    return renew_link(locked)


def _until() -> dt.date:
    return local_today() + dt.timedelta(days=norms.NEWS_LINK_DAYS)
