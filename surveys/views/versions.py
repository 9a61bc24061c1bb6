"""The questions themselves, their versions and languages, for landelijk beheer."""

from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ekc.access import require
from ekc.accounts.models import User
from ekc.pages import form_page, form_view

from ..acts.versions import remove_question
from ..forms.filling import QuestionForm
from ..forms.versions import (
    LANGUAGE_NAMES,
    CopyForm,
    EditQuestionForm,
    HeadingsForm,
    PublishForm,
    TranslateForm,
)
from ..models import Question, Questionnaire
from ..office_parts import office_parts
from ..wording import OTHER_LANGUAGES, help_of, section_of, text_of, title_of, untranslated

KEEP = "surveys.versions"


@require_GET
def versions(request: HttpRequest) -> HttpResponse:
    require(request, KEEP)
    rows = Questionnaire.objects.order_by("form", "-valid_from", "version").prefetch_related("questions")
    found = [
        {"row": row, "missing": [LANGUAGE_NAMES[code] for code in OTHER_LANGUAGES if untranslated(row, code)]}
        for row in rows
    ]
    return render(request, "surveys/versions.html", {"rows": found, "parts": office_parts(request, "surveys:versions")})


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, KEEP)
    row = _version(pk)
    languages = [(code, LANGUAGE_NAMES[code], len(untranslated(row, code))) for code in OTHER_LANGUAGES]
    context = {"row": row, "questions": row.questions.all(), "said_in": languages, "back_url": _list()}
    return render(request, "surveys/version.html", context)


@form_view
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, KEEP)
    source = _version(pk)
    return form_page(
        request,
        CopyForm(request.POST or None, by=_me(request), source=source),
        title=_("Nieuwe versie van %(form)s") % {"form": source.get_form_display()},
        text=_("De vragen en vertalingen gaan mee. Niemand krijgt de nieuwe versie voordat u hem uitgeeft."),
        submit=_("Maken"),
        done=_("De versie is gemaakt. Verander de vragen, en geef hem daarna uit."),
        to=lambda made: _address(made),
        back_url=_address(source),
        back_label=str(source),
    )


@form_view
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, KEEP)
    row = _version(pk)
    return form_page(
        request,
        PublishForm(request.POST or None, by=_me(request), questionnaire=row),
        title=_("%(version)s uitgeven") % {"version": row},
        text=_("Daarna liggen de vragen vast. Vertalen kan altijd nog."),
        submit=_("Uitgeven"),
        done=_("De versie is uitgegeven."),
        back_url=_address(row),
        back_label=str(row),
    )


@form_view
def add_question(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, KEEP)
    row = _version(pk)
    form = EditQuestionForm(request.POST or None, by=_me(request), questionnaire=row)
    return _question_page(request, form, row, title=_("Vraag toevoegen"))


@form_view
def change_question(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, KEEP)
    question = _question(pk)
    row = question.questionnaire
    form = EditQuestionForm(request.POST or None, by=_me(request), questionnaire=row, question=question)
    return _question_page(request, form, row, title=_("Vraag veranderen"))


@form_view
def take_question(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks "sure?"."""
    require(request, KEEP)
    question = _question(pk)
    row = question.questionnaire
    return form_page(
        request,
        None,
        save=lambda: remove_question(question, by=_me(request)),
        title=_("Vraag weghalen?"),
        text=question.text,
        submit=_("Weghalen"),
        danger=True,
        done=_("De vraag is weg."),
        back_url=_address(row),
        back_label=str(row),
    )


@form_view
def translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    require(request, KEEP)
    question = _question(pk)
    form = TranslateForm(request.POST or None, by=_me(request), question=question, language=_known(language))
    title = _("Vertalen: %(language)s") % {"language": LANGUAGE_NAMES[language]}
    return _question_page(request, form, question.questionnaire, title=title)


@form_view
def headings(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    require(request, KEEP)
    row = _version(pk)
    form = HeadingsForm(request.POST or None, by=_me(request), questionnaire=row, language=_known(language))
    title = _("Titel en onderdelen: %(language)s") % {"language": LANGUAGE_NAMES[language]}
    return _question_page(request, form, row, title=title)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions as people get them, in a language of choice; nothing is asked and nothing is kept."""
    require(request, KEEP)
    row = _version(pk)
    language = request.GET.get("taal", settings.LANGUAGE_CODE)
    if language not in LANGUAGE_NAMES:
        raise Http404
    with translation.override(language):
        pages = [
            {
                "form": QuestionForm(question=question, auto_id=f"id_{question.pk}_%s"),
                "section": section_of(row, question),
                "text": text_of(question),
                "help": help_of(question),
                "is_text": question.type == "text",
            }
            for question in row.questions.select_related("questionnaire")
        ]
        for page in pages:
            page["rows"] = [] if page["is_text"] else [(str(o.choice_label), face) for o, face in page["form"].rows()]
        title = title_of(row)
    context = {
        "row": row,
        "said_title": title,
        "pages": pages,
        "language": language,
        "is_rtl": language in settings.LANGUAGES_BIDI,
        "said_in": list(LANGUAGE_NAMES.items()),
        "back_url": _address(row),
    }
    return render(request, "surveys/preview.html", context)


def _question_page(request: HttpRequest, form: Any, row: Questionnaire, *, title: str) -> HttpResponse:
    back = _address(row)
    return form_page(
        request, form, title=title, submit=_("Bewaren"), done=_("Bewaard."), back_url=back, back_label=str(row)
    )


def _version(pk: int) -> Questionnaire:
    return get_object_or_404(Questionnaire, pk=pk)


def _question(pk: int) -> Question:
    return get_object_or_404(Question.objects.select_related("questionnaire"), pk=pk)


def _known(language: str) -> str:
    if language not in OTHER_LANGUAGES:
        raise Http404
    return language


def _address(row: Questionnaire) -> str:
    return reverse("surveys:version", args=[row.pk])


def _list() -> str:
    return reverse("surveys:versions")


def _me(request: HttpRequest) -> User:
    # `require` let nobody through who is not signed in.
    return cast("User", request.user)
