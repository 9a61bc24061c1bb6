-- Questionnaires that were handed out: (handed_out, quarter of the conference, form, number); no quarter where there was
-- none. `chosen` are cases with the day of their conference.
WITH chosen (id, met_on) AS ({chosen})
SELECT 'handed_out', coalesce(to_char(chosen.met_on, 'YYYY"-Q"Q'), ''), handed.form, sum(handed.number)
FROM surveys_handedout AS handed JOIN chosen ON chosen.id = handed.case_id
GROUP BY 2, 3
