// What a single report tells as fact and no other confirms, with the sentence to check.
//
// However many documents print a report, it is one: the row names the one that printed it first.
//
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns document: string
// @returns source: string    the newspaper or agency
// @returns sentence: string
// @returns documents: integer  how many print the report and tell it
// @example graphkit query facts/single-source
MATCH (s:Statement {polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH s, subject, object, d
ORDER BY d.published, d.id, s.start
WITH
  subject,
  s.relation AS relation,
  object,
  collect(DISTINCT d) AS printed,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  collect(s.text)[0] AS sentence
WHERE reports = 1
RETURN
  subject.name AS subject,
  relation,
  object.name AS object,
  printed[0].id AS document,
  printed[0].source AS source,
  sentence,
  size(printed) AS documents
ORDER BY document, subject, relation, object
LIMIT $limit
