"""What a version says in the language of its reader: translations are data, and Dutch is what they are made from."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from .codes import NO, YES, QuestionType
from .models import Question, Questionnaire

OTHER_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)


def title_of(questionnaire: Questionnaire) -> str:
    return _said(_words(questionnaire.words).get("title", ""), questionnaire.title)


def section_of(questionnaire: Questionnaire, question: Question) -> str:
    sections = _words(questionnaire.words).get("sections", {})
    return _said(sections.get(question.section, ""), question.section)


def text_of(question: Question) -> str:
    return _said(_words(question.words).get("text", ""), question.text)


def help_of(question: Question) -> str:
    return _said(_words(question.words).get("help", ""), question.help_text)


def option_of(question: Question, code: str, label: str) -> str:
    return _said(_words(question.words).get("options", {}).get(code, ""), label)


def answers_of(question: Question) -> list[tuple[str, Any]]:
    """What can be chosen, by code: the options, or yes and no."""
    if question.type == QuestionType.BOOLEAN:
        return [(YES, _("Ja")), (NO, _("Nee"))]
    return [(code, option_of(question, code, label)) for code, label in question.options]


def _words(words: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = words.get(translation.get_language() or settings.LANGUAGE_CODE, {})
    return found


def _said(words: str, dutch: str) -> str:
    """The words, or the Dutch ones, marked as such on a page in another language."""
    if words or not dutch or (translation.get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE:
        return words or dutch
    return format_html('<span lang="{}" dir="ltr">{}</span>', settings.LANGUAGE_CODE, dutch)


def untranslated(questionnaire: Questionnaire, language: str) -> list[str]:
    """What is still said in Dutch to a reader of this language."""
    own = questionnaire.words.get(language, {})
    missing = [] if own.get("title") else [questionnaire.title]
    for question in questionnaire.questions.all():
        words = question.words.get(language, {})
        if question.section and not own.get("sections", {}).get(question.section):
            missing.append(question.section)
        if not words.get("text"):
            missing.append(question.text)
        if question.help_text and not words.get("help"):
            missing.append(question.help_text)
        missing += [label for code, label in question.options if not words.get("options", {}).get(code)]
    return list(dict.fromkeys(missing))
