"""Columns with text that lie readable in the database, each with why. Whoever adds one chooses: sealed, or here."""

_CODE = "a code, state or number that the database counts and filters by"
_LINK = "the hash of a personal link, which opens nothing"
_ALREADY = "sealed in a way of its own, with a key per purpose (ekc/encryption.py)"
_HOUSE = "of the house and of nobody"
_STAFF = "who works here: an account, its name and address; people log in and are found by it"
_FOUND = "somebody is found by it in SQL: the same address or number is the same person"
_COUNTED = "counted in SQL, without a name beside it (docs/adr/0049)"
_MAIL = "a mail says nothing of a case, and a rule of the database sees to it that no link stays in it"
_DIGEST = "a digest, or which table it is of: it must be there when no key is (docs/adr/0058)"
_FIGURES = "figures that went through the gate; they are published"

# "table.column", or the whole table.
READABLE = {
    **dict.fromkeys(
        (
            *("auth_permission", "auth_group", "django_content_type", "accounts_region", "accounts_municipality"),
            *("accounts_organisation", "lists_listedcode", "retention_retentionclass", "cases_stepreckoning"),
            *("socialaccount_socialapp", "socialaccount_socialtoken"),
            *("cases_funder", "cases_fundingprogramme", "cases_subregion", "outbox_databaseplace"),
            *("plans_lawarticle", "surveys_questionnaire", "surveys_question", "reports_benchmark"),
            *("reports_importbatch", "reports_researchproject"),
        ),
        _HOUSE,
    ),
    **dict.fromkeys(
        (
            *("accounts_user", "account_emailaddress", "account_emailconfirmation", "cases_accountinvitation"),
            "socialaccount_socialaccount",
            *("cases_savedfilter", "audit_readline.user_name"),
        ),
        _STAFF,
    ),
    **dict.fromkeys(
        (
            *("django_session.session_data", "mfa_authenticator.data", "once_formnumber.sealed"),
            *("once_formnumber.way_back", "outbox_deliveredmail.sealed", "cases_intendedplan.sealed"),
            *("cases_referraldraft.sealed", "plans_flipsheet.sealed", "surveys_surveyinvitation.draft"),
            *("surveys_waitinganswer.sealed", "surveys_openanswer.sealed", "surveys_paperentry.sealed"),
        ),
        _ALREADY,
    ),
    **dict.fromkeys(
        (
            *("cases_referraldraft.link_to", "cases_referraldraft.token_hash", "cases_referrerquestion.link_to"),
            *("cases_referrerquestion.token_hash", "cases_referrernews.link_to", "cases_referrernews.token_hash"),
            *("cases_consentlink.link_to", "cases_consentlink.token_hash"),
            *("conferences_dayguest.link_to", "conferences_dayguest.token_hash", "conferences_invitation.link_to"),
            *("conferences_invitation.link_key", "conferences_invitation.token_hash", "plans_distribution.link_to"),
            *("plans_distribution.token_hash", "plans_frameguest.link_to", "plans_frameguest.token_hash"),
            *("plans_frameguest.signed_mark", "followup_followupguest.link_to", "followup_followupguest.token_hash"),
            *("surveys_surveyinvitation.link_to", "surveys_surveyinvitation.token_hash", "once_formnumber.content"),
            *("cases_addresscheck.text_key", "django_session.session_key"),
        ),
        _LINK,
    ),
    **dict.fromkeys(
        (
            *(
                "pghistory_context.metadata",
                "audit_readline.case_number",
                "audit_review",
                "audit_readline.what",
                "audit_readline.route",
            ),
            *(
                "outbox_duerow.purpose",
                "breaches_concerned.case_number",
                "outbox_duerow.object_type",
                "outbox_duerow.case_number",
            ),
            *(
                "outbox_duerow.last_error",
                "merging_merge.kind",
                "merging_merge.double_kind",
                "merging_merge.case_number",
            ),
            *(
                "retention_hold.case_number",
                "breaches_concerned.case_number",
                "retention_destructionentry",
                "retention_destructionproof",
            ),
            *("cases_case.number", "cases_case.external_id", "cases_case.referrer_type", "cases_case.next_step"),
            *("cases_casemove.action", "cases_casemove.role", "cases_casemove.reason_code", "cases_coordinator.faith"),
            *("cases_mainpersonchange.role", "cases_variantchange.role", "cases_checklistitem.code"),
            *("cases_mainperson.language", "cases_circleperson.language", "conferences_conference.after_all"),
            *("conferences_conference.interpreter_language", "conferences_conferencemove.action"),
            *("plans_safetyframe.sheet", "plans_planmove.action", "plans_openpoint.key", "surveys_openanswer.code"),
            *("surveys_openanswer.quarter", "surveys_waitinganswer.quarter", "surveys_surveyinvitation.number"),
            *("cases_mainperson.municipality", "cases_circleperson.municipality", "reports_keptcell"),
            *("cases_mainperson.place", "cases_circleperson.place"),
            *("reports_keptcount", "reports_stalecount", "reports_download.selection", "reports_download.filename"),
            "reports_download.error",
            *("cases_inzageverdict", "cases_privacyrequest.checked_key"),
            *("cases_ownstatement.table", "cases_ownstatement.column"),
        ),
        _CODE,
    ),
    **dict.fromkeys(
        (
            *("cases_referrer.phone", "cases_referrer.email", "cases_mainperson.phone", "cases_mainperson.email"),
            *("cases_circleperson.phone", "cases_circleperson.email", "plans_frameguest.email"),
            *("surveys_surveyinvitation.email", "conferences_conference.venue_phone"),
            "conferences_conference.interpreter_phone",
        ),
        _FOUND,
    ),
    **dict.fromkeys(
        ("cases_circleperson.name", "cases_circleperson.name_key", "conferences_suggestion.name"),
        "the circle is sorted and found by name in SQL (docs/adr/0018); a name alone is no special category",
    ),
    "cases_party.name": "sides are sorted by name in SQL; what they are about is sealed",
    "cases_referrer.organisation_name": "the name of an organisation, found and made one by the house",
    "conferences_attendance.name": "who was there is counted once in SQL, by name where that is all there is",
    **dict.fromkeys(("audit_seal", "audit_sealedupto", "audit_forgotten"), _DIGEST),
    "outbox_message.request_number": _HOUSE,
    **dict.fromkeys(("surveys_response",), _COUNTED),
    **dict.fromkeys(
        (
            *("outbox_message.key", "outbox_message.to", "outbox_message.subject", "outbox_message.body"),
            *("outbox_message.case_number", "outbox_message.last_error", "outbox_message.about_kind"),
            *("outbox_message.page", "outbox_deliveredmail.message_id", "outbox_deliveredmail.to"),
            "outbox_deliveredmail.subject",
        ),
        _MAIL,
    ),
    **dict.fromkeys(("reports_edition", "reports_editionsentence", "reports_editionfile"), _FIGURES),
    "reports_download.content": "rows that the gate let through, or registrations without names; gone after its term",
}
