"""Forms on the questions themselves. `save` calls one act, which may refuse."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ekc.accounts.models import User
from ekc.forms import HouseForm
from ekc.shared_edit import SharedEditMixin

from ..acts import versions
from ..codes import QuestionType
from ..models import Question, Questionnaire
from ..wording import answers_of

ALWAYS = ("", _("Altijd"))


class CopyForm(HouseForm):
    """The name of a new version."""

    version = forms.CharField(
        label=_("Naam van de nieuwe versie"), max_length=20, help_text=_("Bijvoorbeeld het jaar waarin hij begint.")
    )

    def __init__(self, *args: Any, by: User, source: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.source = by, source

    def save(self) -> Questionnaire:
        return versions.copy_version(self.source, by=self.by, version=self.cleaned_data["version"])


class PublishForm(HouseForm):
    """From which conferences on."""

    valid_from = forms.DateField(label=_("Voor conferenties vanaf"))

    def __init__(self, *args: Any, by: User, questionnaire: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.questionnaire = by, questionnaire

    def save(self) -> Questionnaire:
        return versions.publish_version(self.questionnaire, by=self.by, valid_from=self.cleaned_data["valid_from"])


class EditQuestionForm(SharedEditMixin, HouseForm):
    """One question of a version that is being written; new when `question` is None."""

    text = forms.CharField(label=_("Vraag"), max_length=300)
    help_text = forms.CharField(label=_("Uitleg"), max_length=300, required=False)
    section = forms.CharField(label=_("Onderdeel"), max_length=80, required=False)
    type = forms.ChoiceField(label=_("Soort vraag"), choices=QuestionType, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Antwoorden"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Elk antwoord op een eigen regel. Alleen bij een keuze of een stelling."),
    )
    sort_order = forms.IntegerField(
        label=_("Plaats in de lijst"), min_value=1, max_value=500, widget=forms.NumberInput({"class": "is-short"})
    )
    follows = forms.ChoiceField(label=_("Alleen vragen als"), required=False)

    def __init__(
        self, *args: Any, by: User, questionnaire: Questionnaire, question: Question | None = None, **kwargs: Any
    ) -> None:
        self.by, self.questionnaire, self.question = by, questionnaire, question
        self.others = [each for each in questionnaire.questions.all() if question is None or each.pk != question.pk]
        if question is not None:
            names = ("text", "help_text", "section", "type", "sort_order")
            kwargs["initial"] = {
                **{name: getattr(question, name) for name in names},
                "options": "\n".join(label for _code, label in question.options),
                "follows": _said(question.asked_if),
            }
        else:
            kwargs["initial"] = {"sort_order": len(self.others) + 1, "type": QuestionType.CODE}
        super().__init__(*args, **kwargs)
        follows: Any = self.fields["follows"]
        follows.choices = self._follows()

    def _follows(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [ALWAYS]
        for each in self.others:
            found += [(f"{each.code}={code}", f"{each.text} {label}") for code, label in answers_of(each)]
        kept = _said(self.question.asked_if) if self.question else ""
        if kept and kept not in dict(found):
            found.append((kept, _("Zoals het nu is: bij meer dan één antwoord")))
        return found

    def save(self) -> Question:
        fields = {name: self.cleaned_data[name] for name in ("text", "help_text", "section", "type", "sort_order")}
        known = {label: code for code, label in (self.question.options if self.question else [])}
        labels = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        return versions.save_question(
            self.questionnaire,
            by=self.by,
            question=self.question,
            options=[(known.get(label, ""), label) for label in labels],
            asked_if=self._asked_if(),
            **fields,
        )

    def _asked_if(self) -> dict[str, list[str]]:
        said = self.cleaned_data["follows"]
        if self.question is not None and said == _said(self.question.asked_if):
            return dict(self.question.asked_if)
        code, _sign, answer = said.partition("=")
        return {code: [answer]} if answer else {}


class TranslateForm(SharedEditMixin, HouseForm):
    """What one question says in another language."""

    def __init__(self, *args: Any, by: User, question: Question, language: str, **kwargs: Any) -> None:
        self.by, self.question, self.language = by, question, language
        words = question.words.get(language, {})
        initial = {"text": words.get("text", ""), "help": words.get("help", "")}
        for code, _label in question.options:
            initial[f"option_{code}"] = words.get("options", {}).get(code, "")
        super().__init__(*args, initial=initial, **kwargs)
        fields = self.fields
        fields["text"] = forms.CharField(label=question.text, max_length=300)
        if question.help_text:
            fields["help"] = forms.CharField(label=question.help_text, max_length=300)
        for code, label in question.options:
            fields[f"option_{code}"] = forms.CharField(label=label, max_length=120)

    def save(self) -> Question:
        said = self.cleaned_data
        options = {code: said[f"option_{code}"] for code, _label in self.question.options}
        words = {"text": said["text"], "help": said.get("help", ""), "options": options}
        return versions.translate_question(self.question, by=self.by, language=self.language, words=words)


class HeadingsForm(SharedEditMixin, HouseForm):
    """The title and the headings of a version in another language."""

    def __init__(self, *args: Any, by: User, questionnaire: Questionnaire, language: str, **kwargs: Any) -> None:
        self.by, self.questionnaire, self.language = by, questionnaire, language
        sections = [each for each in questionnaire.questions.values_list("section", flat=True) if each]
        self.sections = list(dict.fromkeys(sections))
        words = questionnaire.words.get(language, {})
        initial = {"title": words.get("title", "")}
        initial |= {f"section_{at}": words.get("sections", {}).get(each, "") for at, each in enumerate(self.sections)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["title"] = forms.CharField(label=questionnaire.title, max_length=120)
        for at, each in enumerate(self.sections):
            self.fields[f"section_{at}"] = forms.CharField(label=each, max_length=80)

    def save(self) -> Questionnaire:
        sections = {each: self.cleaned_data[f"section_{at}"] for at, each in enumerate(self.sections)}
        title = self.cleaned_data["title"]
        return versions.translate_headings(
            self.questionnaire, by=self.by, language=self.language, title=title, sections=sections
        )


LANGUAGE_NAMES = dict(settings.LANGUAGES)


def _said(asked_if: dict[str, Any]) -> str:
    """The choice in the list that says the same; a text of its own where a question hangs on more answers than one."""
    return "&".join(f"{code}={'|'.join(map(str, allowed))}" for code, allowed in asked_if.items())
