-- The years between which a document was written stand in order.
SELECT document_id, year_from, year_to
FROM documents
WHERE year_from > year_to
ORDER BY document_id
