-- Answers of returned forms: (form.question, '', code, number). A question with several answers counts each.
-- Open answers are never read here: they may hold a name.
-- Equal answers are counted before anything else is done with them: forms are many, answers to choose from few. They are
-- compared as text, which is much cheaper than as JSON; no answer to choose from looks like a list or a number.
WITH chosen (id, form, quarter, questionnaire, answers) AS NOT MATERIALIZED ({chosen}),
asked AS MATERIALIZED (
    SELECT DISTINCT n.form, q.code, q.code IN ({mark_questions}) AS beside_mark
    FROM surveys_question q JOIN surveys_questionnaire n ON n.id = q.questionnaire_id WHERE q.type <> 'text'
),
given AS MATERIALIZED (
    SELECT asked.form, asked.code AS key, answers ->> asked.code AS value, left(quarter, 4) AS year,
        -- What the mark of the conference goes together with, in one and the same form.
        CASE WHEN beside_mark THEN answers ->> 'grade_conference' END AS mark,
        count(*) AS number
    FROM chosen JOIN asked USING (form)
    GROUP BY 1, 2, 3, 4, 5
),
returned AS MATERIALIZED (SELECT form, questionnaire, count(*) AS number FROM chosen GROUP BY 1, 2)
SELECT 'returned', '', form, sum(number) FROM returned GROUP BY 3
UNION ALL
SELECT 'returned_in', '', questionnaire::text, sum(number) FROM returned GROUP BY 3
UNION ALL
SELECT 'answer.' || form || '.' || key, '', value, sum(number) FROM given WHERE value NOT LIKE '[%' GROUP BY 1, 3
UNION ALL
SELECT 'answer.' || given.form || '.' || given.key, '', element.code, sum(given.number)
FROM given, jsonb_array_elements_text(CASE WHEN given.value LIKE '[%' THEN given.value ELSE '[]' END::jsonb)
    AS element (code)
GROUP BY 1, 3
UNION ALL
SELECT 'year.' || form || '.' || key, year, value, sum(number)
FROM given WHERE key LIKE 'grade\_%' AND value ~ '^[0-9]' GROUP BY 1, 2, 3
UNION ALL
SELECT 'with_mark.' || form || '.' || key, value, mark, sum(number)
FROM given WHERE mark ~ '^[0-9]' AND value NOT LIKE '[%' GROUP BY 1, 2, 3
