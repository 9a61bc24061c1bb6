-- Where main persons live, by the sub-region of their case:
-- (kind, region, its name, order, place, municipality, number).
-- A secret address gives no place away on any output: it counts as unknown.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen})
SELECT p.kind, coalesce(s.code, r.code), coalesce(s.name, r.name), coalesce(s.sort_order, 1000 + r.sort_order),
    CASE WHEN p.secret_address THEN '' ELSE p.place END,
    CASE WHEN p.secret_address THEN '' ELSE p.municipality END, count(*)
FROM cases_mainperson p
JOIN chosen ON chosen.id = p.case_id
JOIN cases_case c ON c.id = p.case_id
JOIN accounts_region r ON r.id = c.region_id
LEFT JOIN cases_subregion s ON s.id = c.subregion_id
GROUP BY 1, 2, 3, 4, 5, 6
