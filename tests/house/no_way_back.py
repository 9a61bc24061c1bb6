"""Acts behind one button that offer no "Ongedaan maken", and why that is right."""

NO_WAY_BACK = {
    "cases:tick": "the same button takes it back",
    "plans:law_retire": "the same button takes it back",
    "cases:account_invite_again": "a mail is sent",
    "cases:news_letter": "makes a letter",
    "cases:link_new": "the old link is gone by design; another new one",
    "cases:link_withdraw": "a link must die at once; a new one",
    **dict.fromkeys(
        ("cases:account_withdraw", "accounts:person_withdraw_invitation"), "inviting again; a link dies at once"
    ),
    "followup:second_conference": "begins an aanmelding, which can be thrown away there",
    "followup:review": "gives a contract, which ends when the meeting is written down",
    "followup:plan": "plans what the case waits for",
    "cases:start_screening": "asks on a page of its own, which is what a GET shows",
    "cases:coordinator_request_accept": "handing back, with a reason",
    **dict.fromkeys(
        ("cases:coordinator_requests_stop", "cases:coordinator_request_stop"), "they are asked again, by mail"
    ),
    "cases:profile_import_confirm": "shown row by row before; each profile keeps its history",
    "conferences:day_link": "the new link is shown, the old one is gone by design",
    "conferences:suggestion_add": "setting aside, with a reason",
    "plans:frame_submit": "people are told by mail at once; a next version, with a reason",
    "plans:frame_needed": "people are told by mail at once; the form that says it is not needed",
    "plans:frame_release": "a link must die at once; asking again",
    "plans:start": "makes an empty plan, as opening the page does",
    "plans:revise": "makes a version beside the old one; presenting it again",
    "outbox:retry_row": "done at once by the worker",
    "accounts:person_reactivate": "closing the account, which asks first",
    **dict.fromkeys(("conferences:nudge", "outbox:retry_mail", "accounts:person_invite"), "a mail is sent"),
    **dict.fromkeys(("reports:request_file", "reports:edition_file"), "makes a file"),
    **dict.fromkeys(("reports:edition_approve", "reports:edition_send_back"), "each takes the other back"),
    "reports:edition_publish": "others read it at once; withdrawing, with a reason",
    "cases:hold_lift": "holding it again, with a reason",
    "cases:privacy_destroy": "another rejects the list, with a reason",
    "cases:inzage_checked": "deciding otherwise about one text",
    "breaches:bring": "each can be taken off the list",
    "breaches:drop": "adding them again",
    "retention:lift": "holding it again, with a reason",
    "retention:make": "another rejects the list, with a reason",
    "cases:change_filter": "deleting has one (tested below); the rest is chosen again",
    "undo": "is the way back",
}
