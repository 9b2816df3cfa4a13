-- title: Meetings by month
-- question: How many meetings of which kind were held in each month?
--
-- A meeting whose year no document settles has no month of a year, and is not counted.
SELECT
    strftime(held_on, '%Y-%m') AS month,
    kind,
    count(*) AS meetings
FROM meetings
WHERE held_on IS NOT NULL
GROUP BY month, kind
ORDER BY month, kind;
