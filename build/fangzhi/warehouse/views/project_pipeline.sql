-- How many projects stand at which stage, by place and year, with the sum of their investments by currency. A project
-- counts once in each year in which a document reports it, with the last stage and the last amount of that year.
WITH reports AS (
    SELECT
        project_id,
        year(as_of) AS year,
        stage,
        investment_amount,
        investment_currency,
        -- Text that sorts by day and then by row, so that "the last" is one row whatever the order of reading.
        concat_ws(' ', coalesce(CAST(as_of AS VARCHAR), ''), project_report_id) AS moment
    FROM project_reports
), yearly AS (
    SELECT
        project_id,
        year,
        arg_max(stage, moment) FILTER (stage IS NOT NULL) AS stage,
        arg_max(investment_amount, moment) FILTER (investment_amount IS NOT NULL) AS investment_amount,
        arg_max(investment_currency, moment) FILTER (investment_amount IS NOT NULL) AS investment_currency
    FROM reports
    GROUP BY project_id, year
)
SELECT
    'ppl-' || substr(sha256(concat_ws('|',
        coalesce(p.place, ''), coalesce(CAST(y.year AS VARCHAR), ''), coalesce(y.stage, ''),
        coalesce(y.investment_currency, ''))), 1, 12) AS project_pipeline_id,
    p.place,
    y.year,
    y.stage,
    y.investment_currency,
    count(*) AS projects,
    CAST(sum(y.investment_amount) AS DECIMAL(24, 6)) AS investment_amount
FROM yearly AS y
JOIN projects AS p ON p.project_id = y.project_id
GROUP BY p.place, y.year, y.stage, y.investment_currency
