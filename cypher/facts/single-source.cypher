// What a single document tells as fact and no other confirms, with the sentence to check.
//
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns document: string
// @returns source: string    the newspaper or agency
// @returns sentence: string
// @example graphkit query facts/single-source
MATCH (s:Statement {polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH s, subject, object, d
ORDER BY s.start
WITH subject, s.relation AS relation, object, collect(DISTINCT d) AS documents, collect(s.text)[0] AS sentence
WHERE size(documents) = 1
RETURN
  subject.name AS subject,
  relation,
  object.name AS object,
  documents[0].id AS document,
  documents[0].source AS source,
  sentence
ORDER BY document, subject, relation, object
LIMIT $limit
