-- Answers of returned forms: (form.question, '', code, number). A question with several answers counts each.
-- Open answers are never read here: they may hold a name.
-- Equal answers are counted before anything else is done with them: forms are many, answers to choose from few.
WITH chosen (id, form, quarter, questionnaire, answers) AS NOT MATERIALIZED ({chosen}),
given AS MATERIALIZED (
    SELECT form, key, value, left(quarter, 4) AS year,
        -- What the mark of the conference goes together with, in one and the same form.
        CASE WHEN key IN ({mark_questions}) THEN answers -> 'grade_conference' END AS mark,
        count(*) AS number
    FROM chosen, jsonb_each(answers)
    WHERE key IN (SELECT code FROM surveys_question WHERE type <> 'text')
    GROUP BY form, key, value, 4, 5
)
SELECT 'returned', '', form, count(*) FROM chosen GROUP BY 3
UNION ALL
SELECT 'returned_in', '', questionnaire::text, count(*) FROM chosen GROUP BY 3
UNION ALL
SELECT 'answer.' || form || '.' || key, '', value #>> '{}', sum(number)
FROM given WHERE jsonb_typeof(value) NOT IN ('array', 'null') GROUP BY 1, 3
UNION ALL
SELECT 'answer.' || given.form || '.' || given.key, '', element.code, sum(given.number)
FROM given, jsonb_array_elements_text(CASE jsonb_typeof(given.value) WHEN 'array' THEN given.value ELSE '[]' END)
    AS element (code)
GROUP BY 1, 3
UNION ALL
SELECT 'year.' || form || '.' || key, year, value #>> '{}', sum(number)
FROM given WHERE key LIKE 'grade\_%' AND jsonb_typeof(value) = 'number' GROUP BY 1, 2, 3
UNION ALL
SELECT 'with_mark.' || form || '.' || key, value #>> '{}', mark #>> '{}', sum(number)
FROM given WHERE jsonb_typeof(mark) = 'number' AND jsonb_typeof(value) NOT IN ('array', 'null') GROUP BY 1, 2, 3
