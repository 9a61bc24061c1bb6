"""The access matrix of domain.md 2, as data: who may create, read or update which kind of thing.

The matrix speaks of roles. Whether this person stands in that relation to this case is the business
of `for_user` in each app's `queries.py`, and whether the state allows the act that of its `rules.py`.
"""

from collections.abc import Mapping
from enum import StrEnum

from .codes import Role


class Subject(StrEnum):
    KEEPING = "keeping"
    REFERRAL = "referral"
    FRAME = "frame"
    CIRCLE = "circle"
    SAFETY = "safety"
    INTENDED_PLAN = "intended_plan"
    CONFERENCE = "conference"
    PLAN = "plan"
    PLAN_OUTCOME = "plan_outcome"
    SURVEY = "survey"
    OPEN_ANSWERS = "open_answers"
    QUESTIONNAIRES = "questionnaires"
    FOLLOWUP = "followup"
    CONTRACT = "contract"
    PROFILE = "profile"
    PROGRAMME = "programme"
    FIGURES = "figures"
    RESEARCH = "research"
    EDITIONS = "editions"
    UNPROTECTED_FIGURES = "unprotected_figures"
    PEOPLE = "people"
    LISTS = "lists"
    RETENTION = "retention"
    READ_LOG = "read_log"
    READ_REVIEW = "read_review"
    PRIVACY = "privacy"
    CONSENT = "consent"
    BREACHES = "breaches"
    DELIVERY = "delivery"
    LAW = "law"


CREATE, READ, UPDATE = "C", "R", "U"

MATRIX: Mapping[Subject, Mapping[Role, str]] = {
    # Looking after files: which there are, and to whom they go. Landelijk beheer has those that nobody else keeps
    # (`RegionQuerySet.kept_by`): it reads the aanmelding, decides what cannot wait, and hands the file over.
    Subject.KEEPING: {
        Role.REGIONAL_MANAGER: "RU",
        Role.NATIONAL: "RU",
    },
    Subject.REFERRAL: {
        Role.REGIONAL_MANAGER: "CRU",
        Role.COORDINATOR: "R",
        Role.PROFESSIONAL: "CR",
        Role.NATIONAL: "R",
    },
    Subject.FRAME: {
        Role.REGIONAL_MANAGER: "R",
        Role.COORDINATOR: "R",
        Role.PROFESSIONAL: "CRU",
    },
    # Circle, contacts and preparation notes. R-05: a professional never sees them.
    Subject.CIRCLE: {
        Role.REGIONAL_MANAGER: "R",
        Role.COORDINATOR: "CRU",
    },
    # Signals and contact bans: the coordinator records, and decides together with the regional manager.
    Subject.SAFETY: {
        Role.REGIONAL_MANAGER: "RU",
        Role.COORDINATOR: "CRU",
        Role.NATIONAL: "RU",
    },
    # What a professional would have decided without the conference (M-09): nobody else who works on the case.
    Subject.INTENDED_PLAN: {
        Role.PROFESSIONAL: "CRU",
        Role.RESEARCHER: "R",
        # Takes names out, before an onderzoeker reads it.
        Role.NATIONAL: "U",
    },
    Subject.CONFERENCE: {
        Role.REGIONAL_MANAGER: "R",
        Role.COORDINATOR: "CRU",
        Role.PROFESSIONAL: "R",
    },
    # The text of the plan: the regional manager reads it only on request of the family.
    Subject.PLAN: {
        Role.COORDINATOR: "CRU",
        Role.PROFESSIONAL: "R",
    },
    # That there is a plan, what became of the test, when it was sent: no agreement's text.
    Subject.PLAN_OUTCOME: {
        Role.REGIONAL_MANAGER: "R",
        Role.COORDINATOR: "CRU",
        Role.PROFESSIONAL: "RU",
    },
    # Handing out is the coordinator's; nobody in the case team reads an answer.
    Subject.SURVEY: {
        Role.COORDINATOR: "C",
        Role.RESEARCHER: "R",
    },
    # What people wrote: a data manager takes out names before anybody else reads it.
    Subject.OPEN_ANSWERS: {Role.NATIONAL: "RU", Role.RESEARCHER: "R"},
    # The questions themselves, their versions and languages.
    Subject.QUESTIONNAIRES: {Role.NATIONAL: "CRU"},
    Subject.FOLLOWUP: {
        Role.REGIONAL_MANAGER: "R",
        Role.COORDINATOR: "CRU",
    },
    Subject.CONTRACT: {
        Role.REGIONAL_MANAGER: "CRU",
        Role.COORDINATOR: "R",
    },
    # Profiles of coordinators; a coordinator's own.
    Subject.PROFILE: {
        Role.REGIONAL_MANAGER: "RU",
        Role.COORDINATOR: "RU",
        Role.NATIONAL: "CRU",
    },
    # What is paid by whom, and its totals: nothing about anybody.
    Subject.PROGRAMME: {
        Role.REGIONAL_MANAGER: "R",
        Role.FUNDER: "R",
        Role.NATIONAL: "CRU",
    },
    Subject.FIGURES: {
        Role.REGIONAL_MANAGER: "R",
        Role.RESEARCHER: "R",
        Role.NATIONAL: "R",
    },
    # Pseudonymised rows for a research project; landelijk beheer says which projects there are.
    Subject.RESEARCH: {
        Role.RESEARCHER: "R",
        Role.NATIONAL: "CRU",
    },
    # Yearbooks: who makes and writes them, and who approves, publishes and withdraws them. What is public and out, all
    # of these read.
    Subject.EDITIONS: {
        Role.REGIONAL_MANAGER: "R",
        Role.RESEARCHER: "CR",
        Role.NATIONAL: "CRU",
    },
    # Figures in which one family can be seen: only who opens the file of each of those families (docs/adr/0041).
    Subject.UNPROTECTED_FIGURES: {Role.REGIONAL_MANAGER: "R"},
    Subject.PEOPLE: {Role.NATIONAL: "CRU"},
    # What may be chosen: kinds of referrers, faith, background.
    Subject.LISTS: {Role.NATIONAL: "CRU"},
    # How long what is kept, and what is destroyed: always two people of landelijk beheer.
    Subject.RETENTION: {Role.NATIONAL: "CRU"},
    # What people ask about their own data, and the answer; landelijk beheer of the files that nobody else keeps.
    Subject.PRIVACY: {Role.REGIONAL_MANAGER: "CRU", Role.NATIONAL: "CRU"},
    # What a family said yes and no to: for whoever works with it, and who keeps its file.
    Subject.CONSENT: {Role.REGIONAL_MANAGER: "CRU", Role.COORDINATOR: "CRU", Role.NATIONAL: "CRU"},
    # What leaked, to whom, and who was told.
    Subject.BREACHES: {Role.NATIONAL: "CRU"},
    # Who read which file.
    Subject.READ_LOG: {Role.NATIONAL: "R"},
    # What is said of the readings that are drawn from it each month: of a region by who keeps it.
    Subject.READ_REVIEW: {Role.REGIONAL_MANAGER: "RU", Role.NATIONAL: "RU"},
    # The articles of law on which a plan can be refused.
    Subject.LAW: {Role.NATIONAL: "CRU", Role.PROFESSIONAL: "R"},
    Subject.DELIVERY: {Role.REGIONAL_MANAGER: "RU", Role.NATIONAL: "RU"},
}


def allows(role: str, subject: Subject, action: str) -> bool:
    """Say whether the role may at all do `action` ("C", "R" or "U") with this kind of thing."""
    return action in MATRIX[subject].get(Role(role), "")
