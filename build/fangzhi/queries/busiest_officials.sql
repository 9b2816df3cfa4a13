-- title: The busiest officials
-- question: Who took part in most meetings, and how often in which role?
SELECT
    o.name,
    o.sector,
    count(DISTINCT p.meeting_id) AS meetings,
    count(DISTINCT p.meeting_id) FILTER (p.role = 'presided') AS presided,
    count(DISTINCT p.meeting_id) FILTER (p.role = 'spoke') AS spoke,
    count(DISTINCT p.meeting_id) FILTER (p.role = 'reported') AS reported,
    count(DISTINCT p.document_id) AS documents
FROM participations AS p
JOIN officials AS o ON o.official_id = p.official_id
GROUP BY o.official_id, o.name, o.sector
ORDER BY meetings DESC, documents DESC, o.name, o.official_id
LIMIT 50;
