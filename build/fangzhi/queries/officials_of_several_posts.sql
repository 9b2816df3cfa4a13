-- title: Several posts at once
-- question: Which officials are printed with posts of more than one body in one document?
SELECT o.name, d.published_on, string_agg(DISTINCT p.post, '、' ORDER BY p.post) AS posts, d.path
FROM positions AS p
JOIN officials AS o ON o.official_id = p.official_id
JOIN documents AS d ON d.document_id = p.document_id
GROUP BY o.official_id, o.name, d.document_id, d.published_on, d.path
HAVING count(DISTINCT p.organization) > 1
ORDER BY o.name, d.path, o.official_id;
