"""The form of one article of law."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.forms import HouseModelForm
from ekc.shared_edit import SharedEditMixin

from ..acts.laws import save_article
from ..models import LawArticle


class LawArticleForm(SharedEditMixin, HouseModelForm):
    """One article of law on which a plan can be refused."""

    class Meta:
        model = LawArticle
        fields = ("name", "text", "in_plain_words")
        widgets = {"text": forms.Textarea({"rows": 6}), "in_plain_words": forms.Textarea({"rows": 3})}
        help_texts = {
            "name": _("Bijvoorbeeld: artikel 1:247 lid 2 Burgerlijk Wetboek."),
            "in_plain_words": _("Zo dat een familie begrijpt wat er niet mag."),
        }

    def save(self, **_: Any) -> LawArticle:  # type: ignore[override]
        return save_article(self.instance if self.instance.pk else None, **self.cleaned_data)
