-- title: Targets met and missed
-- question: Where a place had a target and a result for the same indicator, unit and year: was it met?
--
-- "at_most" is met from below, all else from above. Documents of one place are held together; of a document that tells
-- no place, its own. Indicators are compared as printed, but for 同比: what offices word otherwise does not meet here.
-- A result of part of a year reads as a miss.
WITH stated AS (
    SELECT
        t.*,
        replace(t.indicator, '同比', '') AS measure,
        coalesce(d.adcode, d.document_id) AS place
    FROM targets AS t
    JOIN documents AS d ON d.document_id = t.document_id
), paired AS (
    SELECT
        coalesce(a.subject, r.subject) AS subject,
        a.measure,
        a.period,
        a.bound,
        a.value AS aim,
        r.value AS result,
        a.unit
    FROM stated AS a
    LEFT JOIN stated AS r
        ON r.status = 'achieved' AND r.place = a.place AND r.measure = a.measure AND r.period = a.period
        AND r.unit IS NOT DISTINCT FROM a.unit AND (r.subject = a.subject OR r.subject IS NULL OR a.subject IS NULL)
    WHERE a.status = 'target'
)
SELECT DISTINCT
    CASE
        WHEN result IS NULL THEN 'no result told'
        WHEN bound = 'at_most' AND result <= aim OR bound <> 'at_most' AND result >= aim THEN 'met'
        ELSE 'missed'
    END AS verdict,
    subject,
    measure AS indicator,
    period,
    bound,
    aim,
    result,
    unit
FROM paired
ORDER BY verdict, subject NULLS LAST, indicator, period NULLS LAST, aim, result NULLS LAST, unit NULLS LAST, bound;
