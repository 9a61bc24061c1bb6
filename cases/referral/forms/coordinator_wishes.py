"""What is wished of the coordinator: a language in whatever spelling, the rest from lists; wanted, or rather not."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.codes import Gender, PreferenceKind
from cases.preferences import LISTS, WishData, certain_wishes
from cases.spoken_languages import language_code, like_language
from ekc.lists.codes import OTHER
from ekc.lists.queries import Kept, kept

from .step_form import StepForm

RATHER_NOT = "niet"
HOW = [("", _("Graag")), (RATHER_NOT, _("Liever niet"))]


class ListedChoiceField(forms.ChoiceField):
    """A choice from a kept list. Reads the name of a choice, and every word for it, as the choice."""

    def __init__(self, **kwargs: Any) -> None:
        self.kept = Kept(())
        super().__init__(
            error_messages={"invalid_choice": _("“%(value)s” staat niet in de lijst. Kies wat past, of kies Anders.")},
            **kwargs,
        )

    def use(self, listed: Kept) -> None:
        """The list as it stands now."""
        self.kept = listed
        self.choices = [("", _("Maakt niet uit")), *listed.choices()]

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return self.kept.code(text) or text if text else text


def how(wish: Any) -> forms.ChoiceField:
    """The same question below each wish; who hears it, hears of which."""
    label = _("Graag of liever niet?")
    heard = format_lazy("{wish}: {label}", wish=wish, label=label)
    widget = forms.Select({"class": "is-medium", "aria-label": heard})
    return forms.ChoiceField(label=label, choices=HOW, required=False, widget=widget)


def other_words(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=80, required=False)


class WishesForm(StepForm):
    conditional = (
        *("wish_language_how", "wish_culture_how", "wish_faith_how", "wish_culture_words", "wish_faith_words"),
    )
    wish_gender = forms.ChoiceField(
        label=_("Man of vrouw"),
        choices=[("", _("Maakt niet uit")), (Gender.WOMAN, _("Vrouw")), (Gender.MAN, _("Man"))],
        widget=forms.RadioSelect,
        required=False,
    )
    wish_language = forms.CharField(
        label=_("Taal"),
        max_length=80,
        required=False,
        help_text=_("Zijn er meer talen goed? Zet er dan een komma tussen."),
    )
    wish_language_how = how(_("Taal"))
    wish_culture = ListedChoiceField(label=_("Cultuur"), required=False)
    wish_culture_words = other_words(_("Staat de cultuur niet in de lijst? Schrijf op welke"))
    wish_culture_how = how(_("Cultuur"))
    wish_faith = ListedChoiceField(label=_("Geloof"), required=False)
    wish_faith_words = other_words(_("Staat het geloof niet in de lijst? Schrijf op welk"))
    wish_faith_how = how(_("Geloof"))
    wish_other = forms.CharField(label=_("Iets anders"), max_length=120, required=False)

    listed = {PreferenceKind.CULTURE: "wish_culture", PreferenceKind.FAITH: "wish_faith"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, name in self.listed.items():
            field: Any = self.fields[name]
            field.use(kept(LISTS[kind]))

    def clean_wish_language(self) -> str:
        """As it was written. Raises ValidationError with what to do where one of its words is no language."""
        text: str = self.cleaned_data["wish_language"]
        if text and not self._languages(text):
            near = like_language(text)
            sentences = [
                _("De taal “%(text)s” kennen we niet.") % {"text": text},
                _("Dat lijkt op %(near)s.") % {"near": near} if near else "",
                _("Schrijf alleen de naam van de taal. Lukt dat niet? Schrijf het dan bij “Iets anders”."),
            ]
            raise ValidationError(" ".join(str(each) for each in sentences if each))
        return text

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.listed.values():
            words = f"{name}_words"
            if data.get(words) and name not in self.errors and not data.get(name):
                data[name] = OTHER
            elif data.get(name) == OTHER and not data.get(words):
                self.add_error(words, _("Schrijf op wat er met Anders bedoeld is."))
        return data

    @staticmethod
    def _languages(text: str) -> Sequence[WishData]:
        return certain_wishes(PreferenceKind.LANGUAGE, text, language_code)

    def wishes(self) -> list[WishData]:
        """What is wished, in codes where there are any."""
        data = self.cleaned_data
        found = []
        if data.get("wish_gender"):
            found.append(WishData(PreferenceKind.GENDER, (data["wish_gender"],)))
        if data.get("wish_language"):
            avoid = data.get("wish_language_how") == RATHER_NOT
            found += [
                WishData(each.kind, each.codes, rather_not=each.rather_not or avoid)
                for each in self._languages(data["wish_language"])
            ]
        for kind, name in self.listed.items():
            if code := data.get(name):
                words = data[f"{name}_words"] if code == OTHER else ""
                found.append(WishData(kind, (code,), words, data.get(f"{name}_how") == RATHER_NOT))
        if data.get("wish_other"):
            found.append(WishData(PreferenceKind.OTHER, words=data["wish_other"]))
        return found
