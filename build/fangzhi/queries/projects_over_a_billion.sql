-- title: Projects over a billion yuan by stage and year
-- question: How many projects of more than 1,000,000,000 yuan stand at which stage in which year, and what do they come to?
--
-- A project counts once in each year in which a document reports it, with the last stage and the last amount of that year.
WITH yearly AS (
    SELECT
        r.project_id,
        year(r.as_of) AS year,
        arg_max(r.stage, concat_ws(' ', CAST(r.as_of AS VARCHAR), r.project_report_id)) FILTER (r.stage IS NOT NULL) AS stage,
        -- The amount may stand in another document than the stage does.
        coalesce(max(r.investment_amount), any_value(p.investment_amount)) AS amount
    FROM project_reports AS r
    JOIN projects AS p ON p.project_id = r.project_id
    WHERE p.investment_currency = 'CNY'
    GROUP BY r.project_id, year(r.as_of)
)
SELECT year, stage, count(*) AS projects, round(sum(amount) / 1000000000, 2) AS billion_yuan
FROM yearly
WHERE amount > 1000000000
GROUP BY year, stage
ORDER BY year NULLS LAST, stage NULLS LAST;
