-- title: Where officials go
-- question: Who went on inspection visits, when, and to which places?
SELECT
    m.held_on,
    m.venue,
    string_agg(DISTINCT o.name, '、' ORDER BY o.name) AS officials,
    m.name AS visit
FROM meetings AS m
JOIN participations AS p ON p.meeting_id = m.meeting_id
JOIN officials AS o ON o.official_id = p.official_id
WHERE m.kind = 'inspection'
GROUP BY m.meeting_id, m.held_on, m.venue, m.name
ORDER BY m.held_on, visit, m.meeting_id;
