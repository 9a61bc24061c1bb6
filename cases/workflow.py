"""The allowed moves of a case as one table (domain.md 3.1). Every pair that is not here is refused."""

from django.utils.translation import gettext_lazy as _

from ekc.accounts.codes import Role
from ekc.workflow import Move, Workflow

from .codes import COORDINATOR_WRITES_STATES, UNTIL_HELD_STATES
from .codes import CaseState as S
from .codes import PrivacyRequestState as P
from .codes import RequestState as O

MANAGER = frozenset({Role.REGIONAL_MANAGER})
COORDINATOR = frozenset({Role.COORDINATOR})
BOTH = MANAGER | COORDINATOR
# And landelijk beheer, when it closes the account of a coordinator.
WHO_HANDS_BACK = BOTH | {Role.NATIONAL}
WHO_HANDS_OVER = MANAGER | {Role.NATIONAL}

MOVES: tuple[Move, ...] = (
    # The family answers; an aanmelding that is sent begins at "aangemeld" and passes no offer.
    Move(S.OFFERED, "decline_offer", S.OFFER_DECLINED, MANAGER),
    Move(S.OFFERED, "refer", S.REFERRED, MANAGER),
    Move(S.REFERRED, "start_screening", S.SCREENING, MANAGER),
    # Before a decision the regional manager looks; accepting at once is the same decision, faster.
    *(
        move
        for source in (S.REFERRED, S.SCREENING, S.ASKED, S.WAITING)
        for move in (
            Move(source, "assign", S.ASSIGNED, MANAGER),
            Move(source, "advise_otherwise", S.NOT_SUITABLE, MANAGER),
            Move(source, "withdraw", S.WITHDRAWN, MANAGER),
            # Handed back after the preparation began, and nobody goes on with it: that one counts.
            Move(source, "end_in_activation", S.ENDED_IN_ACTIVATION, MANAGER),
        )
    ),
    Move(S.REFERRED, "let_wait", S.WAITING, MANAGER),
    Move(S.SCREENING, "let_wait", S.WAITING, MANAGER),
    Move(S.ASKED, "let_wait", S.WAITING, MANAGER),
    # A question to the referrer, who answers by a link, or by telephone to the manager.
    Move(S.REFERRED, "ask_referrer", S.ASKED, MANAGER),
    Move(S.SCREENING, "ask_referrer", S.ASKED, MANAGER),
    Move(S.WAITING, "ask_referrer", S.ASKED, MANAGER),
    Move(S.ASKED, "receive_answer", S.SCREENING, MANAGER),
    # The first coordinator handed the case back (move 3); the manager looks for the next.
    Move(S.ASSIGNED, "hand_back", S.WAITING, WHO_HANDS_BACK),
    Move(S.ACTIVATION, "hand_back", S.WAITING, WHO_HANDS_BACK),
    # At any moment another coordinator goes on, and everything stays where it is, the day too.
    *(Move(source, "hand_over", source, WHO_HANDS_OVER) for source in sorted(COORDINATOR_WRITES_STATES)),
    *(
        Move(source, "ask_for_successor", source, COORDINATOR)
        for source in sorted(COORDINATOR_WRITES_STATES - {S.ASSIGNED, S.ACTIVATION})
    ),
    Move(S.ASSIGNED, "decline_after_information", S.DECLINED_AFTER_INFORMATION, BOTH),
    Move(S.ASSIGNED, "start_activation", S.ACTIVATION, COORDINATOR),
    Move(S.ASSIGNED, "end_in_activation", S.ENDED_IN_ACTIVATION, BOTH),
    Move(S.ACTIVATION, "end_in_activation", S.ENDED_IN_ACTIVATION, BOTH),
    # Also with a day planned already, and where the only meeting was broken off.
    *(
        Move(source, "plan_without_meeting", S.PLAN_WITHOUT_MEETING, BOTH)
        for source in (S.ACTIVATION, S.SCHEDULED, S.ADJOURNED)
    ),
    Move(S.ACTIVATION, "schedule", S.SCHEDULED, COORDINATOR),
    Move(S.SCHEDULED, "postpone", S.ACTIVATION, BOTH),
    # Whoever took a day away can give another one: the office too, where a day was planned before.
    Move(S.ACTIVATION, "schedule_again", S.SCHEDULED, MANAGER),
    # After a first meeting the case waits for its second again; the preparation is behind it.
    Move(S.SCHEDULED, "postpone_second", S.ADJOURNED, BOTH),
    Move(S.SCHEDULED, "end_in_activation", S.ENDED_IN_ACTIVATION, BOTH),
    Move(S.SCHEDULED, "start_conference", S.IN_CONFERENCE, BOTH),
    # The button of the day was pressed by mistake.
    Move(S.IN_CONFERENCE, "take_back_start", S.SCHEDULED, COORDINATOR),
    # A second meeting was agreed (move 10): the case waits for its new date.
    Move(S.IN_CONFERENCE, "adjourn", S.ADJOURNED, BOTH),
    Move(S.ADJOURNED, "schedule", S.SCHEDULED, BOTH),
    # After all there is no other meeting: the last one that took place was the end (domain.md 3.7).
    *(
        move
        for source in (S.ADJOURNED, S.SCHEDULED)
        for move in (
            Move(source, "conclude_with_plan", S.HELD_WITH_PLAN, BOTH),
            Move(source, "conclude_without_plan", S.HELD_WITHOUT_PLAN, BOTH),
            Move(source, "conclude_broken_off", S.BROKEN_OFF, BOTH),
        )
    ),
    Move(S.IN_CONFERENCE, "hold_with_plan", S.HELD_WITH_PLAN, BOTH),
    Move(S.IN_CONFERENCE, "hold_without_plan", S.HELD_WITHOUT_PLAN, BOTH),
    Move(S.IN_CONFERENCE, "break_off", S.BROKEN_OFF, BOTH),
    # The plan was not safe yet, and the family talks on: on the same day, or at another meeting.
    Move(S.HELD_WITH_PLAN, "resume_conference", S.IN_CONFERENCE, COORDINATOR),
    Move(S.HELD_WITH_PLAN, "meet_again", S.ADJOURNED, BOTH),
    Move(S.PLAN_WITHOUT_MEETING, "meet_again", S.ADJOURNED, BOTH),
    # The family finds another day after all, or it was written down wrong that there would be none.
    Move(S.HELD_WITHOUT_PLAN, "meet_again", S.ADJOURNED, BOTH),
    Move(S.BROKEN_OFF, "meet_again", S.ADJOURNED, BOTH),
    Move(S.PLAN_WITHOUT_MEETING, "meet_after_all", S.ACTIVATION, BOTH),
    # It was written down wrong, or it turned out otherwise: no plan after all, or one that was made at home.
    Move(S.HELD_WITH_PLAN, "no_plan_after_all", S.HELD_WITHOUT_PLAN, BOTH),
    Move(S.HELD_WITHOUT_PLAN, "plan_after_all", S.HELD_WITH_PLAN, BOTH),
    Move(S.HELD_WITH_PLAN, "send_plan", S.PLAN_SENT, COORDINATOR),
    Move(S.PLAN_WITHOUT_MEETING, "send_plan", S.PLAN_SENT, COORDINATOR),
    Move(S.PLAN_SENT, "record_one_month_call", S.ONE_MONTH_CALLED, BOTH),
    Move(S.HELD_WITHOUT_PLAN, "record_one_month_call", S.ONE_MONTH_CALLED, BOTH),
    Move(S.BROKEN_OFF, "record_one_month_call", S.ONE_MONTH_CALLED, BOTH),
    Move(S.ONE_MONTH_CALLED, "record_follow_up", S.FOLLOWED_UP, BOTH),
    # The family wants no calls any more, or goes on without us: nobody is pursued.
    *(
        Move(source, "stop_afterwards", S.STOPPED_AFTERWARDS, BOTH)
        for source in (
            S.HELD_WITH_PLAN,
            S.HELD_WITHOUT_PLAN,
            S.BROKEN_OFF,
            S.PLAN_WITHOUT_MEETING,
            S.PLAN_SENT,
            S.ONE_MONTH_CALLED,
        )
    ),
    # Nobody could be reached, or the programme ends the coordinator's work after one month (I-34).
    Move(S.ONE_MONTH_CALLED, "register", S.REGISTERED, MANAGER),
    Move(S.HELD_WITHOUT_PLAN, "register", S.REGISTERED, BOTH),
    Move(S.BROKEN_OFF, "register", S.REGISTERED, BOTH),
    Move(S.ENDED_IN_ACTIVATION, "register", S.REGISTERED, BOTH),
    Move(S.FOLLOWED_UP, "register", S.REGISTERED, BOTH),
    Move(S.STOPPED_AFTERWARDS, "register", S.REGISTERED, BOTH),
    Move(S.REOPENED, "register", S.REGISTERED, BOTH),
    Move(S.REGISTERED, "close", S.CLOSED, BOTH),
    # What was decided, registered or closed can be taken up again; the figures do not count it meanwhile.
    Move(S.REGISTERED, "reopen", S.REOPENED, BOTH),
    Move(S.CLOSED, "reopen", S.REOPENED, MANAGER),
    Move(S.OFFER_DECLINED, "reopen", S.OFFERED, MANAGER),
    *(
        Move(source, "reopen", S.SCREENING, MANAGER)
        for source in (S.NOT_SUITABLE, S.WITHDRAWN, S.DECLINED_AFTER_INFORMATION)
    ),
    # The family that stopped comes back to it.
    Move(S.ENDED_IN_ACTIVATION, "resume_preparation", S.ACTIVATION, BOTH),
    Move(S.REOPENED, "resume_preparation", S.ACTIVATION, BOTH),
)

