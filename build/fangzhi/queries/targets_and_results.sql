-- title: What was aimed at and what was reached
-- question: What did each subject aim at and reach, by indicator and year?
SELECT subject, indicator, period, target_low, achieved_high, unit
FROM targets_by_subject
ORDER BY subject NULLS LAST, period NULLS LAST, indicator, unit NULLS LAST
LIMIT 20;
