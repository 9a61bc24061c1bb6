-- From an offer to a plan that was carried out: (funnel, '', step, number). `chosen` are all cases that came in, also
-- those that go on.
WITH chosen (id, state, outcome) AS MATERIALIZED ({chosen}),
held AS (SELECT id FROM chosen WHERE state IN ({started_states}) AND outcome = 'conferentie'),
plan AS (SELECT p.* FROM plans_plan p JOIN held ON held.id = p.case_id WHERE p.plan_agreed),
safe AS (SELECT case_id FROM plan WHERE accepted_as_safe OR state IN ({established_states})),
spoken AS (
    SELECT i.case_id, bool_or(i.plan_executed IN ('geheel', 'ten_dele')) AS is_done
    FROM followup_interview i JOIN safe USING (case_id) LEFT JOIN followup_call f ON f.id = i.call_id
    WHERE i.early_reason = '' AND (f.id IS NULL OR f.kind = 'na_3_maanden') GROUP BY 1
)
SELECT 'funnel', '', 'offered', count(*) FROM chosen
UNION ALL
SELECT 'funnel', '', 'received', count(*) FROM chosen WHERE state IN ({received_states})
UNION ALL
SELECT 'funnel', '', 'started', count(*) FROM chosen WHERE state IN ({started_states})
UNION ALL
SELECT 'funnel', '', 'held', count(*) FROM held
UNION ALL
SELECT 'funnel', '', 'plan', count(*) FROM plan
UNION ALL
SELECT 'funnel', '', 'safe', count(*) FROM safe
UNION ALL
SELECT 'funnel', '', 'asked', count(*) FROM spoken
UNION ALL
SELECT 'funnel', '', 'done', count(*) FROM spoken WHERE is_done
