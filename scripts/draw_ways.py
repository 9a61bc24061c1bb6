#!/usr/bin/env python3
"""Draw docs/pictures/ways.svg: every way that a case, a meeting, a plan, a frame, a call and an offer can go.

    .venv/bin/python scripts/draw_ways.py

Drawn from the tables of moves themselves; a test holds the picture to them. One card per state, in the column of its
phase, with what leads on from there, who may do it (coordinator, regiomanager, professional, landelijk beheer, *
the program) and where it leads. Lines join the cards of a case, the way back dashed.
"""

import os
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PICTURE = HERE / "docs" / "pictures" / "ways.svg"
WIDE, GAP, LINE, PAD, TOP = 340, 48, 17, 12, 96
INK, TEAL, PAPER, EDGE = "#1f2a30", "#0b5d66", "#fbf8f3", "#cfc8bb"


@dataclass
class Card:
    """One state with its ways on."""

    state: str
    title: str
    lines: list[str]
    targets: list[str] = field(default_factory=list)
    x: int = 0
    y: int = 0

    @property
    def high(self) -> int:
        return 2 * PAD + LINE * (len(self.lines) + 1) + 4


def letters_of(roles: Iterable[str]) -> str:
    """Who may do it."""
    found = {"regiomanager": "R", "coordinator": "C", "professional": "P", "landelijk_beheer": "L"}
    return " ".join(sorted(found[str(role)] for role in roles)) or "*"


def cards_of(workflow) -> list[Card]:  # type: ignore[no-untyped-def]
    cards = []
    for state in workflow.states:
        moves = [move for move in workflow.moves if move.source == state]
        lines: list[str] = []
        for move in moves:
            where = "" if move.target == state else f" → {workflow.states(move.target).label}"
            text = f"{workflow.labels[move.action]}{where} ({letters_of(move.roles)})"
            first, *rest = textwrap.wrap(text, 44)
            lines += [f"• {first}", *(f"   {each}" for each in rest)]
        targets = list(dict.fromkeys(str(move.target) for move in moves if move.target != state))
        cards.append(Card(str(state.value), str(state.label), lines or ["• einde"], targets))
    return cards


def draw() -> str:
    """The whole picture as SVG."""
    from cases.casepage.phases import PHASE_OF_STATE, PHASES
    from cases.workflow import REQUEST_WORKFLOW, WORKFLOW
    from conferences.workflow import WORKFLOW as MEETING
    from followup.workflow import WORKFLOW as CALL
    from plans.workflow import FRAME_WORKFLOW as FRAME
    from plans.workflow import WORKFLOW as PLAN

    parts: list[str] = []
    columns: list[list[Card]] = [[] for _ in PHASES]
    for card in cards_of(WORKFLOW):
        columns[PHASE_OF_STATE[card.state]].append(card)
    heads = [str(label) for _key, label in PHASES]
    bottom = _column_cards(columns, TOP)
    placed = {card.state: card for column in columns for card in column}
    parts += _lines(placed)
    parts += _columns(columns, heads, TOP)
    others = (
        ("Bijeenkomst", MEETING),
        ("Plan", PLAN),
        ("Veiligheidskader", FRAME),
        ("Gesprek", CALL),
        ("Aanbod aan een coördinator", REQUEST_WORKFLOW),
    )
    below = [cards_of(workflow) for _name, workflow in others]
    last = _column_cards(below, bottom + TOP)
    parts += _columns(below, [name for name, _workflow in others], bottom + TOP)
    wide, high = GAP + len(columns) * (WIDE + GAP), last + GAP
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" '
        'font-family="Source Sans 3, Helvetica, Arial, sans-serif" role="img">\n'
        "<title>Every way that a case can go, drawn from the tables of moves</title>\n"
        f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>\n'
        f'<text x="{GAP}" y="36" font-size="22" font-weight="600" fill="{TEAL}">Alle wegen van een zaak</text>\n'
        f'<text x="{GAP}" y="58" font-size="13" fill="{INK}">C coördinator · R regiomanager · P professional · '
        "L landelijk beheer · * het programma zelf</text>\n"
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def _column_cards(columns: list[list[Card]], top: int) -> int:
    """Give every card its place; says where the longest column ends."""
    ends = []
    for index, column in enumerate(columns):
        y = top + 24
        for card in column:
            card.x, card.y = GAP + index * (WIDE + GAP), y
            y += card.high + 18
        ends.append(y)
    return max(ends)


def _columns(columns: list[list[Card]], heads: list[str], top: int) -> list[str]:
    parts = []
    for index, (column, name) in enumerate(zip(columns, heads, strict=True)):
        x = GAP + index * (WIDE + GAP)
        parts.append(f'<text x="{x}" y="{top}" font-size="17" font-weight="600" fill="{TEAL}">{escape(name)}</text>')
        parts += [_card(card) for card in column]
    return parts


def _card(card: Card) -> str:
    box = f'<rect x="{card.x}" y="{card.y}" width="{WIDE}" height="{card.high}" rx="6" fill="#ffffff" stroke="{EDGE}"/>'
    left, y = card.x + PAD, card.y + PAD + 12
    rows = [f'<text x="{left}" y="{y}" font-size="14" font-weight="600" fill="{TEAL}">{escape(card.title)}</text>']
    style = f'font-size="12" fill="{INK}" xml:space="preserve"'
    rows += [
        f'<text x="{left}" y="{y + LINE * number + 4}" {style}>{escape(line)}</text>'
        for number, line in enumerate(card.lines, start=1)
    ]
    return "\n".join([box, *rows])


def _lines(cards: dict[str, Card]) -> list[str]:
    """From card to card; forward from right to left edge, back dashed, within a column beside it."""
    parts = []
    for card in cards.values():
        for target in card.targets:
            other = cards[target]
            y, to_y = card.y + 16, other.y + 16
            if other.x > card.x:
                x, to_x, bend, dash = card.x + WIDE, other.x, (other.x - card.x - WIDE) // 2, ""
            elif other.x < card.x:
                x, to_x, bend, dash = card.x, other.x + WIDE, -(card.x - other.x - WIDE) // 2, ' stroke-dasharray="4 3"'
            else:
                x, to_x, bend, dash = card.x, card.x, -26, "" if other.y > card.y else ' stroke-dasharray="4 3"'
            end = to_x - bend if other.x != card.x else to_x + bend
            parts.append(
                f'<path d="M{x} {y}C{x + bend} {y} {end} {to_y} {to_x} {to_y}" fill="none" stroke="{TEAL}" '
                f'stroke-opacity="0.35"{dash}/>'
            )
    return parts


def main() -> None:
    sys.path.insert(0, str(HERE))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.build")
    import django

    django.setup()
    PICTURE.write_text(draw(), encoding="utf-8")
    print(PICTURE.relative_to(HERE))


if __name__ == "__main__":
    main()
