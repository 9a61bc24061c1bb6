"""Questionnaires on paper: the questions to be printed, and the square picture that a phone reads a link from."""

import base64
import io

from ekc.documents.pdf import render_pdf

from .codes import MARKS, QuestionType
from .models import Question, Questionnaire
from .wording import answers_of


def qr_picture(link: str) -> str:
    """The link as a picture, to be set in the page itself."""
    import qrcode.image.svg  # here, for it brings the making of pictures along

    made = qrcode.make(link, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    drawn = io.BytesIO()
    made.save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def form_pdf(questionnaire: Questionnaire) -> bytes:
    """All questions with boxes to tick, and room for the return number."""
    rows = [
        {
            "question": question,
            "labels": _labels(question),
            "several": question.type == QuestionType.CODES,
            "follows": _follows(questionnaire, question.asked_if),
        }
        for question in questionnaire.questions.all()
    ]
    context = {"questionnaire": questionnaire, "rows": rows}
    return render_pdf("surveys/print/form.html", context, title=questionnaire.title)


def _labels(question: Question) -> list[str]:
    if question.type == QuestionType.MARK:
        return [str(mark) for mark in MARKS]
    return [str(label) for _code, label in answers_of(question)]


def _follows(questionnaire: Questionnaire, asked_if: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The questions and answers that lead to this one, in words."""
    questions = {each.code: each for each in questionnaire.questions.filter(code__in=asked_if)}
    return [
        (questions[code].text, " of ".join(str(label) for key, label in answers_of(questions[code]) if key in allowed))
        for code, allowed in asked_if.items()
    ]