WORKFLOW = Workflow(
    MOVES,
    states=S,
    thing=_("de zaak"),
    labels={
        "decline_offer": _("Aanbod niet aangenomen"),
        "refer": _("Aanmelden"),
        "start_screening": _("In behandeling nemen"),
        "assign": _("Aannemen en coördinator toewijzen"),
        "advise_otherwise": _("Anders adviseren"),
        "withdraw": _("Intrekken"),
        "let_wait": _("Laten wachten"),
        "ask_referrer": _("De aanmelder iets vragen"),
        "receive_answer": _("Antwoord van de aanmelder"),
        "hand_back": _("Zaak teruggeven"),
        "hand_over": _("Overdragen aan een andere coördinator"),
        "ask_for_successor": _("Vragen om een andere coördinator"),
        "decline_after_information": _("Afzien na uitleg"),
        "start_activation": _("Voorbereiding starten"),
        "end_in_activation": _("Stoppen in de voorbereiding"),
        "plan_without_meeting": _("Plan zonder bijeenkomst vastleggen"),
        "schedule": _("Conferentie plannen"),
        "postpone": _("Conferentie uitstellen"),
        "schedule_again": _("Na het uitstellen een nieuwe dag kiezen"),
        "postpone_second": _("Tweede bijeenkomst uitstellen"),
        "start_conference": _("Conferentie beginnen"),
        "take_back_start": _("De conferentie is toch niet begonnen"),
        "adjourn": _("Verdagen naar een tweede bijeenkomst"),
        "conclude_with_plan": _("Geen bijeenkomst meer: er is een plan"),
        "conclude_without_plan": _("Geen bijeenkomst meer: er is geen plan"),
        "conclude_broken_off": _("Geen bijeenkomst meer na het afbreken"),
        "break_off": _("Conferentie afbreken"),
        "no_plan_after_all": _("Er is toch geen plan"),
        "plan_after_all": _("Er is toch een plan"),
        "resume_conference": _("De conferentie gaat verder"),
        "meet_again": _("Er komt toch nog een bijeenkomst"),
        "meet_after_all": _("Er komt toch een bijeenkomst"),
        "hold_with_plan": _("Conferentie afronden met een plan"),
        "hold_without_plan": _("Conferentie afronden zonder plan"),
        "send_plan": _("Plan versturen"),
        "record_one_month_call": _("Gesprek na één maand vastleggen"),
        "record_follow_up": _("Navraag na drie maanden vastleggen"),
        "stop_afterwards": _("Nazorg stoppen"),
        "register": _("Registratie compleet maken"),
        "close": _("Zaak afsluiten"),
        "reopen": _("Heropenen"),
        "resume_preparation": _("De voorbereiding weer opnemen"),
    },
)

