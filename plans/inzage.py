"""What each table of plans and frames gives to a person who asks for inzage (`ekc/inzage.py`).

Private time is the family's own: of it nothing is written down but the plan, and the photos of the sheets on which the
family wrote go out to nobody.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ekc.inzage import Gives, Stands, Whom, nothing, of_family, of_person

from .models import (
    Agreement,
    BottomLine,
    BottomLineResult,
    ChangeProposal,
    Distribution,
    FlipSheet,
    FrameConcern,
    FrameGuest,
    FrameNotNeeded,
    FrameReading,
    HelpAnswer,
    LawArticle,
    OpenPoint,
    Plan,
    PlanMove,
    PlanTest,
    PlanVersion,
    ResidenceChange,
    SafetyFrame,
    TaskAnswer,
    TaskReport,
)

_OTHERS = "a name or contact data of somebody else"
_HOUSE = "how the house keeps and finds rows; it says nothing of anybody"
_LINK = ("spent_hashes", "link_to", "link_region", "withdrawn_at", "token_hash")


def _agreements(whom: Whom) -> Q | None:
    """Of a main person all of the plan; of somebody of the circle those that are theirs to do."""
    if whom.main is not None:
        return Q(version__plan__case=whom.case)
    return Q(version__plan__case=whom.case, people=whom.circle)


GIVEN = (
    Gives(
        SafetyFrame,
        _("Het veiligheidskader"),
        of_family(),
        (
            *("version", "state", "measure", "legal_basis", "concerns", "strengths", "pedagogical_view", "criteria"),
            *("possible_help", "communication_wishes", "change_reason", "submitted_at", "read_to_family_on"),
        ),
        on="submitted_at",
        leaves={_HOUSE: ("locked_at", "sheet")},
    ),
    Gives(
        FrameConcern,
        _("Wat er is gezien"),
        of_family("frame__case"),
        ("what", "when"),
        leaves={_OTHERS: ("by_whom",), _HOUSE: ("sort_order",)},
    ),
    Gives(
        BottomLine,
        _("Bodem-eisen"),
        of_family("frame__case"),
        ("text", "is_non_negotiable"),
        leaves={_HOUSE: ("sort_order",)},
    ),
    Gives(FrameReading, _("Het veiligheidskader gelezen"), of_person(), ("read_on",), on="read_on"),
    Gives(
        FrameNotNeeded,
        _("Geen veiligheidskader nodig"),
        of_family(),
        ("decided_at", "reason"),
        on="decided_at",
        leaves={_HOUSE: ("withdrawn_at",)},
    ),
    Gives(
        Plan,
        _("Het plan"),
        of_family(),
        (
            *("state", "life", "life_reason", "plan_agreed", "accepted_as_safe", "evaluation_agreed"),
            *("reconvening_agreed", "professional_help_requested", "sent_on"),
        ),
        on="sent_on",
        leaves={_HOUSE: ("persons_changing_residence", "enough_people_present")},
    ),
    Gives(
        PlanVersion,
        _("De tekst van het plan"),
        of_family("plan__case"),
        (
            *("number", "own_words", "contact_agreement", "review_date", "contingency", "professional_help"),
            *("change_reason", "established_at"),
        ),
        on="created_at",
        leaves={
            _OTHERS: ("monitor", "monitor_is_family", "convener", "contact_person", "reviewers", "changed_by"),
            _HOUSE: ("created_at",),
        },
    ),
    Gives(
        Agreement,
        _("Afspraken"),
        _agreements,
        (
            *(
                "kind",
                "help_code",
                "who",
                "what",
                "where_to",
                "when_or_how_often",
                "life_area",
                "restitution",
                "due_on",
            ),
            *("is_emergency", "state"),
        ),
        leaves={
            _OTHERS: ("amount", "payer", "agreed_by_absent"),
            _HOUSE: ("sort_order", "paid_from_pgb", "estimated_value"),
        },
    ),
    Gives(
        OpenPoint,
        _("Wat het plan open laat"),
        of_family("version__plan__case"),
        ("question", "reason", "at"),
        on="at",
        leaves={_HOUSE: ("key",)},
    ),
    Gives(
        HelpAnswer,
        _("Antwoord op een vraag om hulp"),
        of_family("agreement__version__plan__case"),
        ("answer", "answered_on", "how"),
        on="answered_on",
        leaves={_OTHERS: ("answered_by",)},
    ),
    Gives(
        ResidenceChange,
        _("Waar u gaat wonen"),
        of_person(circle=""),
        ("from_residence", "to_residence"),
        leaves={_OTHERS: ("person",)},
    ),
    Gives(
        PlanTest,
        _("De toets van het plan"),
        of_family("version__plan__case"),
        ("decided_at", "decision", "capacity", "motivation", "law_text", "unmet_lines", "question_to_family"),
        on="decided_at",
        leaves={_OTHERS: ("stands_in_for",)},
    ),
    Gives(BottomLineResult, _("De toets per bodem-eis"), of_family("test__version__plan__case"), ("met", "question")),
    Gives(TaskReport, _("Wat u zei dat gedaan is"), of_person(), ("at", "is_done"), on="at"),
    Gives(
        TaskAnswer,
        _("Uw ja of nee op een afspraak"),
        of_person(),
        ("at", "agrees", "why"),
        on="at",
        leaves={_OTHERS: ("who",)},
    ),
    Gives(
        ChangeProposal,
        _("Wat u anders wilt in het plan"),
        of_person(),
        ("at", "text", "settled_at", "outcome"),
        on="at",
        leaves={_OTHERS: ("who",), _HOUSE: ("settled_in_family",)},
    ),
    Gives(
        Distribution,
        _("Het plan dat u kreeg"),
        of_person(),
        ("sent_on", "channel"),
        on="sent_on",
        leaves={_OTHERS: ("recipient",), _HOUSE: _LINK},
    ),
    *nothing("photos of sheets that the family wrote in private time", FlipSheet),
    *nothing("of a professional who writes, signs or tests", FrameGuest),
    *nothing(
        "the law, and which rows belong to each other",
        *(
            LawArticle,
            PlanMove,
            Plan.placement_threatened.through,
            Agreement.people.through,
            Agreement.main_people.through,
            Agreement.questions.through,
            Agreement.bottom_lines.through,
        ),
    ),
)

STANDS = (
    Stands("frame", ("frame.view",), (SafetyFrame, FrameConcern, BottomLine, FrameReading, FrameNotNeeded)),
    Stands("plan", ("plan.outcome",), (Plan,)),
    Stands(
        "plan",
        ("plan.view",),
        (PlanVersion, Agreement, OpenPoint, HelpAnswer, ResidenceChange, PlanTest, BottomLineResult),
    ),
    # What one person of the family said of the plan: between them and the coordinator.
    Stands("plan", ("plan.view", "circle.view"), (TaskReport, TaskAnswer, ChangeProposal, Distribution)),
)
