-- title: Who meets whom
-- question: Which two officials are reported together at most meetings?
WITH present AS (
    SELECT DISTINCT meeting_id, official_id FROM participations
)
SELECT
    a.name AS one,
    b.name AS other,
    count(*) AS meetings,
    min(m.held_on) AS first,
    max(m.held_on) AS last
FROM present AS p
JOIN present AS q ON q.meeting_id = p.meeting_id AND q.official_id > p.official_id
JOIN officials AS a ON a.official_id = p.official_id
JOIN officials AS b ON b.official_id = q.official_id
JOIN meetings AS m ON m.meeting_id = p.meeting_id
GROUP BY p.official_id, q.official_id, a.name, b.name
ORDER BY meetings DESC, one, other, p.official_id, q.official_id
LIMIT 50;
