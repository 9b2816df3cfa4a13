-- title: One official's career
-- question: Which posts did one official hold, on which days, as which documents say?
--
-- change and changed_on are what the document tells of the post (appointed, removed …, and since when); held_since and held_until
-- what all documents together tell of the spell.
-- It shows the official with most posts. For another, replace the first query by
-- SELECT official_id FROM officials WHERE name = '…': one name can be several people.
WITH who AS (
    SELECT official_id
    FROM positions
    GROUP BY official_id
    ORDER BY count(*) DESC, official_id
    LIMIT 1
)
SELECT o.name, o.name_pinyin, p.as_of, p.post, p.organization, p.title, p.change, p.changed_on, t.held_since, t.held_until, d.publisher, d.path
FROM positions AS p
JOIN who ON who.official_id = p.official_id
JOIN officials AS o ON o.official_id = p.official_id
JOIN documents AS d ON d.document_id = p.document_id
LEFT JOIN tenures AS t ON t.tenure_id = p.tenure_id
ORDER BY p.as_of NULLS LAST, p.post, d.path, p.position_id;
