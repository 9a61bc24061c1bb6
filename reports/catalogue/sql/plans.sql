-- What stands in the plans of the counted conferences: (field, group, code, number).
-- Of a plan counts the version that holds: the newest that was established. A plan that was read in has none.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
held AS (
    SELECT h.case_id, h.meetings FROM conferences_conference h JOIN chosen ON chosen.id = h.case_id
    WHERE chosen.outcome = 'conferentie' AND h.state = 'gehouden'
),
plan AS (SELECT p.* FROM plans_plan p JOIN held USING (case_id)),
version AS (
    SELECT DISTINCT ON (v.plan_id) v.*, plan.case_id FROM plans_planversion v JOIN plan ON plan.id = v.plan_id
    WHERE v.established_at IS NOT NULL ORDER BY v.plan_id, v.number DESC
),
afspraak AS (
    SELECT a.*, v.case_id, coalesce(h.answer, 'open') AS answer FROM plans_agreement a JOIN version v ON v.id = a.version_id
    LEFT JOIN plans_helpanswer h ON h.agreement_id = a.id
),
moving AS (
    SELECT coalesce(m.kind, 'anders') AS kind, r.from_residence, r.to_residence
    FROM plans_residencechange r JOIN version v ON v.id = r.version_id
    LEFT JOIN cases_mainperson m ON m.id = r.main_person_id
),
placed AS (
    SELECT t.id IS NOT NULL AS threatened, coalesce(r.from_residence, m.residence) AS before,
        coalesce(r.to_residence, r.from_residence, m.residence) AS after
    FROM cases_mainperson m JOIN version v ON v.case_id = m.case_id
    LEFT JOIN plans_plan_placement_threatened t ON t.plan_id = v.plan_id AND t.mainperson_id = m.id
    LEFT JOIN plans_residencechange r ON r.version_id = v.id AND r.main_person_id = m.id
),
asked AS (
    SELECT v.case_id, array_agg(a.help_code) FILTER (WHERE a.id IS NOT NULL) AS codes
    FROM version v LEFT JOIN plans_agreement a ON a.version_id = v.id AND a.kind = 'vraag_aan_hulpverlening'
    GROUP BY 1
),
intended AS (
    SELECT code, CASE
            WHEN asked.case_id IS NULL THEN 'onbekend'
            WHEN code = ANY (asked.codes) THEN 'gevraagd'
            WHEN '' = ANY (asked.codes) THEN 'onbekend'
            ELSE 'vervangen'
        END AS became
    FROM cases_intendedplan i JOIN held ON held.case_id = i.case_id CROSS JOIN unnest(i.help_codes) AS code
    LEFT JOIN asked ON asked.case_id = i.case_id
    WHERE i.locked_at IS NOT NULL AND code <> 'geen'
)
SELECT 'plan_meetings', CASE WHEN p.plan_agreed THEN 'plan' WHEN p.id IS NULL OR p.plan_agreed IS NULL THEN 'onbekend' ELSE 'geen_plan' END,
    held.meetings::text, count(*)
FROM held LEFT JOIN plan p ON p.case_id = held.case_id GROUP BY 2, 3
UNION ALL
SELECT 'plan_test', '', state, count(*) FROM plan WHERE plan_agreed GROUP BY 3
UNION ALL
SELECT 'written', '', 'plans', count(*) FROM version
UNION ALL
SELECT 'written', '', 'noodplan', count(*) FROM version v
WHERE btrim(contingency) <> '' OR EXISTS (SELECT 1 FROM plans_agreement a WHERE a.version_id = v.id AND a.is_emergency)
UNION ALL
SELECT 'written', '', 'review', count(*) FROM version WHERE review_date IS NOT NULL
UNION ALL
SELECT 'written', '', 'monitor', count(*) FROM version WHERE btrim(monitor) <> ''
UNION ALL
SELECT 'written', '', 'monitor_family', count(*) FROM version WHERE btrim(monitor) <> '' AND monitor_is_family
UNION ALL
SELECT 'written', '', 'convener', count(*) FROM version WHERE btrim(convener) <> ''
UNION ALL
SELECT 'written', '', 'contact', count(*) FROM version WHERE btrim(contact_person) <> ''
UNION ALL
SELECT 'agreements', kind, coalesce(nullif(life_area, ''), 'onbekend'), count(*) FROM afspraak GROUP BY 2, 3
UNION ALL
SELECT 'areas', '', areas::text, count(*) FROM (
    SELECT count(DISTINCT a.life_area) AS areas FROM version v
    LEFT JOIN plans_agreement a ON a.version_id = v.id AND a.life_area <> '' GROUP BY v.id
) AS of_a_plan GROUP BY 3
UNION ALL
SELECT 'help_asked', coalesce(nullif(help_code, ''), 'onbekend'), answer, count(*)
FROM afspraak WHERE kind = 'vraag_aan_hulpverlening' GROUP BY 2, 3
UNION ALL
SELECT 'worth', kind, 'afspraken', count(*) FROM afspraak WHERE estimated_value IS NOT NULL GROUP BY 2
UNION ALL
SELECT 'worth', kind, 'cent', sum(estimated_value) * 100 FROM afspraak WHERE estimated_value IS NOT NULL GROUP BY 2
UNION ALL
SELECT 'moved.' || kind, from_residence, to_residence, count(*) FROM moving GROUP BY 1, 2, 3
UNION ALL
SELECT 'placement', CASE WHEN threatened THEN 'dreigde' ELSE 'was_er' END, CASE
        WHEN after IN ('bestandspleeggezin', 'crisis_of_leefgroep') THEN 'in_zorg'
        WHEN after = 'familie_of_bekenden' THEN 'netwerk'
        WHEN after IN ('thuis_bij_ouders', 'zelfstandig') THEN
            CASE WHEN before IN ('bestandspleeggezin', 'crisis_of_leefgroep') THEN 'ongedaan' ELSE 'voorkomen' END
        ELSE 'onbekend'
    END, count(*)
FROM placed WHERE threatened OR before IN ('bestandspleeggezin', 'crisis_of_leefgroep') GROUP BY 2, 3
UNION ALL
SELECT 'intended', code, became, count(*) FROM intended GROUP BY 2, 3
