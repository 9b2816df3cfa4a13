-- What was aimed at and what was reached, side by side: one row for each subject, indicator, unit and year.
SELECT
    'tbs-' || substr(sha256(concat_ws('|',
        coalesce(subject, ''), indicator, coalesce(unit, ''), coalesce(CAST(period AS VARCHAR), ''))), 1, 12)
        AS targets_by_subject_id,
    subject,
    indicator,
    unit,
    period,
    min(value) FILTER (status = 'target') AS target_low,
    max(value) FILTER (status = 'target') AS target_high,
    min(value) FILTER (status = 'achieved') AS achieved_low,
    max(value) FILTER (status = 'achieved') AS achieved_high,
    count(*) AS statements,
    count(DISTINCT document_id) AS documents
FROM targets
GROUP BY subject, indicator, unit, period
