-- Who took part in which meeting and how: one row for each meeting, official and document, with the roles and the posts
-- that the document prints.
SELECT
    m.meeting_id,
    m.held_on,
    m.held_month,
    m.held_day,
    m.name AS meeting,
    m.kind,
    m.venue,
    o.official_id,
    o.name AS official,
    o.name_pinyin,
    string_agg(DISTINCT p.role, ', ' ORDER BY p.role) AS roles,
    any_value(posts.posts) AS posts,
    d.document_id,
    d.title AS document,
    d.path
FROM participations AS p
JOIN meetings AS m ON m.meeting_id = p.meeting_id
JOIN officials AS o ON o.official_id = p.official_id
JOIN documents AS d ON d.document_id = p.document_id
LEFT JOIN (
    SELECT official_id, document_id, string_agg(DISTINCT post, '、' ORDER BY post) AS posts
    FROM positions
    GROUP BY official_id, document_id
) AS posts ON posts.official_id = p.official_id AND posts.document_id = p.document_id
GROUP BY
    m.meeting_id, m.held_on, m.held_month, m.held_day, m.name, m.kind, m.venue,
    o.official_id, o.name, o.name_pinyin, d.document_id, d.title, d.path
