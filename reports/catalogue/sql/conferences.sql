-- The meetings of each case with their participants and plan: (field, group, code, number).
-- Place, day and part of the day are those of the meeting that counts. Hours and people are of all meetings that took
-- place to their end; what was broken off stands by itself. Clock times are local, in whole minutes; durations are
-- real time. A band includes its lower and excludes its upper edge.
WITH chosen (id, outcome, variant) AS MATERIALIZED ({chosen}),
held AS (
    SELECT c.*, chosen.variant,
        timezone('Europe/Amsterdam', c.started_at) AS local_start,
        timezone('Europe/Amsterdam', c.ended_at) AS local_end
    FROM conferences_conference c JOIN chosen ON chosen.id = c.case_id
    WHERE chosen.outcome = 'conferentie' AND c.state = 'gehouden'
),
met AS (
    SELECT c.* FROM conferences_conference c JOIN held ON held.case_id = c.case_id
    WHERE c.state IN ({met_states})
),
in_all AS (
    SELECT
        sum(date_trunc('minute', ended_at) - date_trunc('minute', started_at)) AS whole,
        sum(
            date_trunc('minute', private_time_until) - date_trunc('minute', private_time_from)
            - floor(extract(epoch FROM private_time_away) / 60 + 0.5) * interval '1 minute'
        ) AS private
    FROM met GROUP BY case_id
),
lasting AS (
    SELECT 'whole' AS part, extract(epoch FROM whole) / 3600 AS hours FROM in_all
    UNION ALL
    -- A herstelconferentie may go without private time: that is no duration at all.
    SELECT 'private', extract(epoch FROM private) / 3600 FROM in_all WHERE private IS NOT NULL
),
{present_once},
size AS (SELECT case_id, sum(persons) AS persons FROM present GROUP BY case_id),
broken_off AS (
    SELECT c.*, chosen.variant FROM conferences_conference c JOIN chosen ON chosen.id = c.case_id
    WHERE c.state = 'afgebroken'
),
left_by AS (
    SELECT DISTINCT m.case_id, chosen.outcome, m.reason_code FROM cases_casemove m JOIN chosen ON chosen.id = m.case_id
    WHERE m.action IN ({coordinator_left}) AND m.reason_code <> ''
),
outcome_of AS (
    SELECT p.* FROM plans_plan p JOIN held h ON h.case_id = p.case_id
),
-- What makes it good again, in the version of the plan that holds, as it was told of last.
made_good AS (
    SELECT a.restitution, a.state, a.amount FROM plans_agreement a
    JOIN plans_planversion v ON v.id = a.version_id JOIN outcome_of p ON p.id = v.plan_id
    WHERE a.restitution <> '' AND v.established_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_planversion later
        WHERE later.plan_id = v.plan_id AND later.established_at IS NOT NULL AND later.number > v.number
    )
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
SELECT 'meetings', variant, meetings::text, count(*) FROM held GROUP BY 2, 3
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
UNION ALL
SELECT 'variant', outcome, variant, count(*) FROM chosen GROUP BY 2, 3
UNION ALL
SELECT 'broken_off', variant, 'meetings', count(*) FROM broken_off GROUP BY 2
UNION ALL
SELECT 'broken_off', variant, 'minutes',
    sum(extract(epoch FROM date_trunc('minute', ended_at) - date_trunc('minute', started_at)) / 60)
FROM broken_off GROUP BY 2
UNION ALL
SELECT 'broken_off', b.variant, 'persons', sum(a.persons)
FROM conferences_attendance a JOIN broken_off b ON b.id = a.conference_id GROUP BY 2
UNION ALL
SELECT 'broken_off_in', variant, CASE
        WHEN private_time_from IS NULL THEN 'informatie'
        WHEN private_time_until IS NULL OR date_trunc('minute', private_time_until) = date_trunc('minute', ended_at)
            THEN 'besloten_tijd'
        ELSE 'presentatie'
    END, count(*)
FROM broken_off GROUP BY 2, 3
UNION ALL
SELECT 'broken_off_why', variant, broken_off_code, count(*) FROM broken_off GROUP BY 2, 3
UNION ALL
SELECT 'made_good', restitution, state, count(*) FROM made_good GROUP BY 2, 3
UNION ALL
SELECT 'made_good_with', '', state, count(*) FROM made_good WHERE amount IS NOT NULL GROUP BY 3
UNION ALL
SELECT 'made_good_cents', '', state, sum(amount) * 100 FROM made_good WHERE amount IS NOT NULL GROUP BY 3
UNION ALL
SELECT 'left_by', outcome, reason_code, count(*) FROM left_by GROUP BY 2, 3
