-- The course of the counted cases in time: (field, group, code, number). Days stand as code, with how many cases had
-- them. The conference is the first meeting that went on to its end; the waiting time of a case is all of it together.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
zaak AS (
    SELECT c.id, chosen.outcome, c.received_on, c.preparation_started_on, c.registered_on, c.referrer_type
    FROM cases_case c JOIN chosen USING (id)
),
met AS (
    SELECT z.id, min(m.held_on) AS first_on, max(m.held_on) AS last_on
    FROM conferences_conference m JOIN zaak z ON z.id = m.case_id
    WHERE z.outcome = 'conferentie' AND m.state IN ({met_states}) GROUP BY 1
),
waited AS (
    SELECT m.case_id, m.action, m.reason_code, m.at, lead(m.at) OVER (PARTITION BY m.case_id ORDER BY m.at, m.id) AS until
    FROM cases_casemove m JOIN zaak z ON z.id = m.case_id
),
in_queue AS (
    SELECT case_id, floor(extract(epoch FROM sum(until - at)) / 86400) AS days
    FROM waited WHERE action = 'let_wait' AND until IS NOT NULL GROUP BY 1
),
lasting AS (
    SELECT 'start' AS part, preparation_started_on - received_on AS days FROM zaak WHERE preparation_started_on IS NOT NULL
    UNION ALL
    SELECT 'prepared', m.first_on - z.preparation_started_on FROM zaak z JOIN met m USING (id)
    WHERE m.first_on >= z.preparation_started_on
    UNION ALL
    SELECT 'conference', m.first_on - z.received_on FROM zaak z JOIN met m USING (id) WHERE m.first_on >= z.received_on
    UNION ALL
    SELECT 'registered', z.registered_on - m.last_on FROM zaak z JOIN met m USING (id) WHERE z.registered_on >= m.last_on
    UNION ALL
    SELECT 'waited', days::integer FROM in_queue
)
SELECT 'days', part, days::text, count(*) FROM lasting GROUP BY 2, 3
UNION ALL
SELECT 'waited', '', reason_code, count(DISTINCT case_id) FROM waited
WHERE action = 'let_wait' AND reason_code <> '' GROUP BY 3
UNION ALL
SELECT 'by_year', extract(year FROM received_on)::text,
    CASE WHEN referrer_type IN ('hoofdpersoon', 'familie_netwerk') THEN referrer_type ELSE 'professional' END, count(*)
FROM zaak GROUP BY 2, 3
UNION ALL
SELECT 'by_year', extract(year FROM received_on)::text, 'held', count(*) FROM zaak WHERE outcome = 'conferentie' GROUP BY 2
UNION ALL
SELECT 'month', '', extract(month FROM h.held_on)::text, count(*)
FROM conferences_conference h JOIN zaak z ON z.id = h.case_id
WHERE z.outcome = 'conferentie' AND h.state = 'gehouden' GROUP BY 3
