-- title: Villages by county and programme
-- question: How many villages of each county received which title, or stand on which list?
SELECT
    v.province,
    v.city,
    v.county,
    d.designation,
    d.year,
    count(DISTINCT d.village_id) AS villages,
    string_agg(DISTINCT concat(v.town, v.name), '、' ORDER BY concat(v.town, v.name)) AS names
FROM village_designations AS d
JOIN villages AS v ON v.village_id = d.village_id
GROUP BY v.province, v.city, v.county, d.designation, d.year
ORDER BY v.province, v.city, v.county, d.designation, d.year;
