"""Who applies is a referrer, and a coordinator is asked: "offer" is of a conference to a family. Nothing else changes."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0011_kept_next_step"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *(
            pgtrigger.migrations.RemoveTrigger(model_name=model, name=name)
            for model, names in (
                ("coordinatoroffer", ("insert_insert", "update_update", "marks_next_step")),
                ("applicantquestion", ("insert_insert", "update_update")),
            )
            for name in names
        ),
        *(
            migrations.RemoveConstraint(model_name=model, name=name)
            for model, names in (
                (
                    "coordinatoroffer",
                    (
                        "offer_state_known",
                        "one_open_offer_per_case",
                        "one_live_offer_per_coordinator",
                        "offer_open_has_a_term",
                        "offer_ended_has_a_moment",
                        "offer_declined_says_why",
                    ),
                ),
                (
                    "applicantquestion",
                    (
                        "applicant_question_has_text",
                        "applicant_answer_whole_and_link_used",
                        "applicant_question_one_open_link",
                    ),
                ),
            )
            for name in names
        ),
        migrations.RenameModel("CoordinatorOffer", "CoordinatorRequest"),
        migrations.RenameModel("CoordinatorOfferEvent", "CoordinatorRequestEvent"),
        migrations.RenameModel("ApplicantQuestion", "ReferrerQuestion"),
        migrations.RenameModel("ApplicantQuestionEvent", "ReferrerQuestionEvent"),
        *(
            migrations.RenameField(model, old, new)
            for model in ("coordinatorrequest", "coordinatorrequestevent")
            for old, new in (("offered_by", "asked_by"), ("offered_at", "asked_at"))
        ),
    ]
