-- What each document gave: how many rows of each table it supports.
WITH told AS (
    SELECT document_id, table_name, row_id, count(*) AS times FROM claims GROUP BY document_id, table_name, row_id
), rows AS (
    SELECT
        document_id,
        count(*) FILTER (table_name = 'meetings') AS meetings,
        count(*) FILTER (table_name = 'officials') AS officials,
        count(*) FILTER (table_name = 'positions') AS positions,
        count(*) FILTER (table_name = 'participations') AS participations,
        count(*) FILTER (table_name = 'projects') AS projects,
        count(*) FILTER (table_name = 'villages') AS villages,
        count(*) FILTER (table_name = 'targets') AS targets,
        CAST(sum(times) AS BIGINT) AS claims
    FROM told
    GROUP BY document_id
)
SELECT
    d.document_id,
    d.path,
    d.publisher,
    d.published_on,
    d.characters,
    CAST(round(1000.0 * d.repairs / d.characters, 1) AS DECIMAL(24, 6)) AS repairs_per_thousand,
    coalesce(r.meetings, 0) AS meetings,
    coalesce(r.officials, 0) AS officials,
    coalesce(r.positions, 0) AS positions,
    coalesce(r.participations, 0) AS participations,
    coalesce(r.projects, 0) AS projects,
    coalesce(r.villages, 0) AS villages,
    coalesce(r.targets, 0) AS targets,
    coalesce(r.claims, 0) AS claims
FROM documents AS d
LEFT JOIN rows AS r ON r.document_id = d.document_id
