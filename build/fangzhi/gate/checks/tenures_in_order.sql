-- A post is first seen before it is last seen, and is not left before it is first seen.
SELECT tenure_id, first_seen, last_seen, left_by
FROM tenures
WHERE first_seen > last_seen OR left_by < first_seen OR (first_seen IS NULL) <> (last_seen IS NULL)
ORDER BY tenure_id
