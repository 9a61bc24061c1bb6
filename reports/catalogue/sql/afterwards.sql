-- What became of the plans: (field, group, code, number). How a plan was carried out is told by all who were spoken to
-- together: wholly when all say so, not at all when all say so, else partly; who does not know says nothing.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
held AS (
    SELECT h.case_id, h.held_on FROM conferences_conference h JOIN chosen ON chosen.id = h.case_id
    WHERE chosen.outcome = 'conferentie' AND h.state = 'gehouden'
),
-- As in followup.sql.
spoken AS (
    SELECT i.case_id, i.plan_executed FROM followup_interview i JOIN held USING (case_id)
    LEFT JOIN followup_call f ON f.id = i.call_id
    WHERE i.early_reason = '' AND (f.id IS NULL OR f.kind = 'na_3_maanden')
),
of_a_plan AS (
    SELECT case_id, CASE
            WHEN count(*) FILTER (WHERE plan_executed IN ('geheel', 'ten_dele', 'niet')) = 0 THEN 'weet_niet'
            WHEN bool_and(plan_executed = 'geheel') FILTER (WHERE plan_executed IN ('geheel', 'ten_dele', 'niet')) THEN 'geheel'
            WHEN bool_and(plan_executed = 'niet') FILTER (WHERE plan_executed IN ('geheel', 'ten_dele', 'niet')) THEN 'niet'
            ELSE 'ten_dele'
        END AS executed
    FROM spoken GROUP BY 1
),
called AS (
    SELECT case_id, bool_or(state IN ({spoken_states})) AS reached,
        bool_or(state IN ({call_done_states})) AS is_done
    FROM followup_call JOIN held USING (case_id) WHERE kind = 'na_1_maand' GROUP BY 1
),
told AS (
    SELECT f.kind AS round, a.kind, a.life_area, a.id,
        count(*) FILTER (WHERE NOT overtaken) AS counted,
        bool_and(r.result = 'gedaan') FILTER (WHERE NOT overtaken) AS is_done
    FROM followup_agreementresult r JOIN followup_call f ON f.id = r.call_id JOIN held ON held.case_id = f.case_id
    JOIN plans_agreement a ON a.id = r.agreement_id
    CROSS JOIN LATERAL (
        SELECT r.result <> 'gedaan' AND r.reason_code IN ('niet_van_toepassing', 'goed_nieuws') AS overtaken
    ) AS how
    WHERE f.kind IN ('na_1_maand', 'na_3_maanden') AND f.early_reason = '' GROUP BY 1, 2, 3, 4
)
SELECT 'plan_carried_out', CASE WHEN c.reached THEN 'gesproken' WHEN c.is_done THEN 'niet_gesproken' ELSE 'onbekend' END,
    p.executed, count(*)
FROM of_a_plan p LEFT JOIN called c USING (case_id) GROUP BY 2, 3
UNION ALL
SELECT 'reach', '', CASE
        WHEN p.case_id IS NOT NULL THEN 'gesproken'
        WHEN held.held_on + interval '3 months' > DATE '{today}' THEN 'nog_niet'
        ELSE 'niet'
    END, count(*)
FROM held LEFT JOIN of_a_plan p USING (case_id) GROUP BY 3
UNION ALL
SELECT 'missed', m."group", m.why, count(*) FROM followup_miss m JOIN followup_call f ON f.id = m.call_id
JOIN held ON held.case_id = f.case_id WHERE f.kind = 'na_3_maanden' GROUP BY 2, 3
UNION ALL
SELECT 'kept.' || round, kind, CASE WHEN is_done THEN 'gedaan' ELSE 'niet' END, count(*)
FROM told WHERE counted > 0 GROUP BY 1, 2, 3
UNION ALL
SELECT 'kept_area.' || round, coalesce(nullif(life_area, ''), 'onbekend'), CASE WHEN is_done THEN 'gedaan' ELSE 'niet' END, count(*)
FROM told WHERE counted > 0 GROUP BY 1, 2, 3
UNION ALL
SELECT 'evaluation', '', 'afgesproken', count(*) FROM plans_plan p JOIN held USING (case_id) WHERE p.evaluation_agreed
UNION ALL
SELECT 'evaluation', '', 'gehouden', count(DISTINCT case_id)
FROM followup_familyevaluation e JOIN held USING (case_id) WHERE e.held_on IS NOT NULL
UNION ALL
SELECT 'evaluation', '', 'begeleid', count(DISTINCT case_id)
FROM followup_familyevaluation e JOIN held USING (case_id) WHERE e.held_on IS NOT NULL AND e.contract_id IS NOT NULL
