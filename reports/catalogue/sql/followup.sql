-- What people said three months later: (field, role, code, number).
-- The moment of a conference is its first known conversation, in days over 30.44, rounded half up to months.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
held AS (
    SELECT c.case_id, c.held_on FROM conferences_conference c JOIN chosen ON chosen.id = c.case_id
    WHERE chosen.outcome = 'conferentie' AND c.state = 'gehouden'
),
-- Not what was asked before its time, and not what was asked again half a year or a year later.
spoken AS (
    SELECT i.*, h.held_on FROM followup_interview i JOIN held h ON h.case_id = i.case_id
    LEFT JOIN followup_call f ON f.id = i.call_id
    WHERE i.early_reason = '' AND (f.id IS NULL OR f.kind = 'na_3_maanden')
),
moment AS (
    SELECT case_id, floor((min(contacted_on) - min(held_on)) / 30.44 + 0.5) AS months FROM spoken GROUP BY case_id
)
SELECT 'spoken_with', '', role, count(*) FROM spoken GROUP BY 3
UNION ALL
SELECT 'plan_executed', role, plan_executed, count(*) FROM spoken WHERE plan_executed <> '' GROUP BY 2, 3
UNION ALL
SELECT 'share_of_agreements', role, share_of_agreements, count(*) FROM spoken WHERE share_of_agreements <> '' GROUP BY 2, 3
UNION ALL
SELECT 'situation', role, situation, count(*) FROM spoken WHERE situation <> '' GROUP BY 2, 3
UNION ALL
SELECT 'contact_with_professionals', role, contact_with_professionals, count(*)
FROM spoken WHERE contact_with_professionals <> '' GROUP BY 2, 3
UNION ALL
SELECT 'followup.grade_conference', role, grade_conference::text, count(*)
FROM spoken WHERE grade_conference IS NOT NULL GROUP BY 2, 3
UNION ALL
SELECT 'followup.grade_plan', role, grade_plan::text, count(*) FROM spoken WHERE grade_plan IS NOT NULL GROUP BY 2, 3
UNION ALL
SELECT 'moment', '', CASE
        WHEN months IS NULL THEN 'onbekend'
        WHEN months <= 3 THEN 'tot_3'
        WHEN months <= 5 THEN '4_5'
        ELSE 'langer_dan_5'
    END, count(*) FROM moment GROUP BY 3
