-- Answers of returned forms: (form.question, '', code, number). A question with several answers counts each.
-- Open answers are never read here: they may hold a name.
-- Equal answers are counted before anything else is done with them: forms are many, answers to choose from few.
WITH chosen (id, form, answers) AS NOT MATERIALIZED ({chosen}),
given AS MATERIALIZED (
    SELECT form, key, value, count(*) AS number FROM chosen, jsonb_each(answers)
    WHERE key IN (SELECT code FROM surveys_question WHERE type <> 'text')
    GROUP BY form, key, value
)
SELECT 'returned', '', form, count(*) FROM chosen GROUP BY 3
UNION ALL
SELECT 'answer.' || form || '.' || key, '', value #>> '{}', number
FROM given WHERE jsonb_typeof(value) NOT IN ('array', 'null')
UNION ALL
SELECT 'answer.' || given.form || '.' || given.key, '', element.code, sum(given.number)
FROM given, jsonb_array_elements_text(CASE jsonb_typeof(given.value) WHEN 'array' THEN given.value ELSE '[]' END)
    AS element (code)
GROUP BY 1, 3
