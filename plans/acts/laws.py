"""Keeping the list of articles of law on which a plan can be refused."""

from django.db import transaction
from django.utils.translation import gettext as _

from ekc.refusal import Refusal

from ..models import LawArticle


@transaction.atomic
def save_article(article: LawArticle | None, *, name: str, text: str, in_plain_words: str) -> LawArticle:
    """Add an article (None) or correct one; refusals that were made keep the text as it was. Raises Refusal."""
    others = LawArticle.objects.exclude(pk=article.pk) if article else LawArticle.objects.all()
    if others.called(name).exists():
        raise Refusal(_("Dit artikel staat al in de lijst. Verander het daar."), at="name")
    kept = article or LawArticle()
    kept.name, kept.text, kept.in_plain_words = name.strip(), text.strip(), in_plain_words.strip()
    kept.save()
    return kept


def retire_article(article: LawArticle, *, retired: bool = True) -> LawArticle:
    """Take an article out of what can be chosen, or put it back. It is never deleted."""
    article.is_retired = retired
    article.save(update_fields=["is_retired"])
    return article
