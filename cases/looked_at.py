"""What the pages of a file are called for the people whom it is about (`ekc/looked_at.py`)."""

from django.utils.translation import gettext_lazy as _

from ekc.looked_at import Names

_CIRCLE = ("add", "edit", "glance", "person", "set_aside", "take_back", "merge", "merge_with", "merge_undo")
_MAIN = ("main_person", "main_person_add", "main_person_correct", "main_person_take_off")
_REFERRAL = ("referral_copy", "consent", "referrer", "referrer_organisation", "ask", "record_answer", "news_letter")
_DECIDING = ("triage_call", "start_screening", "decide", "let_wait", "advise_otherwise", "withdraw", "case_advice")
_EARLIER = ("earlier", "earlier_link", "earlier_undo", "earlier_set_aside", "merge_case")
_PREPARING = (
    *("preparation", "tick", "go_on", "wish_add", "wishes_share", "wish", "briefing", "help_add", "help"),
    *("information_visit", "start_activation", "introduce"),
)
_CHOOSING = (
    *("assign", "assign_to", "coordinator_request_to", "coordinator_requests_stop", "coordinator_request_stop"),
    *("coordinator_request", "coordinator_request_accept", "coordinator_request_decline"),
    *("decline", "hand_back", "hand_over", "hand_over_ask", "ask_for_successor"),
)
_ENDING = (
    *("reopen", "resume_preparation", "stop_afterwards", "finish_work", "end_in_activation"),
    *("plan_without_meeting", "register", "close"),
)
_READERS = ("account_invite", "account_invite_again", "account_withdraw", "successor", "access_stop", "access_back")
_REQUESTS = (
    *("privacy_of_case", "privacy_record", "privacy_request", "privacy_answer", "privacy_extend", "privacy_withdraw"),
    *("privacy_letter", "privacy_destroy", "taken_out", "statement_record", "statement_withdraw"),
    *("hold_file", "hold_lift"),
)
_INZAGE = ("inzage_check", "inzage_checked", "inzage_pdf", "inzage_data")


def _cases(*names: str) -> tuple[str, ...]:
    return tuple(f"cases:{name}" for name in names)


OF_A_FILE: Names = {
    _("het overzicht"): _cases("case"),
    _("wat er eerder in de zaak gebeurde"): _cases("history"),
    _("de aanmelding"): _cases(*_REFERRAL),
    _("het besluit over de aanmelding"): _cases(*_DECIDING, "offered"),
    _("of er al eerder een zaak was"): _cases(*_EARLIER),
    _("wie de conferentie betaalt"): _cases("funding"),
    _("in welke regio de zaak is"): _cases("transfer"),
    _("wie de Eigen Kracht-coördinator wordt"): _cases(*_CHOOSING),
    _("het contract van de coördinator"): _cases("contracts", "contract_edit", "contract_pdf"),
    _("de uren van de coördinator"): _cases("work", "work_add", "work_edit"),
    _("de hoofdpersonen"): _cases(*_MAIN, "circle_is_main_person"),
    _("de mensen in de kring"): _cases("circle", *(f"circle_{each}" for each in _CIRCLE)),
    _("het werkblad van de kring"): _cases("worksheet", "worksheet_area"),
    _("de vragen voor de conferentie"): _cases("question_add", "question_reword"),
    _("de gesprekken met mensen in de kring"): _cases("contacts", "contact_add", "contact_edit"),
    _("de voorbereiding"): _cases(*_PREPARING),
    _("wat de professional van plan was"): _cases("intended_plan"),
    _("de soort conferentie"): _cases("variant", "sides", "side_agreement", "responsibility", "group"),
    _("de veiligheid"): _cases("signal_add", "signal_decide", "ban_add", "ban_decide", "ban_lift"),
    _("het afronden van de zaak"): _cases(*_ENDING),
    _("een persoonlijke link"): _cases("link_new", "link_withdraw"),
    _("wie er mag meelezen"): _cases(*_READERS),
    _("de toestemmingen"): _cases(
        *("consents", "consent_give", "consent_withdraw", "consent_link", "consent_talk", "own_consents"),
        *("go_on_without", "takes_part_again"),
    ),
    _("een verzoek over gegevens"): _cases(*_REQUESTS),
    _("alles wat over iemand is bewaard"): _cases(*_INZAGE),
}
OF_MANY: Names = {
    _("een lijst met zaken"): _cases(
        *("my_cases", "my_referrals", "worklist", "today", "advices", "offers", "contact_quick")
    ),
    _("een lijst met verzoeken over gegevens"): _cases("privacy_requests"),
    _("een controle van wie er keek"): _cases("review", "review_answer"),
}
