-- Questionnaires that were handed out: (handed_out, '', form, number).
-- `chosen` are the cases whose conference was in the quarters that the answers are of.
WITH chosen (id) AS ({chosen})
SELECT 'handed_out', '', handed.form, sum(handed.number)
FROM surveys_handedout AS handed JOIN chosen ON chosen.id = handed.case_id
GROUP BY 3
