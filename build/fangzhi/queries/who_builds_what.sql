-- title: Who builds what
-- question: Which companies and bodies stand behind most projects, and with how much money?
SELECT
    proponent,
    count(*) AS projects,
    sum(investment_amount) FILTER (investment_currency = 'CNY') AS yuan,
    string_agg(name, '、' ORDER BY name, project_id) AS names
FROM projects
WHERE proponent IS NOT NULL
GROUP BY proponent
ORDER BY projects DESC, yuan DESC NULLS LAST, proponent;
