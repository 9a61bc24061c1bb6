"""The articles of law on which a plan can be refused: a list kept by landelijk beheer (R-07)."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from ekc.name_keys import Named, NamedQuerySet, thing_key_column


class LawArticleQuerySet(NamedQuerySet):
    def in_use(self) -> "LawArticleQuerySet":
        """What a plan can be refused on now."""
        found: LawArticleQuerySet = self.filter(is_retired=False)
        return found


@pghistory.track(exclude=["name_key"])
class LawArticle(Named):
    """One article with its text. It is retired, never deleted: refusals of earlier years point at it."""

    name = models.CharField(_("artikel"), max_length=120, unique=True)
    name_key = thing_key_column()
    text = models.TextField(_("tekst van de wet"))
    in_plain_words = models.TextField(_("in gewone woorden"))
    is_retired = models.BooleanField(_("niet meer te kiezen"), default=False)

    objects = LawArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("wetsartikel")
        verbose_name_plural = _("wetsartikelen")
        ordering = ["name_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(text="") & ~models.Q(in_plain_words=""),
                name="law_article_says_something",
            )
        ]

    def __str__(self) -> str:
        return self.name
