"""Which forms were taken: each has a number, and no number is taken twice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormNumber(models.Model):
    """The number of a form that was sent and acted upon, written in the transaction of the act: both are, or neither.

    `content` is a keyed mark of what was sent: the same number with the same content is the same press. `sealed` is
    where that press led and what was said, `way_back` how it is taken back at once (`taking_back`): both are forgotten
    after a while, the number never.
    """

    number = models.UUIDField(_("nummer"), primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="form_numbers"
    )
    content = models.CharField(max_length=64)
    sealed = models.TextField(blank=True)
    way_back = models.TextField(blank=True)
    taken_at = models.DateTimeField(_("verstuurd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("formuliernummer")
        verbose_name_plural = _("formuliernummers")
        indexes = [
            models.Index(
                fields=["taken_at"], condition=~models.Q(sealed="", way_back=""), name="form_number_to_forget"
            ),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(content=""), name="form_number_knows_its_content")]

    def __str__(self) -> str:
        return str(self.number)
