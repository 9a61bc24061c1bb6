-- The circle of the counted cases, who was invited and came, and who takes no part: (field, group, code, number).
-- A double counts once. Professionals are no circle. Of a registration that was read in there is none of this.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
met AS (
    SELECT m.id, m.case_id, m.sequence FROM conferences_conference m JOIN chosen ON chosen.id = m.case_id
    WHERE chosen.outcome = 'conferentie' AND m.state IN ({met_states})
),
there AS (
    SELECT DISTINCT met.case_id, a.person_id, a.main_person_id, a.position, a.name
    FROM conferences_attendance a JOIN met ON met.id = a.conference_id
),
kring AS (
    SELECT p.id, p.case_id, chosen.outcome, p.suggested_by, p.excluded_by, p.other_way_code, p.position
    FROM cases_circleperson p JOIN chosen ON chosen.id = p.case_id
    WHERE p.merged_into_id IS NULL AND p.main_person_id IS NULL
),
own AS (SELECT * FROM kring WHERE position NOT IN ({professional_positions})),
invited AS (
    SELECT DISTINCT ON (met.case_id, i.person_id, i.main_person_id, i.referrer_id)
        met.case_id, i.person_id, i.main_person_id, i.referrer_id, i.answer, i.absent_reason,
        CASE
            WHEN i.main_person_id IS NOT NULL OR p.position IN ({main_person_positions}) THEN 'hoofdpersonen'
            WHEN p.position IN ({family_positions}) THEN 'familie'
            WHEN p.position IN ({professional_positions}) THEN 'professionals'
            WHEN i.referrer_id IS NOT NULL AND c.referrer_type NOT IN ('hoofdpersoon', 'familie_netwerk')
                THEN 'professionals'
            WHEN i.referrer_id IS NOT NULL THEN 'familie'
            ELSE 'netwerk'
        END AS grouped
    FROM conferences_invitation i JOIN met ON met.id = i.conference_id JOIN cases_case c ON c.id = met.case_id
    LEFT JOIN cases_circleperson p ON p.id = i.person_id
    WHERE i.sent_at IS NOT NULL
    ORDER BY met.case_id, i.person_id, i.main_person_id, i.referrer_id, met.sequence DESC
),
-- Joined and not asked one by one: people are many.
known AS (
    SELECT DISTINCT case_id FROM there WHERE person_id IS NOT NULL OR main_person_id IS NOT NULL OR name <> ''
),
came AS (
    SELECT i.*, coalesce(p.case_id, m.case_id, r.case_id) IS NOT NULL AS was_there, known.case_id IS NOT NULL AS is_known
    FROM invited i
    LEFT JOIN (SELECT DISTINCT case_id, person_id FROM there) AS p
        ON p.case_id = i.case_id AND p.person_id = i.person_id
    LEFT JOIN (SELECT DISTINCT case_id, main_person_id FROM there) AS m
        ON m.case_id = i.case_id AND m.main_person_id = i.main_person_id
    LEFT JOIN (SELECT DISTINCT case_id FROM there WHERE position = 'aanvrager') AS r
        ON r.case_id = i.case_id AND i.referrer_id IS NOT NULL
    LEFT JOIN known ON known.case_id = i.case_id
)
SELECT 'circle_cases', outcome, '', count(DISTINCT case_id) FROM own GROUP BY 2
UNION ALL
SELECT 'circle', outcome, CASE WHEN suggested_by = 'aanmelding' THEN 'bekend' ELSE 'erbij' END, count(*) FROM own GROUP BY 2, 3
UNION ALL
SELECT 'circle', outcome, 'doet_mee', count(*) FROM own WHERE excluded_by = '' GROUP BY 2
UNION ALL
SELECT 'circle', outcome, 'was_erbij', count(*) FROM own o
WHERE EXISTS (SELECT 1 FROM there t WHERE t.person_id = o.id) GROUP BY 2
UNION ALL
SELECT 'excluded', excluded_by, CASE WHEN other_way_code = '' THEN 'niet' ELSE 'anders' END, count(*)
FROM kring WHERE excluded_by <> '' GROUP BY 2, 3
UNION ALL
SELECT 'invited', grouped, CASE
        WHEN was_there THEN 'was_erbij'
        WHEN NOT is_known THEN 'onbekend'
        WHEN answer = 'brief' THEN 'brief'
        WHEN absent_reason <> '' THEN 'niet_met_reden'
        ELSE 'niet'
    END, count(*)
FROM came GROUP BY 2, 3
