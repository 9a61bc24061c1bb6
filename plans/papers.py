"""The papers of plan and frame: which there are, whose numbers may stand on one, how one is drawn for its reader."""

import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.contact import safe_contact
from cases.models import Case, CirclePerson, MainPerson
from cases.queries import main_persons_in, open_bans, taking_part_in
from conferences.day.reads.run_sheet import EMERGENCY_NUMBER
from ekc.documents.pdf import pdf_from_html, render_html, render_pdf
from ekc.names import by_name

from .models import Agreement, PlanVersion, SafetyFrame
from .on_paper import FramePaper, PlanPaper, Task, WhoCalls, keyed
from .pictograms import TOGETHER, WATCHES, WHEN_WRONG, pictogram_for


@dataclass(frozen=True)
class PaperKind:
    """One of the papers of a plan."""

    key: str
    label: str | Promise
    purpose: str | Promise
    """What it is for, and for whom."""
    file_name: str

    @property
    def template(self) -> str:
        return f"plans/print/{self.key}.html"


KINDS: dict[str, PaperKind] = {
    kind.key: kind
    for kind in (
        PaperKind(
            "plan",
            _("Het hele plan"),
            _("Alle afspraken per persoon en per week, en het veiligheidskader. Voor iedereen die erbij was."),
            "plan",
        ),
        PaperKind(
            "fridge",
            _("Wie helpt waarbij"),
            _("Eén blad voor op de koelkast. Voor thuis: zonder noodplan, geld of veiligheidskader."),
            "wie-helpt-waarbij",
        ),
        PaperKind(
            "week",
            _("Weekrooster"),
            _("Wie doet wat op welke dag. Voor thuis, en voor wie komt helpen."),
            "weekrooster",
        ),
        PaperKind(
            "children",
            _("Voor kinderen"),
            _("Korte zinnen met een tekening erbij. Om samen met een kind te lezen."),
            "plan-voor-kinderen",
        ),
    )
}


def title_of(kind: PaperKind) -> str:
    """What stands above it, in the language of its reader."""
    titles = {"fridge": gettext("Wie helpt waarbij"), "week": gettext("Ons weekrooster")}
    return titles.get(kind.key) or gettext("Ons plan")


def draw_paper(
    kind: PaperKind,
    version: PlanVersion,
    *,
    language: str = "nl",
    is_large: bool = False,
    numbers: Mapping[str, str] | None = None,
) -> bytes:
    """One paper as PDF. Its labels are in `language`; what the family wrote stays in the words of the family.

    `numbers` are those of `callable_people`, of who wants to stand on it.
    """
    with translation.override(language):
        paper = PlanPaper(version)
        sheet = FridgeSheet(paper, numbers or {})
        if kind.key == "fridge" and not is_large:
            return _on_one_page(kind, sheet, language)
        return pdf_from_html(paper_html(kind, paper, language=language, is_large=is_large, sheet=sheet))


def paper_html(
    kind: PaperKind,
    paper: PlanPaper,
    *,
    language: str = "nl",
    is_large: bool = False,
    sheet: "FridgeSheet | None" = None,
) -> str:
    """The page that is drawn. Called inside `language`, for the paper says things of its own."""
    context: dict[str, Any] = {
        "paper": paper,
        "sheet": sheet or FridgeSheet(paper, {}),
        "rows": picture_rows(paper),
        "pictures": {"watches": WATCHES, "together": TOGETHER, "when_wrong": WHEN_WRONG},
        "emergency_number": EMERGENCY_NUMBER,
        "is_large": is_large,
    }
    return render_html(kind.template, context, title=title_of(kind), language=language)


def draw_frame(frame: SafetyFrame, *, language: str = "nl", is_large: bool = False) -> bytes:
    """The veiligheidskader as PDF, to be read aloud in part 1."""
    with translation.override(language):
        context = {"paper": FramePaper(frame), "is_large": is_large}
        return render_pdf("plans/print/frame.html", context, title=gettext("Veiligheidskader"), language=language)


def callable_people(case: Case) -> dict[str, tuple[MainPerson | CirclePerson, str]]:
    """Whose number may stand on a paper that hangs in a kitchen, by key, with the number.

    Nobody with a rule about safe contact, a secret address or a contact ban: their number is for the file alone.
    """
    banned: set[str] = set()
    for ban in open_bans(case):
        banned |= {f"c:{ban.person_id}", f"c:{ban.other_id}", f"m:{ban.other_main_id}"}
    found: dict[str, tuple[MainPerson | CirclePerson, str]] = {}
    for person in by_name([*main_persons_in(case), *taking_part_in(case)]):
        contact = safe_contact(person)
        asks_not_to = contact.call.no_voicemail or person.no_call
        is_safe = not contact.warnings and not asks_not_to and keyed(person) not in banned
        if contact.phone and is_safe:
            found[keyed(person)] = (person, contact.phone)
    return found


