-- A document is a copy of another one, which is no copy itself.
SELECT d.document_id, d.duplicate_of, o.duplicate_of AS which_copies
FROM documents AS d
JOIN documents AS o ON o.document_id = d.duplicate_of
WHERE o.duplicate_of IS NOT NULL OR d.document_id = o.document_id
ORDER BY d.document_id
