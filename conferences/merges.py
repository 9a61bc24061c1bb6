"""What becomes of invitations, seats and presence when two rows of the circle, or two cases, turn out to be one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import PROFESSIONAL_POSITIONS, Position
from cases.merges import MAIN
from cases.models import CirclePerson, MainPerson
from ekc import dutch
from ekc.merging.hangings import Hanging, How
from ekc.refusal import Refusal

from .codes import InvitationAnswer
from .models import Attendance, Conference, DayGuest, DayPoll, Invitation, Letter, Suggestion

_WORKED_ON = gettext_lazy(
    "In de dubbele zaak is al een dag met de familie gezocht. Voeg de zaken andersom samen, of sluit de ene eerst af."
)
PRIVATE_TIME_IS_OF_THE_FAMILY = gettext_lazy(
    "Een van beiden was bij de besloten tijd, en een van beiden is professional of coördinator. Dat kan niet dezelfde "
    "persoon zijn. Verbeter eerst wie erbij was, of wie dit is."
)
_OF_ANSWER = ("diet", "transport", "child_care", "interpreter", "needs", "fear")
_OF_INVITING = ("sent_at", "told_start", "told_place", "reminded_at", "asked", "from_clock", "until_clock")


def _invited(row: Invitation) -> str:
    """The answer, with all that was said with it."""
    asked = [row.diet, row.transport, row.child_care, row.interpreter, row.needs, row.fear, row.absent_reason]
    return ", ".join(filter(None, [str(row.get_answer_display()), *asked]))


def _was_there(row: Attendance) -> str:
    return str(row.position_word)


def _may_come(row: DayGuest) -> str:
    answers = row.answers.select_related("option").order_by("option__start")
    said = [f"{dutch.long_date(each.option.day)}: {each.get_answer_display()}" for each in answers]
    return "; ".join([*said, *filter(None, [row.note])]) or _("geen antwoord")


def _sent_a_letter(row: Letter) -> str:
    read_by = _("voorgelezen door %(name)s") % {"name": row.read_by} if row.read_by else ""
    return ", ".join(filter(None, [str(row.get_kind_display()), str(row.get_part_display()), read_by]))


def _was_there_as_main_person(row: Attendance, main_person: MainPerson) -> None:
    row.position = Position.MINOR_MAIN_PERSON if main_person.is_minor else Position.ADULT_MAIN_PERSON
    row.minors = int(main_person.is_minor)


OF_A_PERSON = [
    Hanging(
        Invitation,
        "person",
        title=gettext_lazy("uitnodigingen"),
        told=_invited,
        says_nothing=lambda row: row.answer == InvitationAnswer.OPEN,
        fills=(*_OF_ANSWER, *_OF_INVITING),
        across=MAIN,
    ),
    Hanging(
        Attendance,
        "person",
        title=gettext_lazy("keren erbij"),
        told=_was_there,
        impossible=PRIVATE_TIME_IS_OF_THE_FAMILY,
        fills=("minors",),
        either=("in_information", "in_private_time", "in_presentation"),
        across=MAIN,
        crosses=_was_there_as_main_person,
    ),
    Hanging(
        DayGuest,
        "person",
        title=gettext_lazy("vragen naar een dag"),
        told=_may_come,
        says_nothing=lambda row: row.answered_at is None,
        fills=("note", "sent_at"),
        across=MAIN,
    ),
    Hanging(Letter, "person", title=gettext_lazy("brieven"), told=_sent_a_letter, fills=("read_by",), across=MAIN),
    Hanging(Suggestion, "person", title=gettext_lazy("keren genoemd door een genodigde")),
]
OF_A_CASE = [Hanging(model, "case", how=How.REFUSES, why=_WORKED_ON) for model in (Conference, DayPoll)]


def refuse_professional_in_private_time(keep: CirclePerson) -> None:
    """R-04 holds for who is kept too. Raises Refusal."""
    works = keep.position in PROFESSIONAL_POSITIONS or keep.memberships.filter(party__is_professional=True).exists()
    if works and keep.attendances.filter(in_private_time=True).exists():
        raise Refusal(str(PRIVATE_TIME_IS_OF_THE_FAMILY))
