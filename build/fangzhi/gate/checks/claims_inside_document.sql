-- A claim's characters lie inside its document.
SELECT c.claim_id, c.document_id, c.start, c."end", d.characters
FROM claims AS c
JOIN documents AS d USING (document_id)
WHERE c."end" > d.characters OR c.start >= c."end"
ORDER BY c.claim_id
