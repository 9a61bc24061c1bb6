"""The circle of a family as a drawing: rings by closeness, shape and colour by side of the family."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import FamilySide
from cases.models import Case, CirclePerson, MainPerson

SIZE, MIDDLE = 440, 220
RADII: Mapping[int, int] = {1: 84, 2: 140, 3: 196}
SHAPE = 17
# Mother's side stands on the left, father's on the right, the others between them.
SIDE_ORDER = (FamilySide.MOTHER.value, FamilySide.BOTH.value, "", FamilySide.FATHER.value)
SHAPES: Mapping[str, tuple[str, str | Promise]] = {
    FamilySide.MOTHER.value: ("circle", gettext_lazy("kant van moeder")),
    FamilySide.FATHER.value: ("square", gettext_lazy("kant van vader")),
    FamilySide.BOTH.value: ("diamond", gettext_lazy("beide of geen van beide")),
    "": ("diamond", gettext_lazy("kant niet bekend")),
}


def circle_drawing(case: Case, main_persons: Iterable[MainPerson], people: Sequence[CirclePerson]) -> SafeString:
    """Draw everybody who takes part around the main persons. The list beside it says the same in words."""
    rings = {closeness: [each for each in people if each.closeness == closeness] for closeness in RADII}
    labels = short_labels(people)
    drawn = [
        _person(case, person, labels[person.pk], *_place(index, len(ring), RADII[closeness]))
        for closeness, ring in rings.items()
        for index, person in enumerate(sorted(ring, key=lambda each: SIDE_ORDER.index(each.side)))
    ]
    told = _("%(first)d heel dichtbij, %(second)d dichtbij, %(third)d verder weg.") % {
        "first": len(rings[1]),
        "second": len(rings[2]),
        "third": len(rings[3]),
    }
    return format_html(
        '<svg class="circle-drawing" viewBox="0 0 {} {}" role="group" aria-labelledby="kring-titel kring-uitleg">'
        '<title id="kring-titel">{}</title><desc id="kring-uitleg">{}</desc>{}{}{}</svg>',
        *(SIZE, SIZE, _("Tekening van de kring"), told),
        format_html_join("", '<circle class="ring" cx="{0}" cy="{0}" r="{1}"/>', [(MIDDLE, r) for r in RADII.values()]),
        _centre(main_persons),
        mark_safe("".join(drawn)),
    )


def initials(name: str) -> str:
    """At most two letters: "Oma Toos" becomes "OT"."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalnum()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0].upper() for word in chosen)


def short_labels(people: Sequence[CirclePerson]) -> dict[int, str]:
    """Initials where they are of one person only; else the beginning of the first name, with a number at need."""
    labels: dict[int, str] = {}
    for make in (initials, _beginning):
        proposed = {person.pk: make(person.name) for person in people if person.pk not in labels}
        counted = Counter([*proposed.values(), *labels.values()])
        labels |= {pk: label for pk, label in proposed.items() if counted[label] == 1}
    taken = Counter(labels.values())
    for person in people:
        if person.pk not in labels:
            start = _beginning(person.name)[:2]
            taken[start] += 1
            labels[person.pk] = f"{start}{taken[start]}"
    return labels


def _beginning(name: str) -> str:
    letters = "".join(letter for letter in name if letter.isalnum())
    return letters[:1].upper() + letters[1:3].lower()


def _place(index: int, count: int, radius: int) -> tuple[float, float]:
    """Clockwise from below: left first, then above, then right."""
    angle = math.pi / 2 + 2 * math.pi * (index + 0.5) / count
    return MIDDLE + radius * math.cos(angle), MIDDLE + radius * math.sin(angle)


def _centre(main_persons: Iterable[MainPerson]) -> SafeString:
    letters = " ".join(initials(person.name)[:1] for person in main_persons if person.name)
    return format_html(
        '<circle class="centre" cx="{0}" cy="{0}" r="38"/>'
        '<text class="centre-text" x="{0}" y="{0}" dy="0.35em" text-anchor="middle">{1}</text>',
        *(MIDDLE, letters[:7]),
    )


def _person(case: Case, person: CirclePerson, label: str, x: float, y: float) -> SafeString:
    """The shape is a link to the page of this person."""
    shape, side = SHAPES[person.side]
    return format_html(
        '<a href="{}" class="person is-{}"><title>{}, {}</title>{}'
        '<text x="{}" y="{}" dy="0.35em" text-anchor="middle">{}</text></a>',
        *(
            reverse("cases:circle_person", args=[case.number, person.pk]),
            shape,
            person.name,
            side,
            _shape(shape, x, y),
            f"{x:.1f}",
            f"{y:.1f}",
            label,
        ),
    )


def _shape(shape: str, x: float, y: float) -> SafeString:
    if shape == "circle":
        return format_html('<circle cx="{}" cy="{}" r="{}"/>', f"{x:.1f}", f"{y:.1f}", SHAPE)
    if shape == "square":
        half = SHAPE - 1.5
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            *(f"{x - half:.1f}", f"{y - half:.1f}", 2 * half, 2 * half),
        )
    reach = SHAPE + 4
    points = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    return format_html('<polygon points="{}"/>', " ".join(f"{a:.1f},{b:.1f}" for a, b in points))
