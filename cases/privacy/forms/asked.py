"""Forms of a request about somebody's own data. Each `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.casepage.forms import ActForm, long_text, many
from cases.codes import AskedAs, ConsentPurpose, IdentityCheck, RefusalGround, RightKind
from cases.models import CirclePerson, MainPerson, PrivacyRequest
from cases.queries import circle_of, main_persons_there
from cases.told_text import TellsOthersMixin
from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.forms import HouseForm

from ..acts import answering, recording

OF_MAIN, OF_CIRCLE = "h", "k"


class RightForm(ActForm):
    who = forms.ChoiceField(label=_("Over wie gaat het?"))
    kind = forms.ChoiceField(label=_("Wat wordt gevraagd?"), choices=RightKind, widget=forms.RadioSelect)
    what = long_text(_("In eigen woorden"), required=False)
    asked_as = forms.ChoiceField(label=_("Wie vraagt het?"), choices=AskedAs, widget=forms.RadioSelect)
    asked_by = forms.CharField(
        label=_("Naam van wie vraagt"), max_length=120, required=False, help_text=_("Leeg als iemand zelf vraagt.")
    )
    age = forms.IntegerField(
        label=_("Leeftijd van de persoon over wie het gaat"),
        min_value=0,
        max_value=120,
        required=False,
        help_text=_("Alleen nodig als er geen geboortedatum in het dossier staat."),
    )
    identity = forms.ChoiceField(
        label=_("Hoe weet u wie er vraagt?"),
        choices=IdentityCheck,
        widget=forms.RadioSelect,
        help_text=_("Bewaar geen kopie en schrijf geen nummer op."),
    )
    paper = forms.CharField(
        label=_("Welk papier zag u?"),
        max_length=200,
        required=False,
        help_text=_("Gezagsregister, beschikking of machtiging. Niet nodig als iemand voor zichzelf vraagt."),
    )
    child_view = long_text(
        _("Wat vindt de jongere er zelf van?"),
        required=False,
        help_text=_("Nodig als een ander vraagt voor iemand van 12 tot en met 15 jaar."),
    )
    received_on = forms.DateField(label=_("Wanneer kwam het verzoek?"), initial=local_today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, MainPerson | CirclePerson] = {
            **{f"{OF_MAIN}{each.pk}": each for each in main_persons_there(self.case)},
            **{f"{OF_CIRCLE}{each.pk}": each for each in circle_of(self.case).filter(destroyed_on=None)},
        }
        who: Any = self.fields["who"]
        who.choices = [("", _("Kies")), *((key, str(each)) for key, each in self.people.items())]

    def save(self) -> PrivacyRequest:
        """Raises Refusal."""
        data = dict(self.cleaned_data)
        return recording.record_request(self.case, self.people[data.pop("who")], by=self.user, **data)


class OfRequestForm(HouseForm):
    """A form of one act on a request."""

    def __init__(self, *args: Any, asked: PrivacyRequest, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.user, self.case = asked, user, asked.case


class ExtendTermForm(TellsOthersMixin, OfRequestForm):
    # Whoever asked reads it in the letter.
    tells = ("reason",)
    until = forms.DateField(label=_("Tot en met welke dag?"))
    reason = forms.CharField(
        label=_("Waarom is er meer tijd nodig?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Wie het vroeg, leest dit in de brief."),
    )

    def save(self) -> PrivacyRequest:
        """Raises Refusal."""
        return recording.extend_term(self.asked, by=self.user, **self.cleaned_data)


ANSWERS = (
    ("grant", _("Ja, alles")),
    ("grant_partly", _("Ja, een deel")),
    ("refuse", _("Nee")),
)


class AnswerRightForm(TellsOthersMixin, OfRequestForm):
    tells = ("answer",)
    action = forms.ChoiceField(label=_("Wat is het antwoord?"), choices=ANSWERS, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Waarom niet, of niet alles?"),
        choices=[("", _("Kies")), *RefusalGround.choices],
        required=False,
        help_text=_("Nodig bij een deel of nee."),
    )
    purposes = many(
        _("Waarvoor wordt de toestemming ingetrokken?"),
        ConsentPurpose,
        required=False,
        help_text=_("Wat daaruit volgt, gebeurt meteen."),
    )
    answer = long_text(_("Antwoord"), help_text=_("Wie het vroeg, leest dit in de brief. Schrijf kort en gewoon."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of somebody of the circle no consent is kept.
        if self.asked.kind != RightKind.CONSENT or self.asked.main_person_id is None:
            del self.fields["purposes"]

    def save(self) -> PrivacyRequest:
        """Raises Refusal."""
        return answering.answer_request(self.asked, by=self.user, **self.cleaned_data)
