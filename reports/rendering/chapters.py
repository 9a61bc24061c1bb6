"""The report as WESP lays it out: chapters 1 to 6, their sections, and which tables stand where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from surveys.codes import Form

from ..protecting import ProtectedReport
from . import texts
from .number_texts import QUESTIONNAIRES, basis, source_of
from .shown import ShownTable, show_marks, show_statements, show_table

Text = Callable[[ProtectedReport], list[str]]
ADULT, CHILD, PROFESSIONAL = Form.ADULT.value, Form.CHILD.value, Form.PROFESSIONAL.value


@dataclass(frozen=True)
class Section:
    """A part of a chapter, ready to be written down."""

    number: str
    title: str
    paragraphs: Sequence[str] = ()
    points: Sequence[str] = ()
    tables: Sequence[ShownTable] = ()

    @property
    def anchor(self) -> str:
        return f"par-{self.number.replace('.', '-')}"


@dataclass(frozen=True)
class Chapter:
    number: str
    title: str
    sections: Sequence[Section]
    # By which day its cases or answers belong to the period.
    basis: str = ""

    @property
    def anchor(self) -> str:
        return f"hoofdstuk-{self.number}"


@dataclass(frozen=True)
class Plan:
    """A section as it is declared: its text, its tables by number, the marks and the statements in it."""

    number: str
    title: str
    tables: tuple[str, ...] = ()
    text: Text | None = None
    points: tuple[str, ...] = ()
    # Number and title of the table of marks, and the sections of the published set whose marks stand in it.
    marks: tuple[str, str, tuple[str, ...]] | None = None
    statements: tuple[str, str, str] | None = None
    # Left out where the report has none of its tables.
    only_with_tables: bool = False

    @property
    def of_answers(self) -> bool:
        """Whether it tells what people answered in questionnaires."""
        return bool(self.tables or self.marks or self.statements) and source_of(self.number) == QUESTIONNAIRES


PLAN: tuple[tuple[str, tuple[Plan, ...]], ...] = (
    (
        "Inleiding en werkwijze",
        (
            Plan("1.1", "Waar dit rapport over gaat", text=texts.about),
            Plan("1.2", "Wat is geteld", points=tuple(texts.METHOD)),
            Plan("1.3", "Percentages, gemiddelden en kleine aantallen", points=tuple(texts.ROUNDING)),
            Plan("1.4", "Respons", ("1.4",)),
        ),
    ),
    (
        "Gebruik, verloop en resultaat",
        (
            Plan("2.1", "De aanvragen", ("2.1", "2.1b", "2.1c", "2.1d", "2.1e", "2.1i"), texts.course),
            Plan("2.1.2", "Tijd en wachten", ("2.1f", "2.1g", "2.1h")),
            Plan("2.2", "Aanmelders", ("2.2", "2.2b", "2.2c", "2.2d", "2.2e"), texts.repeats),
            Plan("2.3", "Duur van de hulpverlening", ("2.3", "2.3b")),
            Plan("2.4", "Achtergrondproblematiek", ("2.4",), texts.problems),
            Plan("2.5", "Onderwerpen voor de conferentie", ("2.5",), texts.subjects),
            Plan("2.6", "De hoofdpersonen", ("2.6",)),
            Plan("2.6.1", "Kinderen", ("2.6.1a", "2.6.1b", "2.6.1c", "2.6.1d", "2.6.1e"), texts.children),
            Plan("2.6.2", "Volwassenen", ("2.6.2a", "2.6.2b", "2.6.2c", "2.6.2d", "2.6.2e"), texts.adults),
            Plan("2.7", "Zaken zonder conferentie", ("2.7.1", "2.7.1b", "2.7.2")),
            Plan("2.7.3", "De kring", ("2.7.3",), only_with_tables=True),
            Plan("2.8", "De conferentie", ("2.8.1", "2.8.2", "2.8.2b", "2.8.2c", "2.8.2e", "2.8.2d")),
            Plan("2.8.3", "Deelnemers", ("2.8.3", "2.8.3b", "2.8.3c", "2.8.3d", "2.8.3e"), texts.participants),
            Plan("2.8.4", "Resultaat", ("2.8.4", "2.8.4e", "2.8.4f", "2.8.4g", "2.8.4b", "2.8.4h", "2.8.4c", "2.8.4d")),
            Plan("2.8.4.2", "Wonen en uithuisplaatsing", ("2.8.4i", "2.8.4j", "2.8.4k", "2.8.4l")),
            Plan("2.8.5", "Afgebroken", ("2.8.5", "2.8.5b", "2.8.5c"), only_with_tables=True),
            Plan("2.8.6", "Afspraken", ("2.8.6", "2.8.6b", "2.8.6c", "2.8.6d"), only_with_tables=True),
            Plan(
                "2.9", "Samenwerking met de aanmelder", ("2.9b",), marks=("2.9", "Cijfer van de coördinator", ("2.9",))
            ),
        ),
    ),
    (
        "Volwassenen",
        (
            Plan("3.1", "Wie de vragenlijst invulden", ("3.1", "3.1b")),
            Plan("3.2", "Informatie vooraf", ("3.2", "3.2b", "3.2c", "3.2d")),
            Plan("3.3", "De conferentie", ("3.3",)),
            Plan(
                "3.4",
                "Rapportcijfers",
                ("3.4b", "3.4c"),
                marks=("3.4", "Rapportcijfers van volwassenen", ("3.4", "3.5", "3.6", "3.7")),
            ),
            Plan("3.5", "Stellingen", statements=("3.5", "Stellingen voor volwassenen", ADULT)),
            Plan("3.6", "Wat met het cijfer samengaat", ("3.6",)),
        ),
    ),
    (
        "Kinderen",
        (
            Plan("4.1", "Wie de vragenlijst invulden", ("4.1",)),
            Plan(
                "4.2",
                "De conferentie",
                ("4.2", "4.2c", "4.2d"),
                marks=("4.2b", "Rapportcijfers van kinderen", ("4.2",)),
            ),
            Plan("4.3", "Wat met het cijfer samengaat", ("4.3",)),
        ),
    ),
    (
        "Professionals",
        (
            Plan("5.2", "Informatie vooraf", ("5.2",)),
            Plan(
                "5.3",
                "Rapportcijfers",
                ("5.3b", "5.3c"),
                marks=("5.3", "Rapportcijfers van professionals", ("5.3", "5.4", "5.5")),
            ),
            Plan("5.4", "Stellingen", statements=("5.4", "Stellingen voor professionals", PROFESSIONAL)),
            Plan("5.5", "Wat met het cijfer samengaat", ("5.5",)),
        ),
    ),
    (
        "Follow-up",
        (
            Plan("6.1", "Bereik", ("6.1",), texts.follow_up),
            Plan("6.2", "Moment van de navraag", ("6.2",)),
            Plan("6.3", "Met wie is gesproken", ("6.3", "6.3b")),
            Plan("6.4", "Uitvoering van het plan", ("6.4a", "6.4b", "6.4c", "6.4d", "6.4e")),
            Plan("6.5", "Hoe het nu gaat", ("6.5a", "6.5b")),
            Plan("6.6", "Terugkijken", ("6.6b",), marks=("6.6", "Rapportcijfers, terugkijkend", ("6.6",))),
            Plan("6.7", "Eigen evaluatie", ("6.7",)),
        ),
    ),
)


def tables_in_order() -> list[str]:
    """The numbers of all tables, as they follow each other in the report."""
    return [number for _title, sections in PLAN for section in sections for number in section.tables]


def titles_beside_the_catalogue() -> dict[str, str]:
    """Number and title of the tables of marks and statements, which the catalogue does not declare."""
    plans = [plan for _title, sections in PLAN for plan in sections]
    return {each[0]: each[1] for plan in plans for each in (plan.marks, plan.statements) if each}


def chapters_of(report: ProtectedReport) -> list[Chapter]:
    """The six chapters with their texts and tables."""
    return [
        Chapter(str(at), title, _sections(plans, report), basis(str(at), report.about) if at > 1 else "")
        for at, (title, plans) in enumerate(PLAN, start=1)
    ]


def _sections(plans: Sequence[Plan], report: ProtectedReport) -> list[Section]:
    """What the report has of a chapter; where that is nothing, the first section says why."""
    standing = [plan for plan in plans if _stands(plan, report)]
    if not standing:
        return [Section(plans[0].number, plans[0].title, [texts.NO_ANSWERS])]
    return [_section(plan, report) for plan in standing]


def _stands(plan: Plan, report: ProtectedReport) -> bool:
    if plan.of_answers and not report.about.has_answers:
        return False
    return bool(report.tables_of(plan.tables)) or not plan.only_with_tables


def _section(plan: Plan, report: ProtectedReport) -> Section:
    tables = [show_table(table, report) for table in report.tables_of(plan.tables)]
    if plan.marks:
        number, title, sections = plan.marks
        chosen = [grade for grade in report.grades if grade.section in sections]
        tables.append(show_marks(number, title, chosen, report))
        tables.sort(key=lambda table: table.number)
    if plan.statements:
        number, title, form = plan.statements
        stated = [statement for statement in report.statements if statement.form == form]
        tables.append(show_statements(number, title, stated, report))
    tables = [_in_own_words(table, report) for table in tables]
    return Section(plan.number, plan.title, plan.text(report) if plan.text else [], plan.points, tables)


def _in_own_words(table: ShownTable, report: ProtectedReport) -> ShownTable:
    """The table of an edition with what somebody wrote under it, in place of what its figures say."""
    own = report.edition.sentence_under(table.number) if report.edition else ""
    return replace(table, sentence=own) if own else table


def tables_with_sentences(report: ProtectedReport) -> dict[str, ShownTable]:
    """Every table of the report by its number, in its order, with the sentence under it."""
    sections = [section for chapter in chapters_of(report) for section in chapter.sections]
    return {table.number: table for section in sections for table in section.tables}
