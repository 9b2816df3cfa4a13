-- title: One name, several people
-- question: Which names do several officials bear, so that a count by name would be wrong?
SELECT
    o.name,
    count(DISTINCT o.official_id) AS officials,
    string_agg(DISTINCT p.post, '、' ORDER BY p.post) AS posts
FROM officials AS o
LEFT JOIN positions AS p ON p.official_id = o.official_id
GROUP BY o.name
HAVING count(DISTINCT o.official_id) > 1
ORDER BY officials DESC, o.name;
