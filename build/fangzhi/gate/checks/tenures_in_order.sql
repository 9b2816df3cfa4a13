-- A post is first seen before it is last seen, is not left before it is first seen, and is not seen before it is told to be held.
SELECT tenure_id, first_seen, last_seen, left_by, held_since, held_until
FROM tenures
WHERE first_seen > last_seen OR left_by < first_seen OR (first_seen IS NULL) <> (last_seen IS NULL)
    OR first_seen < held_since OR held_since > held_until
ORDER BY tenure_id
