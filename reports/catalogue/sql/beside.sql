-- What the tables of the published set do not count: (field, variant, code, number). `chosen` are all cases of the
-- selection, with what came of their meetings besides an end.
-- open: the preparation was started and the registration is not complete (R-10). other_outcome, course: registered, and
-- in no phase of the published set, or with such a meeting. reopened: counted once and taken up again since, so that an
-- edition that was printed before may say something else; waiting: those that do not count now; reopened_on: the day.
WITH chosen (id, state, outcome, variant, verdaagd, afgebroken_verder, afgebroken) AS MATERIALIZED ({chosen}),
counted AS (SELECT * FROM chosen WHERE state IN ({counted_states})),
taken_up AS (
    SELECT c.id, c.state, max(m.at) AS at FROM cases_casemove m JOIN chosen c ON c.id = m.case_id
    WHERE m.action = 'reopen' AND m.source IN ({counted_states}) GROUP BY 1, 2
)
SELECT 'open', '', '', count(*) FROM chosen WHERE state IN ({unregistered_states})
UNION ALL
SELECT 'other_outcome', '', outcome, count(*) FROM counted WHERE outcome IN ({other_outcomes}) GROUP BY 3
UNION ALL
SELECT 'course', variant, 'verdaagd', count(*) FROM counted WHERE verdaagd GROUP BY 2
UNION ALL
SELECT 'course', variant, 'afgebroken_verder', count(*) FROM counted WHERE afgebroken_verder GROUP BY 2
UNION ALL
SELECT 'course', variant, 'afgebroken', count(*) FROM counted WHERE afgebroken GROUP BY 2
UNION ALL
SELECT 'reopened', '', CASE WHEN state IN ({counted_states}) THEN 'counted' ELSE 'waiting' END, count(*)
FROM taken_up GROUP BY 3
UNION ALL
SELECT 'reopened_on', '', (timezone('Europe/Amsterdam', at)::date)::text, count(*) FROM taken_up GROUP BY 3
