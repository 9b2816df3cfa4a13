-- title: How projects came along
-- question: For each project that several documents tell of: what stage and what amount did each of them report?
SELECT p.name, r.as_of, r.stage, r.investment_amount, r.investment_currency, d.path
FROM project_reports AS r
JOIN projects AS p ON p.project_id = r.project_id
JOIN documents AS d ON d.document_id = r.document_id
QUALIFY count(*) OVER (PARTITION BY p.project_id) > 1
ORDER BY p.name, p.project_id, r.as_of NULLS LAST, d.path;
