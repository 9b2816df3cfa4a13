-- The posts of each official in order of time, each with the document that prints it.
SELECT
    o.official_id,
    o.name,
    o.name_pinyin,
    o.sector,
    p.as_of,
    p.post,
    p.organization,
    p.title,
    p.change,
    p.changed_on,
    d.document_id,
    d.title AS document,
    d.publisher,
    d.published_on,
    d.path
FROM positions AS p
JOIN officials AS o ON o.official_id = p.official_id
JOIN documents AS d ON d.document_id = p.document_id
ORDER BY o.name_pinyin, o.official_id, p.as_of NULLS LAST, p.post, d.document_id
