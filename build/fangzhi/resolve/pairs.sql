-- Pairs of items that share a key of `keyed` (item, key, "order"), each once: with every item those that come next under the key.
WITH lines AS (
    SELECT key, item, min("order") AS place
    FROM keyed
    WHERE key IS NOT NULL
    GROUP BY key, item
),
neighbours AS (
    SELECT item, unnest(list(item) OVER (
        PARTITION BY key ORDER BY place, item ROWS BETWEEN 1 FOLLOWING AND $window FOLLOWING
    )) AS other
    FROM lines
)
SELECT DISTINCT least(item, other) AS "left", greatest(item, other) AS "right"
FROM neighbours
ORDER BY ALL
