-- title: Villages that are named
-- question: Which villages and communities are named in each town?
SELECT
    county,
    town,
    count(*) AS villages,
    string_agg(name, '、' ORDER BY name, village_id) AS names
FROM villages
GROUP BY province, city, county, town
ORDER BY province, city, county, town;
