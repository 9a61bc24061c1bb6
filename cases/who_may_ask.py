"""Who may ask about the data of whom, and who consents for whom, by age on that day (R1, R3; docs/adr/0051, 0062).
Sentences, no page.

Under 12: parents with authority or a guardian. 12 to 15: the young person, and the parents or guardian, who then tell
what the young person thinks. From 16: nobody but the person, unless a judge named a curator or mentor. Whoever has a
signed paper of somebody who may ask, may ask for them.
"""

from django.utils.translation import gettext as _

from cases.codes import AskedAs

OWN_FROM = 12
"""From this age a young person asks alone."""
ALONE_FROM = 16
"""From this age nobody else asks with authority over them."""
FOR_A_CHILD = frozenset({AskedAs.PARENT, AskedAs.GUARDIAN})
"""Who asks by authority over somebody who is under age."""


def why_no_say(said_as: str, age: int) -> str:
    """Why somebody may not give or withdraw consent for somebody of this age; empty where they may."""
    if not why_not(said_as, age):
        return ""
    if said_as == AskedAs.SELF:
        return _("Een kind jonger dan 12 beslist dit niet zelf. Een ouder met gezag of de voogd beslist.")
    if said_as in FOR_A_CHILD:
        return _("Vanaf 16 jaar beslist iemand dit zelf. Een ouder of voogd heeft daarvoor een machtiging nodig.")
    return _("Voor wie jonger is dan 16 beslist een ouder met gezag of de voogd, geen curator of mentor.")


def why_not(asked_as: str, age: int) -> str:
    """Why this asker may not ask for somebody of this age, and who may; empty where they may."""
    if asked_as == AskedAs.SELF and age < OWN_FROM:
        return _("Een kind jonger dan 12 vraagt dit niet zelf. Een ouder met gezag of de voogd kan het vragen.")
    if asked_as in FOR_A_CHILD and age >= ALONE_FROM:
        return _("Vanaf 16 jaar vraagt iemand dit zelf. Een ouder of voogd heeft daarvoor een machtiging nodig.")
    if asked_as == AskedAs.REPRESENTATIVE and age < ALONE_FROM:
        return _("Voor wie jonger is dan 16 vraagt een ouder met gezag of de voogd dit, geen curator of mentor.")
    return ""


def needs_paper(asked_as: str) -> bool:
    """Whether a paper must have been seen: of authority, of the judge, or a signed one of the person."""
    return asked_as != AskedAs.SELF


def needs_child_view(asked_as: str, age: int) -> bool:
    """Whether the young person must be heard before their file goes to somebody else."""
    return asked_as != AskedAs.SELF and OWN_FROM <= age < ALONE_FROM


def who_may(age: int) -> str:
    """Who may ask for somebody of this age, in one sentence, for the page."""
    if age < OWN_FROM:
        return _("Voor een kind jonger dan 12 vragen de ouders met gezag of de voogd.")
    if age < ALONE_FROM:
        return _("Een jongere van 12 tot en met 15 vraagt zelf; ook ouders met gezag of de voogd kunnen vragen.")
    return _("Vanaf 16 jaar vraagt iemand zelf, of een curator of mentor.")


def who_decides(age: int) -> str:
    """Who gives and withdraws consent for somebody of this age, in one sentence, for the page."""
    if age < OWN_FROM:
        return _("Voor een kind jonger dan 12 beslissen de ouders met gezag of de voogd.")
    if age < ALONE_FROM:
        return _("Van 12 tot en met 15 jaar beslissen de jongere zelf en de ouders met gezag of de voogd, allebei.")
    return _("Vanaf 16 jaar beslist iemand zelf, of een curator of mentor.")
