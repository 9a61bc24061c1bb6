"""What a reviewer says of a drawn reading. `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.audit.codes import Judged
from ekc.audit.models import Drawn, ReviewAnswer
from ekc.forms import HouseForm, as_answers

from ..acts.reviewing import judge_reading


class JudgeForm(HouseForm):
    judged = forms.ChoiceField(label=_("Wat was dit?"), choices=as_answers(Judged.choices), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Bijvoorbeeld: stond die dag in voor een collega. Schrijf geen namen van families op."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, by: User, drawn: Drawn, **kwargs: Any) -> None:
        self.by, self.drawn = by, drawn
        super().__init__(*args, **kwargs)

    def save(self) -> ReviewAnswer:
        """Raises Refusal."""
        return judge_reading(self.drawn, by=self.by, **self.cleaned_data)
