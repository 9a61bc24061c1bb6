-- Cases and main persons per outcome: (field, outcome, code, number).
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
zaak AS (SELECT c.* FROM cases_case c JOIN chosen USING (id)),
persoon AS (
    SELECT z.outcome, p.*,
        CASE
            WHEN p.unborn THEN 'ongeboren'
            WHEN p.age_at_referral IS NULL THEN 'onbekend'
            WHEN p.kind = 'minderjarig' AND p.age_at_referral <= 4 THEN '0-4'
            WHEN p.kind = 'minderjarig' AND p.age_at_referral <= 12 THEN '5-12'
            WHEN p.kind = 'minderjarig' THEN '13-17'
            WHEN p.age_at_referral <= 25 THEN '18-25'
            WHEN p.age_at_referral <= 40 THEN '26-40'
            WHEN p.age_at_referral <= 60 THEN '41-60'
            ELSE '61+'
        END AS band
    FROM cases_mainperson p JOIN zaak z ON z.id = p.case_id
),
samenstelling AS (
    SELECT outcome, case_id,
        count(*) FILTER (WHERE kind = 'minderjarig') AS children,
        count(*) FILTER (WHERE kind = 'meerderjarig') AS adults
    FROM persoon GROUP BY outcome, case_id
)
SELECT 'referrer_type', outcome, referrer_type, count(*) FROM zaak GROUP BY 2, 3
UNION ALL
SELECT 'referrer_department', outcome, referrer_department, count(*) FROM zaak WHERE referrer_department <> '' GROUP BY 2, 3
UNION ALL
SELECT 'earlier_conference', outcome, CASE WHEN earlier_conference THEN 'ja' ELSE 'nee' END, count(*) FROM zaak GROUP BY 2, 3
UNION ALL
SELECT 'repeat_reason', outcome, repeat_reason, count(*) FROM zaak WHERE repeat_reason <> '' GROUP BY 2, 3
UNION ALL
SELECT 'help_duration', outcome, coalesce(nullif(help_duration, ''), 'onbekend'), count(*) FROM zaak GROUP BY 2, 3
UNION ALL
SELECT 'help_by_referrer',
    CASE WHEN referrer_type IN ('hoofdpersoon', 'familie_netwerk') THEN 'leek' ELSE 'professional' END,
    coalesce(nullif(help_duration, ''), 'onbekend'), count(*)
FROM zaak GROUP BY 2, 3
UNION ALL
SELECT 'not_held_reason', outcome, coalesce(nullif(not_held_reason, ''), 'onbekend'), count(*)
FROM zaak WHERE outcome = 'activering' GROUP BY 2, 3
UNION ALL
SELECT 'cooperation_grade', 'coordinator', cooperation_grade::text, count(*)
FROM zaak WHERE cooperation_grade IS NOT NULL GROUP BY 2, 3
UNION ALL
SELECT 'problems', outcome, code, count(*) FROM zaak, unnest(problems) AS code GROUP BY 2, 3
UNION ALL
SELECT 'subjects', outcome, code, count(*) FROM zaak, unnest(subjects) AS code GROUP BY 2, 3
UNION ALL
SELECT 'refused_by', outcome, code, count(*) FROM zaak, unnest(refused_by) AS code GROUP BY 2, 3
UNION ALL
SELECT 'contacts', outcome, t."group", sum(t.persons)
FROM cases_contacttotal t JOIN zaak z ON z.id = t.case_id WHERE z.outcome = 'activering' GROUP BY 2, 3
UNION ALL
SELECT kind || '.age', outcome, band, count(*) FROM persoon GROUP BY 1, 2, 3
UNION ALL
SELECT kind || '.gender', outcome, gender, count(*) FROM persoon GROUP BY 1, 2, 3
UNION ALL
SELECT kind || '.ethnicity', outcome, coalesce(nullif(ethnicity, ''), 'onbekend'), count(*) FROM persoon GROUP BY 1, 2, 3
UNION ALL
SELECT kind || '.residence', outcome, coalesce(nullif(residence, ''), 'onbekend'), count(*) FROM persoon GROUP BY 1, 2, 3
UNION ALL
SELECT 'composition', outcome,
    CASE WHEN children = 0 THEN 'only_adults' WHEN adults = 0 THEN 'only_children' ELSE 'both' END, count(*)
FROM samenstelling GROUP BY 2, 3
