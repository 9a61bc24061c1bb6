"""What the circle asks for "klaar voor de dag": the question is known, everybody is approached, the children heard."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.casepage.checklist import Point, some_names
from cases.models import Case
from cases.queries import current_questions, main_persons_in

from .reads.growth import approached


def question_is_shared(case: Case) -> Point:
    missing = "" if current_questions(case).exists() else _("Er is nog geen vraag opgeschreven.")
    url = reverse("cases:question_add", args=[case.number]) if missing else ""
    return Point("vraag", _("Iedereen kent de vraag"), missing, url, is_ticked=True)


def everybody_is_approached(case: Case) -> Point:
    people = [person for person in case.circle.all() if person.takes_part]
    spoken_to = approached(case, people)
    names = [person.name for person in people if person.pk not in spoken_to and not person.other_way_code]
    missing = _("Nog niet benaderd: %(names)s.") % {"names": some_names(names)} if names else ""
    if not case.circle.exists():
        missing = _("Er staat nog niemand in de kring.")
    return Point("benaderd", _("Iedereen is benaderd"), missing, reverse("cases:circle", args=[case.number]))


def children_are_prepared(case: Case) -> Point | None:
    children = [person for person in main_persons_in(case) if person.is_minor and not person.unborn]
    if not children:
        return None
    unheard = [str(child) for child in children if child.waits_to_be_heard]
    alone = [str(child) for child in children if not child.support_person]
    missing = " ".join(
        filter(
            None,
            [
                _("Eigen wens nog niet gevraagd: %(names)s.") % {"names": some_names(unheard)} if unheard else "",
                _("Nog geen steunpersoon: %(names)s.") % {"names": some_names(alone)} if alone else "",
            ],
        )
    )
    first = next((child for child in children if str(child) in {*unheard, *alone}), children[0])
    url = reverse("cases:main_person", args=[case.number, first.pk])
    return Point("kinderen", _("De kinderen zijn voorbereid"), missing, url)
