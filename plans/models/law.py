"""The articles of law on which a plan can be refused: a list kept by landelijk beheer (R-07)."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


class LawArticleQuerySet(models.QuerySet["LawArticle"]):
    def in_use(self) -> "LawArticleQuerySet":
        """What a plan can be refused on now."""
        return self.filter(is_retired=False)


@pghistory.track()
class LawArticle(models.Model):
    """One article with its text. It is retired, never deleted: refusals of earlier years point at it."""

    name = models.CharField(_("artikel"), max_length=120, unique=True)
    text = models.TextField(_("tekst van de wet"))
    in_plain_words = models.TextField(_("in gewone woorden"))
    is_retired = models.BooleanField(_("niet meer te kiezen"), default=False)

    objects = LawArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("wetsartikel")
        verbose_name_plural = _("wetsartikelen")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(text="") & ~models.Q(in_plain_words=""),
                name="law_article_says_something",
            )
        ]

    def __str__(self) -> str:
        return self.name
