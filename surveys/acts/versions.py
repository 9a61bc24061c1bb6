"""Versions of the questionnaires, kept by landelijk beheer: written as a copy, published, and from then on frozen."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ekc.accounts.models import User
from ekc.dates import local_today
from ekc.refusal import Refusal

from ..codes import DECLINED, Form, QuestionType
from ..models import Question, Questionnaire
from ..wording import OTHER_LANGUAGES, answers_of

CHOOSING = frozenset({QuestionType.CODE, QuestionType.CODES, QuestionType.STATEMENT})
"""Kinds of questions with answers of their own to choose from."""
COPIED = ("code", "text", "help_text", "type", "options", "is_reversed", "asked_if", "section", "sort_order", "words")


@transaction.atomic
def copy_version(source: Questionnaire, *, by: User, version: str) -> Questionnaire:
    """A new version with the same questions and words, that is given to nobody yet. Raises Refusal for a known name."""
    version = version.strip()
    if Questionnaire.objects.filter(form=source.form, version__iexact=version).exists():
        raise Refusal(_("Er is al een versie met deze naam. Geef een andere naam."))
    made = Questionnaire.objects.create(form=source.form, version=version, title=source.title, words=source.words)
    Question.objects.bulk_create(
        Question(questionnaire=made, **{name: getattr(question, name) for name in COPIED})
        for question in source.questions.all()
    )
    return made


@transaction.atomic
def save_question(questionnaire: Questionnaire, *, by: User, question: Question | None, **fields: Any) -> Question:
    """Add a question, or change one, in a version that is still being written.

    `options` are pairs of code and label; an answer without a code gets one. The question comes at the place of its
    `sort_order`, and what stands there moves on. A question with a new text loses its translations, which said
    something else. Raises Refusal for a published version, and when a question could not be asked like this: this
    one, or another that follows on it.
    """
    locked = _writable(questionnaire)
    row: Question = locked.questions.get(pk=question.pk) if question else Question(questionnaire=locked)
    options = _with_codes([list(pair) for pair in fields.pop("options", row.options)])
    before = {"text": row.text, "help_text": row.help_text, "options": dict(map(tuple, row.options))}
    for name, value in fields.items():
        setattr(row, name, value)
    row.options = options if row.type in CHOOSING else []
    if question is None:
        row.code = _free_code(locked, row.text)
        row.sort_order = row.sort_order or locked.questions.count() + 1
    in_order = _placed(locked, row)
    _check(row)
    _check_routing(in_order)
    if question is not None:
        _forget_words(row, before)
    row.save()
    Question.objects.bulk_update(in_order, ["sort_order"])
    return row


@transaction.atomic
def remove_question(question: Question, *, by: User) -> None:
    """Take a question out of a version that is still being written. Raises Refusal where another hangs on it."""
    locked = _writable(question.questionnaire)
    hanging = [each.text for each in locked.questions.all() if question.code in each.asked_if]
    if hanging:
        raise Refusal(_("Deze vraag bepaalt of een andere vraag komt: “%(text)s”.") % {"text": hanging[0]})
    question.delete()


@transaction.atomic
def translate_question(question: Question, *, by: User, language: str, words: Mapping[str, Any]) -> Question:
    """What a question says in another language: `text`, `help`, and `options` by code. Also of a version in use."""
    _check_language(language)
    row: Question = Question.objects.select_for_update().get(pk=question.pk)
    row.words = {**row.words, language: dict(words)}
    row.save(update_fields=["words"])
    return row


@transaction.atomic
def translate_headings(
    questionnaire: Questionnaire, *, by: User, language: str, title: str, sections: Mapping[str, str]
) -> Questionnaire:
    """The title and the headings in another language. Also of a version in use."""
    _check_language(language)
    row: Questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    row.words = {**row.words, language: {"title": title, "sections": dict(sections)}}
    row.save(update_fields=["words"])
    return row


@transaction.atomic
def publish_version(questionnaire: Questionnaire, *, by: User, valid_from: dt.date) -> Questionnaire:
    """Give this version after conferences from a day on; the one before it holds until then. Raises Refusal.

    The day lies ahead, because a conference that was held keeps its version.
    """
    locked = _writable(questionnaire)
    if not locked.questions.exists():
        raise Refusal(_("Er staan nog geen vragen in deze versie."))
    if valid_from <= local_today():
        raise Refusal(
            _("Kies een dag die nog komt: na conferenties die al waren, blijft de versie die er was."), at="valid_from"
        )
    others = Questionnaire.objects.select_for_update().filter(form=locked.form).exclude(valid_from=None)
    if others.filter(valid_from__gte=valid_from).exists():
        raise Refusal(_("Er is al een versie die op die dag of later begint. Kies een latere dag."), at="valid_from")
    others.filter(valid_until=None).update(valid_until=valid_from - dt.timedelta(days=1))
    locked.valid_from = valid_from
    locked.save(update_fields=["valid_from"])
    return locked


def _writable(questionnaire: Questionnaire) -> Questionnaire:
    locked: Questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if locked.valid_from is not None:
        raise Refusal(_("Deze versie ligt vast. Maak een nieuwe versie en verander de vraag daarin."))
    return locked


def _with_codes(pairs: list[list[str]]) -> list[list[str]]:
    """Every answer with a code of its own: what was chosen is kept by it."""
    labels = [label for _code, label in pairs]
    if twice := next((label for label in labels if labels.count(label) > 1), ""):
        raise Refusal(_("Dit antwoord staat er twee keer: “%(text)s”. Haal er één weg.") % {"text": twice})
    taken = {code for code, _label in pairs if code}
    found = []
    for code, label in pairs:
        code = code or _free(slugify(label).replace("-", "_")[:40] or "antwoord", taken)
        taken.add(code)
        found.append([code, label])
    return found


def _placed(questionnaire: Questionnaire, row: Question) -> list[Question]:
    """All questions in the order they are asked in, each numbered, with this one at its place."""
    found = list(questionnaire.questions.exclude(pk=row.pk).order_by("sort_order", "pk"))
    found.insert(max(row.sort_order, 1) - 1, row)
    for number, each in enumerate(found, start=1):
        each.sort_order = number
    return found


def _check(row: Question) -> None:
    if row.type in CHOOSING and len(row.options) < 2:
        raise Refusal(_("Schrijf ten minste twee antwoorden op, elk op een eigen regel."))
    if DECLINED in dict(map(tuple, row.options)):
        raise Refusal(_("“Liever niet” staat er al bij. Haal het uit de antwoorden."))


def _check_routing(in_order: Iterable[Question]) -> None:
    """No question follows on something that does not come before it, or cannot be answered like that any more."""
    before: dict[str, Question] = {}
    for row in in_order:
        for code, allowed in row.asked_if.items():
            asked = before.get(code)
            if asked is None or asked.type not in {*CHOOSING, QuestionType.BOOLEAN}:
                raise Refusal(
                    _("“%(text)s” kan alleen volgen op een keuzevraag die ervoor staat.") % {"text": row.text}
                )
            if not set(allowed) <= {code for code, _label in answers_of(asked)}:
                raise Refusal(
                    _("“%(text)s” volgt op een antwoord dat niet bij “%(asked)s” hoort.")
                    % {"text": row.text, "asked": asked.text}
                )
        before[row.code] = row


def _forget_words(row: Question, before: Mapping[str, Any]) -> None:
    """Translations of what was changed said something else."""
    same = {code for code, label in map(tuple, row.options) if before["options"].get(code) == label}
    for words in row.words.values():
        if row.text != before["text"]:
            words["text"] = ""
        if row.help_text != before["help_text"]:
            words["help"] = ""
        words["options"] = {code: label for code, label in words.get("options", {}).items() if code in same}


def _free_code(questionnaire: Questionnaire, text: str) -> str:
    base = slugify(text).replace("-", "_")[:50] or Form(questionnaire.form).value
    return _free(base, set(questionnaire.questions.values_list("code", flat=True)))


def _free(base: str, taken: Container[str]) -> str:
    return next(code for code in _numbered(base) if code not in taken)


def _numbered(base: str) -> Iterable[str]:
    yield base
    number = 2
    while True:
        yield f"{base}_{number}"
        number += 1


def _check_language(language: str) -> None:
    if language not in OTHER_LANGUAGES:
        raise Refusal(_("Kies een taal uit de lijst."))
