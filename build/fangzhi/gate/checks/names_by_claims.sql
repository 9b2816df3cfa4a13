-- The name of a row is one that a claim of it says.
WITH named AS (
    SELECT 'meetings' AS table_name, meeting_id AS row_id, name FROM meetings
    UNION ALL SELECT 'officials', official_id, name FROM officials
    UNION ALL SELECT 'projects', project_id, name FROM projects
    UNION ALL SELECT 'villages', village_id, name FROM villages
)
SELECT n.table_name, n.row_id, n.name
FROM named AS n
ANTI JOIN claims AS c ON c.table_name = n.table_name AND c.row_id = n.row_id AND c.field = 'name' AND c.value = n.name
ORDER BY ALL