ASSIGNABLE_STATES = WORKFLOW.sources("assign")
"""A coordinator may be asked, and who was asked may still say yes."""
SCHEDULABLE_STATES = WORKFLOW.sources("schedule")
"""A day is what the case waits for."""
TAKES_UP_AGAIN = frozenset({"reopen", "resume_preparation"})
"""What had stopped goes on: the actions that do so."""
MAY_END_IN_ACTIVATION_STATES = WORKFLOW.sources("end_in_activation")
"""A preparation that may still turn out not to lead to a conference."""
CONCLUDABLE_STATES = WORKFLOW.sources("conclude_with_plan")
"""Another meeting may still come, or the family finds that it was enough."""
OUTCOME_CHANGES_STATES = WORKFLOW.sources("no_plan_after_all", "plan_after_all")
"""Whether there is a plan may still turn out otherwise."""
MEETS_AGAIN_STATES = WORKFLOW.sources("meet_again")
"""The meetings seem to be over, and another may still come."""
PLAN_TO_SEND_STATES = WORKFLOW.sources("send_plan")
"""There is a plan that not everybody has yet."""
FRAME_MATTERS_STATES = UNTIL_HELD_STATES | PLAN_TO_SEND_STATES
"""The veiligheidskader has to be written, or the plan is tested against it."""
HAND_BACK_STATES = WORKFLOW.sources("hand_back")
"""The case can wait for another coordinator."""
TO_BE_CALLED_STATES = WORKFLOW.sources("record_one_month_call", "record_follow_up")
"""One of the two calls is the next thing."""

