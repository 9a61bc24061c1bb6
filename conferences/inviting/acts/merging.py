"""Two rows of the circle turn out to be one person: what hangs on the double moves along."""

from cases.models import CirclePerson
from conferences.models import Attendance, DayGuest, Invitation, Letter


def move_what_hangs_on(double: CirclePerson, keep: CirclePerson) -> None:
    """Invitations, questions for a day, attendance and letters of the double become those of who is kept.

    Where both were invited to the same meeting, or both were there, the row of the double stays with the double:
    it is history, and the database knows one of each per person.
    """
    invited = Invitation.objects.filter(person=keep).values("conference")
    Invitation.objects.filter(person=double).exclude(conference__in=invited).update(person=keep)
    asked = DayGuest.objects.filter(person=keep).values("poll")
    DayGuest.objects.filter(person=double).exclude(poll__in=asked).update(person=keep)
    present = Attendance.objects.filter(person=keep).values("conference")
    Attendance.objects.filter(person=double).exclude(conference__in=present).update(person=keep)
    Letter.objects.filter(person=double).update(person=keep)
