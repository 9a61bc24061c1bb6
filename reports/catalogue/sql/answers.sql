-- Answers of returned forms: (form.question, '', code, number). A question with several answers counts each.
-- Open answers are never read here: they may hold a name.
WITH chosen (id, form, answers) AS MATERIALIZED ({chosen}),
given AS (
    SELECT form, key, value FROM chosen, jsonb_each(answers)
    WHERE key IN (SELECT code FROM surveys_question WHERE type <> 'text')
)
SELECT 'returned', '', form, count(*) FROM chosen GROUP BY 3
UNION ALL
SELECT 'answer.' || form || '.' || key, '', value #>> '{}', count(*)
FROM given WHERE jsonb_typeof(value) NOT IN ('array', 'null') GROUP BY 1, 3
UNION ALL
SELECT 'answer.' || given.form || '.' || given.key, '', element.code, count(*)
FROM given, jsonb_array_elements_text(CASE jsonb_typeof(given.value) WHEN 'array' THEN given.value ELSE '[]' END)
    AS element (code)
GROUP BY 1, 3
