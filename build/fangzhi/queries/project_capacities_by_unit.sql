-- title: Capacity that is being built
-- question: How much capacity of which unit do the projects of a category add up to?
--
-- Units are as printed: tonnes of different things are different things. Look at the projects before adding up.
SELECT
    p.category,
    c.unit,
    count(DISTINCT c.project_id) AS projects,
    sum(c.value) AS capacity,
    string_agg(DISTINCT p.name, '、' ORDER BY p.name) AS names
FROM project_capacities AS c
JOIN projects AS p ON p.project_id = c.project_id
GROUP BY p.category, c.unit
ORDER BY p.category, c.unit;
