-- How many villages of a county received which title or list, by year.
SELECT
    'vdc-' || substr(sha256(concat_ws('|',
        coalesce(v.province, ''), coalesce(v.city, ''), coalesce(v.county, ''), d.designation,
        coalesce(CAST(d.year AS VARCHAR), ''))), 1, 12) AS village_designations_by_county_id,
    v.province,
    v.city,
    v.county,
    d.designation,
    d.year,
    count(DISTINCT d.village_id) AS villages,
    count(DISTINCT d.document_id) AS documents
FROM village_designations AS d
JOIN villages AS v ON v.village_id = d.village_id
GROUP BY v.province, v.city, v.county, d.designation, d.year
