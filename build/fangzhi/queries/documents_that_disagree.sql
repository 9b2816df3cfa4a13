-- title: Which documents disagree
-- question: For which cells do documents say different things, and what does each of them say?
--
-- Table conflicts is stricter: it leaves out what copies of one article say, and values that are no contradiction.
-- Here everything is shown that does not read the same, a longer form of a name too.
WITH said AS (
    SELECT DISTINCT table_name, row_id, field, document_id, value FROM claims WHERE table_name IN ('meetings', 'officials', 'projects', 'villages')
), torn AS (
    SELECT table_name, row_id, field
    FROM said
    GROUP BY table_name, row_id, field
    HAVING count(DISTINCT value) > 1 AND count(DISTINCT document_id) > 1
)
SELECT s.table_name, s.row_id, s.field, s.value, string_agg(d.path, ', ' ORDER BY d.path) AS documents
FROM said AS s
JOIN torn AS t ON t.table_name = s.table_name AND t.row_id = s.row_id AND t.field = s.field
JOIN documents AS d ON d.document_id = s.document_id
GROUP BY s.table_name, s.row_id, s.field, s.value
ORDER BY s.table_name, s.row_id, s.field, s.value;
