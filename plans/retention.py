"""What becomes of each table of frames and plans when the term of a file is over (`ekc/retention`)."""

from ekc.retention.codes import Fate, Kept
from ekc.retention.register import Place, destroyed, kept

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

_FIGURES = "the printed tables and the rows for research count it"
_MADE_GOOD = "what makes it good again is counted, in the version that holds"

PLACES = (
    Place(
        Plan,
        Kept.PLANS,
        Fate.ANONYMISED,
        "case",
        keeps={
            _FIGURES: (
                *("case", "state", "plan_agreed", "accepted_as_safe", "evaluation_agreed", "reconvening_agreed"),
                *("professional_help_requested", "persons_changing_residence", "enough_people_present", "sent_on"),
                "life",
            )
        },
        blanks=("life_reason",),
    ),
    Place(
        PlanVersion,
        Kept.PLANS,
        Fate.ANONYMISED,
        "plan",
        keeps={_FIGURES: ("plan", "number", "created_at", "established_at", "review_date", "monitor_is_family")},
        blanks=(
            *("own_words", "monitor", "convener", "contact_person", "contact_agreement"),
            *("reviewers", "contingency", "professional_help", "changed_by", "change_reason"),
        ),
    ),
    Place(
        Agreement,
        Kept.PLANS,
        Fate.ANONYMISED,
        "version",
        keeps={
            _FIGURES: ("version", "sort_order", "kind", "help_code", "life_area", "is_emergency", "estimated_value"),
            _MADE_GOOD: ("restitution", "amount", "state"),
        },
        blanks=(
            *("who", "what", "where_to", "when_or_how_often", "payer", "due_on", "paid_from_pgb", "agreed_by_absent"),
        ),
    ),
    *(
        destroyed(through, Kept.PLANS, "agreement")
        for through in (
            Agreement.people.through,
            Agreement.main_people.through,
            Agreement.questions.through,
            Agreement.bottom_lines.through,
        )
    ),
    Place(
        Plan.placement_threatened.through,
        Kept.PLANS,
        Fate.ANONYMISED,
        "plan",
        keeps={_FIGURES: ("plan", "mainperson")},
    ),
    Place(
        ResidenceChange,
        Kept.PLANS,
        Fate.ANONYMISED,
        "version",
        keeps={_FIGURES: ("version", "main_person", "from_residence", "to_residence")},
        blanks=("person",),
    ),
    Place(
        HelpAnswer,
        Kept.PLANS,
        Fate.ANONYMISED,
        "agreement",
        keeps={_FIGURES: ("agreement", "answer", "answered_on")},
        blanks=("answered_by", "how"),
    ),
    destroyed(PlanMove, Kept.HISTORY, "plan"),
    destroyed(PlanTest, Kept.PLANS, "version"),
    destroyed(BottomLineResult, Kept.PLANS, "test"),
    destroyed(OpenPoint, Kept.PLANS, "version"),
    destroyed(Distribution, Kept.PLANS, "version"),
    destroyed(TaskReport, Kept.PLANS, "agreement"),
    destroyed(TaskAnswer, Kept.PLANS, "agreement"),
    destroyed(ChangeProposal, Kept.PLANS, "case"),
    destroyed(FlipSheet, Kept.UPLOADS, "plan"),
    destroyed(SafetyFrame, Kept.FRAMES, "case"),
    destroyed(FrameNotNeeded, Kept.FRAMES, "case"),
    destroyed(FrameGuest, Kept.FRAMES, "case"),
    destroyed(BottomLine, Kept.FRAMES, "frame"),
    destroyed(FrameConcern, Kept.FRAMES, "frame"),
    destroyed(FrameReading, Kept.FRAMES, "frame"),
    kept(LawArticle, "of the law, and of nobody", "name", "name_key", "text", "in_plain_words", "is_retired"),
)
