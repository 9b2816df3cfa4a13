-- title: What the documents gave
-- question: How many rows did each document support, and how damaged was its text?
SELECT path, publisher, published_on, characters, repairs_per_thousand, meetings, officials, projects, villages, targets, claims
FROM source_coverage
ORDER BY claims DESC, path;
