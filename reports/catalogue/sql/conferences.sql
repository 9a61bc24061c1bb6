-- The held meeting of each case with its participants and plan: (field, group, code, number).
-- Clock times are local; durations are real time. A band includes its lower and excludes its upper edge.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
held AS (
    SELECT c.*,
        timezone('Europe/Amsterdam', c.started_at) AS local_start,
        timezone('Europe/Amsterdam', c.ended_at) AS local_end
    FROM conferences_conference c JOIN chosen ON chosen.id = c.case_id
    WHERE chosen.outcome = 'conferentie' AND c.state = 'gehouden'
),
lasting AS (
    SELECT 'whole' AS part, extract(epoch FROM ended_at - started_at) / 3600 AS hours FROM held
    UNION ALL
    SELECT 'private', extract(epoch FROM private_time_until - private_time_from - private_time_away) / 3600 FROM held
    -- A herstelconferentie may go without: that is no duration at all.
    WHERE NOT without_private_time
),
present AS (
    SELECT a.*, h.case_id FROM conferences_attendance a JOIN held h ON h.id = a.conference_id
),
size AS (SELECT conference_id, sum(persons) AS persons FROM present GROUP BY conference_id),
outcome_of AS (
    SELECT p.* FROM plans_plan p JOIN held h ON h.case_id = p.case_id
)
SELECT 'location_type', '', coalesce(nullif(location_type, ''), 'onbekend'), count(*) FROM held GROUP BY 3
UNION ALL
SELECT 'day_part', '', CASE
        WHEN local_start::time >= '17:00' THEN 'avond'
        WHEN local_end > local_start::date + time '18:00' THEN 'dag_en_avond'
        ELSE 'dag'
    END, count(*) FROM held GROUP BY 3
UNION ALL
SELECT 'week', '', CASE WHEN extract(isodow FROM held_on) >= 6 THEN 'weekend' ELSE 'doordeweeks' END, count(*)
FROM held GROUP BY 3
UNION ALL
SELECT 'duration', part, CASE
        WHEN hours < 1 THEN '<1'
        WHEN hours < 3 THEN '1-3'
        WHEN hours < 5 THEN '3-5'
        WHEN hours < 8 THEN '5-8'
        WHEN hours < 10 THEN '8-10'
        ELSE '>10'
    END, count(*) FROM lasting GROUP BY 2, 3
UNION ALL
SELECT 'meetings', '', meetings::text, count(*) FROM held GROUP BY 3
UNION ALL
SELECT 'interpreter', '', interpreter, count(*) FROM held GROUP BY 3
UNION ALL
SELECT 'attendance', '', position, sum(persons) FROM present GROUP BY 3
UNION ALL
SELECT 'minors', '', CASE WHEN position = 'onbekend' THEN 'onbekend' ELSE 'bekend' END, coalesce(sum(minors), 0)
FROM present GROUP BY 3
UNION ALL
SELECT 'size', '', persons::text, count(*) FROM size GROUP BY 3
UNION ALL
SELECT 'plan', '', 'plan_agreed', count(*) FROM outcome_of WHERE plan_agreed
UNION ALL
SELECT 'plan', '', 'accepted_as_safe', count(*) FROM outcome_of WHERE accepted_as_safe
UNION ALL
SELECT 'plan', '', 'evaluation_agreed', count(*) FROM outcome_of WHERE evaluation_agreed
UNION ALL
SELECT 'plan', '', 'reconvening_agreed', count(*) FROM outcome_of WHERE reconvening_agreed
UNION ALL
SELECT 'plan', '', 'professional_help_requested', count(*) FROM outcome_of WHERE professional_help_requested
UNION ALL
SELECT 'plan', '', 'residence_change', count(*) FROM outcome_of WHERE persons_changing_residence > 0
UNION ALL
SELECT 'plan', '', 'persons_moving', coalesce(sum(persons_changing_residence), 0) FROM outcome_of
UNION ALL
SELECT 'after_all', '', after_all, count(*) FROM held WHERE after_all <> '' GROUP BY 3
