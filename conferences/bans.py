"""Contact bans where people are invited: the one place in which inviting asks about them (domain.md 3.3, safety)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cases.models import CirclePerson, MainPerson
from ekc.refusal import Refusal

from .models import Conference


def check_bans(
    conference: Conference, *, person: CirclePerson | None = None, main_person: MainPerson | None = None
) -> None:
    """Refuse to bring two people under a contact ban together: Refusal names them both."""
    if person is None:
        return
    banned = person.contact_ban_with.filter(pk__in=_invited(conference)).first()
    if banned is not None:
        raise Refusal(
            _(
                "Tussen %(name)s en %(other)s geldt een contactverbod. Overleg eerst met de regiomanager "
                "op welke andere manier een van beiden kan meedoen."
            )
            % {"name": person.name, "other": banned.name}
        )


def pairs_under_a_ban(people: Iterable[CirclePerson | MainPerson]) -> list[tuple[CirclePerson, CirclePerson]]:
    """Each two of `people` who may not meet, once. One query."""
    known = {person.pk: person for person in people if isinstance(person, CirclePerson)}
    rows = CirclePerson.contact_ban_with.through.objects.filter(
        from_circleperson__in=known, to_circleperson__in=known
    ).values_list("from_circleperson", "to_circleperson")
    return [(known[one], known[other]) for one, other in rows if one < other]


def _invited(conference: Conference) -> list[int]:
    """The circle persons who are invited and still take part."""
    rows = conference.invitations.filter(person__excluded_by="", person__merged_into=None)
    return list(rows.values_list("person_id", flat=True))
