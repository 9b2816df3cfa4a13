-- title: What a row rests on
-- question: Which words of which documents stand behind one row, and which rule read them?
--
-- It shows the project that most documents tell of. For another row, put its key in place of the first query.
WITH one AS (
    SELECT project_id AS row_id
    FROM project_reports
    GROUP BY project_id
    ORDER BY count(*) DESC, project_id
    LIMIT 1
)
SELECT c.field, c.value, c.quote, d.path, c.start, c."end", c.rule
FROM claims AS c
JOIN one ON one.row_id = c.row_id
JOIN documents AS d ON d.document_id = c.document_id
ORDER BY c.field, d.path, c.start, c.claim_id;
