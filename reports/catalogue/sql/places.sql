-- Where main persons live, by the sub-region of their case: ('places', kind, where, number); where is a list in JSON of
-- region, its name, its order, place and municipality.
-- A secret address gives no place away on any output: it counts as unknown.
WITH chosen (id, outcome) AS MATERIALIZED ({chosen}),
living AS (
    SELECT p.kind, coalesce(s.code, r.code) AS region, coalesce(s.name, r.name) AS name,
        coalesce(s.sort_order, 1000 + r.sort_order) AS placed,
        CASE WHEN p.secret_address THEN '' ELSE p.place END AS place,
        CASE WHEN p.secret_address THEN '' ELSE p.municipality END AS municipality, count(*) AS number
    FROM cases_mainperson p
    JOIN chosen ON chosen.id = p.case_id
    JOIN cases_case c ON c.id = p.case_id
    JOIN accounts_region r ON r.id = c.region_id
    LEFT JOIN cases_subregion s ON s.id = c.subregion_id
    GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT 'places', kind, jsonb_build_array(region, name, placed, place, municipality)::text, number FROM living
