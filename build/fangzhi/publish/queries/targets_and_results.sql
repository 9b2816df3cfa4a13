-- What was aimed at and what was reached
SELECT subject, indicator, period, target_low, achieved_high, unit
FROM targets_by_subject
ORDER BY subject, period, indicator, unit
LIMIT 20;
