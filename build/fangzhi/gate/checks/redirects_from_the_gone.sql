-- An identifier that is redirected is no row's any more, and leads to a row that is there.
WITH ids AS (
    SELECT 'meetings' AS table_name, meeting_id AS id FROM meetings
    UNION ALL SELECT 'officials', official_id FROM officials
    UNION ALL SELECT 'projects', project_id FROM projects
    UNION ALL SELECT 'villages', village_id FROM villages
)
SELECT r.redirect_id, r.table_name, r.old_id, r.new_id
FROM redirects AS r
WHERE r.table_name IN (SELECT table_name FROM ids)
    AND (
        EXISTS (FROM ids AS i WHERE i.table_name = r.table_name AND i.id = r.old_id)
        OR r.new_id IS NOT NULL AND NOT EXISTS (FROM ids AS i WHERE i.table_name = r.table_name AND i.id = r.new_id)
    )
ORDER BY r.redirect_id
