-- title: The largest investments
-- question: Which projects are to cost most, in the words of which sentence?
SELECT p.name, p.investment_amount / 100000000 AS hundred_million, p.investment_currency, p.stage, c.quote
FROM projects AS p
JOIN claims AS c ON c.table_name = 'projects' AND c.row_id = p.project_id AND c.field = 'investment_amount'
ORDER BY p.investment_amount DESC NULLS LAST, p.name, c.quote, c.claim_id
LIMIT 10;