FAMILY_STOPS = frozenset(
    {
        "decline_offer",
        "withdraw",
        "decline_after_information",
        "end_in_activation",
        "break_off",
        "conclude_without_plan",
        "stop_afterwards",
        "register",
        "close",
    }
)
"""The acts by which a family can stop, one for every state before closing; at the end what is left is writing it up."""
COORDINATOR_GONE = frozenset({"hand_back", "hand_over"})
"""The acts by which a coordinator does not go on; each keeps why."""
COORDINATOR_LEAVES = COORDINATOR_GONE | {"ask_for_successor"}
"""The acts by which somebody else goes on with a case."""

REQUEST_MOVES: tuple[Move, ...] = (
    Move(O.QUEUED, "ask", O.OPEN, MANAGER),
    Move(O.QUEUED, "stop", O.STOPPED, MANAGER),
    Move(O.OPEN, "accept", O.ACCEPTED, COORDINATOR),
    Move(O.OPEN, "decline", O.DECLINED, COORDINATOR),
    # The clock's own.
    Move(O.OPEN, "lapse", O.LAPSED, frozenset()),
    Move(O.OPEN, "stop", O.STOPPED, MANAGER),
)

REQUEST_WORKFLOW = Workflow(
    REQUEST_MOVES,
    states=O,
    thing=_("het aanbod"),
    labels={
        "ask": _("Vragen"),
        "stop": _("Aanbod intrekken"),
        "accept": _("Ja zeggen"),
        "decline": _("Nee zeggen"),
        "lapse": _("Aanbod laten vervallen"),
    },
)


WHO_ANSWERS = frozenset({Role.REGIONAL_MANAGER, Role.NATIONAL})
RIGHT_WORKFLOW = Workflow(
    (
        Move(P.OPEN, "extend", P.OPEN, WHO_ANSWERS),
        Move(P.OPEN, "grant", P.GRANTED, WHO_ANSWERS),
        Move(P.OPEN, "grant_partly", P.PARTLY, WHO_ANSWERS),
        Move(P.OPEN, "refuse", P.REFUSED, WHO_ANSWERS),
        Move(P.OPEN, "withdraw", P.WITHDRAWN, WHO_ANSWERS),
        # A destruction that was granted, until the night in which it is done.
        Move(P.GRANTED, "withdraw", P.WITHDRAWN, WHO_ANSWERS),
        Move(P.PARTLY, "withdraw", P.WITHDRAWN, WHO_ANSWERS),
    ),
    states=P,
    thing=_("het verzoek"),
    labels={
        "extend": _("Termijn verlengen"),
        "grant": _("Inwilligen"),
        "grant_partly": _("Deels inwilligen"),
        "refuse": _("Weigeren"),
        "withdraw": _("Intrekken"),
    },
)
