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
MATCH (subject:Entity)-[r]->(object:Entity)
WHERE r.documents = 1
MATCH (subject)<-[:SUBJECT]-(s:Statement {polarity: 'positive', modality: 'asserted'})-[:OBJECT]->(object)
WHERE s.relation = type(r)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
WITH subject, r, object, d, s
ORDER BY s.start
WITH subject, r, object, d, collect(s.text)[0] AS sentence
RETURN
  subject.name AS subject,
  type(r) AS relation,
  object.name AS object,
  d.id AS document,
  d.source AS source,
  sentence
ORDER BY document, subject, relation, object
LIMIT $limit
