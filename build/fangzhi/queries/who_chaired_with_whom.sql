-- title: Who chaired what with whom
-- question: Who chaired each meeting, and who else was there?
WITH present AS (
    SELECT DISTINCT p.meeting_id, p.official_id, o.name, p.role
    FROM participations AS p
    JOIN officials AS o ON o.official_id = p.official_id
), chairs AS (
    SELECT DISTINCT meeting_id, official_id, name FROM present WHERE role = 'presided'
)
SELECT
    m.held_on,
    m.name AS meeting,
    c.name AS chair,
    string_agg(DISTINCT p.name, '、' ORDER BY p.name) FILTER (p.official_id <> c.official_id) AS others
FROM chairs AS c
JOIN meetings AS m ON m.meeting_id = c.meeting_id
JOIN present AS p ON p.meeting_id = c.meeting_id
GROUP BY m.held_on, m.meeting_id, m.name, c.official_id, c.name
ORDER BY m.held_on, meeting, chair, c.official_id;
