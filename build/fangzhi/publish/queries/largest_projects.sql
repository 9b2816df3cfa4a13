-- The largest investments, with the sentence's own words for them
SELECT p.name, p.investment_amount / 100000000 AS hundred_million, p.investment_currency, p.stage, c.quote
FROM projects AS p
JOIN claims AS c ON c.table_name = 'projects' AND c.row_id = p.project_id AND c.field = 'investment_amount'
ORDER BY p.investment_amount DESC, p.name
LIMIT 10;
