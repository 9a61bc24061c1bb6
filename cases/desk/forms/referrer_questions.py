"""Forms of a question to the referrer, and of the answer."""

from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, long_text
from cases.models import ReferrerQuestion
from cases.told_text import TellsOthersMixin
from ekc.forms import HouseForm

from ..acts import referrer_questions


class AskForm(TellsOthersMixin, ActForm):
    tells = ("text",)
    text = long_text(
        _("Wat wilt u weten?"),
        help_text=_("De aanmelder leest dit zonder in te loggen. Noem geen namen en geen gegevens van de familie."),
    )

    def save(self) -> ReferrerQuestion:
        return referrer_questions.ask_referrer(self.case, by=self.user, **self.cleaned_data)


class AnswerByPhoneForm(ActForm):
    answer = long_text(_("Wat antwoordde de aanmelder?"), max_length=referrer_questions.LONGEST_ANSWER)

    def save(self) -> ReferrerQuestion:
        return referrer_questions.record_answer(self.case, by=self.user, **self.cleaned_data)


class AnswerByLinkForm(HouseForm):
    answer = long_text(
        _("Uw antwoord"),
        max_length=referrer_questions.LONGEST_ANSWER,
        help_text=_("De regiomanager leest dit, en later ook de coördinator."),
    )
