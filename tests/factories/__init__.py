"""The smallest valid object of each kind, for every test. Situations have the names of the field.

Nothing here goes round the database: what a factory makes, a constraint has accepted.
"""

from .cases import (
    HELD_STATES,
    WITH_COORDINATOR_STATES,
    make_ban,
    make_case,
    make_circle_person,
    make_contact,
    make_contract,
    make_likely,
    make_main_person,
    make_preference,
    make_question,
    make_signal,
    ready_for_the_day,
)
from .meetings import (
    make_agreement,
    make_attendance,
    make_conference,
    make_frame,
    make_invitation,
    make_plan,
    make_survey_invitation,
)
from .people import (
    OTHER_REGION,
    OWN_REGION,
    PASSWORD,
    make_coordinator,
    make_funder,
    make_organisation,
    make_programme,
    make_region,
    make_request,
    make_user,
)

__all__ = [
    "HELD_STATES",
    "OTHER_REGION",
    "OWN_REGION",
    "PASSWORD",
    "WITH_COORDINATOR_STATES",
    "make_agreement",
    "make_attendance",
    "make_ban",
    "make_case",
    "make_circle_person",
    "make_conference",
    "make_contact",
    "make_contract",
    "make_coordinator",
    "make_frame",
    "make_funder",
    "make_invitation",
    "make_likely",
    "make_main_person",
    "make_request",
    "make_organisation",
    "make_plan",
    "make_preference",
    "make_programme",
    "make_question",
    "make_region",
    "make_signal",
    "make_survey_invitation",
    "make_user",
    "ready_for_the_day",
]