# --- with pictures ---------------------------------------------------------------------------


def picture_rows(paper: PlanPaper) -> list[tuple[str, Agreement]]:
    """The agreements for a child, each with the name of its drawing."""
    return [(pictogram_for(each.what, each.life_area), each) for each in paper.for_children]


# --- one page --------------------------------------------------------------------------------

_STEPS: tuple[tuple[int, int], ...] = (
    *((size, 0) for size in (14, 13, 12, 11, 10, 9, 8)),
    *((8, most) for most in (100, 80, 55)),
    *((7, most) for most in (64, 45, 25, 12)),
)
"""Points, and after how many letters a text is broken off (0: never): from what reads well to what still fits."""
_MM_PER_POINT = 25.4 / 72
_COLUMN_WIDTH, _COLUMN_HEIGHT = 83.0, 200.0
"""In mm, of each of the two columns; beside a heading and a box below."""
_LETTER, _LINE, _ABOVE_AND_BELOW = 0.52, 1.25, 2.2
"""In em: a letter with its share of what is lost at the end of a line, a line, and a name with the space around it."""

_LONG = 12


class Helper(NamedTuple):
    """Somebody on the sheet: the name, the number where it may stand there, and what they do."""

    name: str
    number: str
    tasks: list[str]


class FridgeSheet:
    """Who helps with what, in letters of `size` points; a text of more than `most` letters is broken off."""

    def __init__(self, paper: PlanPaper, numbers: Mapping[str, str], *, size: int = 0, most: int = 0) -> None:
        self.paper, self.numbers, self.size, self.most = paper, numbers, size, most

    @cached_property
    def columns(self) -> tuple[list[Helper], list[Helper]]:
        """Two columns, as near to one height as they can be in the order of the list. Who does most of all that is
        done, and much, stands in both."""
        helpers = [
            Helper(doer.name, self.numbers.get(doer.key, ""), [self._said(task) for task in doer.tasks])
            for doer in self.paper.by_person
        ]
        longest = max(helpers, key=lambda helper: len(helper.tasks), default=None)
        if longest is not None and len(longest.tasks) > max(_LONG, sum(len(each.tasks) for each in helpers) // 2):
            at, half = helpers.index(longest), len(longest.tasks) // 2
            helpers[at : at + 1] = [
                longest._replace(tasks=longest.tasks[:half]),
                longest._replace(tasks=longest.tasks[half:]),
            ]
        heights = [self._height(each) for each in helpers]
        cut = min(range(len(helpers) + 1), key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at))
        return helpers[:cut], helpers[cut:]

    def _said(self, task: Task) -> str:
        agreement = task.agreement
        text = f"{task.said}: {agreement.what}" if task.said else agreement.what
        if agreement.when_or_how_often:
            text = f"{text} ({agreement.when_or_how_often})"
        return Truncator(text).chars(self.most) if self.most else text

    @property
    def calls(self) -> list[tuple[str, str]]:
        """Whom one calls for what, with the numbers that may stand there."""
        return [(each.question, self._with_numbers(each)) for each in self.paper.calls]

    def _with_numbers(self, call: WhoCalls) -> str:
        known = [self.numbers[key] for key in call.keys if key in self.numbers]
        return f"{call.name} ({', '.join(known)})" if known else call.name

    def _height(self, helper: Helper) -> float:
        """About how high somebody's part is, in em."""
        letters = _COLUMN_WIDTH / ((self.size or _STEPS[0][0]) * _MM_PER_POINT * _LETTER)
        return _ABOVE_AND_BELOW + sum(math.ceil(len(task) / letters) for task in helper.tasks) * _LINE

    @property
    def is_likely_to_fit(self) -> bool:
        highest = max(sum(self._height(each) for each in column) for column in self.columns)
        return highest * self.size * _MM_PER_POINT <= _COLUMN_HEIGHT


def _on_one_page(kind: PaperKind, sheet: FridgeSheet, language: str) -> bytes:
    """Drawn in the largest letters that stand on one page; one that is too full for the smallest goes on to a next."""
    content = b""
    for size, most in _STEPS:
        tried = FridgeSheet(sheet.paper, sheet.numbers, size=size, most=most)
        if tried.is_likely_to_fit or (size, most) == _STEPS[-1]:
            content = pdf_from_html(paper_html(kind, sheet.paper, language=language, sheet=tried))
            if _pages(content) == 1:
                break
    return content


def _pages(content: bytes) -> int:
    import pikepdf  # here, as all that writes PDF: a worker that mails carries the whole program

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
