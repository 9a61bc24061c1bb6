"""Text about a family lies sealed from here on (docs/adr/0052)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from ekc.sealed.in_migrations import SealColumns


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0021_decisions_name_their_lines"),
    ]
    operations = [
        SealColumns(
            {
                "agreement": (
                    "payer",
                    "what",
                    "when_or_how_often",
                    "where_to",
                    "who",
                ),
                "bottomline": ("text",),
                "bottomlineresult": ("question",),
                "changeproposal": (
                    "outcome",
                    "text",
                    "who",
                ),
                "distribution": ("recipient",),
                "frameconcern": (
                    "by_whom",
                    "what",
                    "when",
                ),
                "frameguest": (
                    "about",
                    "full_name",
                    "function",
                    "organisation",
                    "remark",
                ),
                "framenotneeded": ("reason",),
                "helpanswer": (
                    "answered_by",
                    "how",
                ),
                "openpoint": (
                    "question",
                    "reason",
                ),
                "plan": ("life_reason",),
                "planmove": ("reason",),
                "plantest": (
                    "capacity",
                    "law_text",
                    "motivation",
                    "question_to_family",
                    "stands_in_for",
                ),
                "planversion": (
                    "change_reason",
                    "changed_by",
                    "contact_agreement",
                    "contact_person",
                    "contingency",
                    "convener",
                    "monitor",
                    "own_words",
                    "professional_help",
                    "reviewers",
                ),
                "residencechange": ("person",),
                "safetyframe": (
                    "change_reason",
                    "communication_wishes",
                    "concerns",
                    "criteria",
                    "legal_basis",
                    "pedagogical_view",
                    "possible_help",
                    "strengths",
                ),
                "taskanswer": (
                    "who",
                    "why",
                ),
            },
            compared=("safetyframe.criteria", "safetyframe.pedagogical_view", "bottomline.text"),
            with_history=(
                "agreement",
                "bottomline",
                "changeproposal",
                "distribution",
                "frameconcern",
                "frameguest",
                "framenotneeded",
                "helpanswer",
                "openpoint",
                "plan",
                "plantest",
                "planversion",
                "residencechange",
                "safetyframe",
                "taskanswer",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='safetyframe',
            name='announces_no_more',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyframe',
            trigger=pgtrigger.compiler.Trigger(name='announces_no_more', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state <> 'concept')", func="\n    IF TG_OP = 'UPDATE' AND OLD.state <> 'concept' THEN RETURN NEW; END IF;\n    IF EXISTS (\n        SELECT 1 FROM conferences_conference AS meeting WHERE meeting.case_id = NEW.case_id\n        AND (meeting.private_time_from IS NOT NULL OR meeting.without_private_time)\n    ) AND (CASE WHEN left(NEW.criteria, 3) = 's1.' THEN split_part(NEW.criteria, '.', 4) ELSE regexp_replace(NEW.criteria, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END NOT IN ('', COALESCE((SELECT CASE WHEN left(before.criteria, 3) = 's1.' THEN split_part(before.criteria, '.', 4) ELSE regexp_replace(before.criteria, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END \n    FROM plans_safetyframe AS before\n    WHERE before.case_id = NEW.case_id AND before.id <> NEW.id AND before.state <> 'concept'\n    ORDER BY before.version DESC LIMIT 1\n), '')) OR CASE WHEN left(NEW.pedagogical_view, 3) = 's1.' THEN split_part(NEW.pedagogical_view, '.', 4) ELSE regexp_replace(NEW.pedagogical_view, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END NOT IN ('', COALESCE((SELECT CASE WHEN left(before.pedagogical_view, 3) = 's1.' THEN split_part(before.pedagogical_view, '.', 4) ELSE regexp_replace(before.pedagogical_view, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END \n    FROM plans_safetyframe AS before\n    WHERE before.case_id = NEW.case_id AND before.id <> NEW.id AND before.state <> 'concept'\n    ORDER BY before.version DESC LIMIT 1\n), '')) OR EXISTS (\n        SELECT 1 FROM plans_bottomline AS line WHERE line.frame_id = NEW.id AND NOT EXISTS (\n            SELECT 1 FROM plans_bottomline AS known WHERE known.frame_id = (SELECT before.id \n    FROM plans_safetyframe AS before\n    WHERE before.case_id = NEW.case_id AND before.id <> NEW.id AND before.state <> 'concept'\n    ORDER BY before.version DESC LIMIT 1\n)\n            AND (known.is_non_negotiable OR NOT line.is_non_negotiable) AND CASE WHEN left(known.text, 3) = 's1.' THEN split_part(known.text, '.', 4) ELSE regexp_replace(known.text, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END = CASE WHEN left(line.text, 3) = 's1.' THEN split_part(line.text, '.', 4) ELSE regexp_replace(line.text, '[\\s\\u001c-\\u001f\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]', '', 'g') END\n        )\n    )) THEN\n        RAISE EXCEPTION 'the family did not know this' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='c5cc4d3a793827346b78e72ab3b6dff2b947d227', operation='INSERT OR UPDATE', pgid='pgtrigger_announces_no_more_d0a17', table='plans_safetyframe', when='BEFORE')),
        ),
    ]
