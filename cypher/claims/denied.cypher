// What is said not to be so, and by whom.
//
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns modality: string
// @returns said_by: string   who denies it, where the article names somebody
// @returns sentence: string
// @returns document: string
// @example graphkit query claims/denied
MATCH (s:Statement {polarity: 'negative'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.modality AS modality,
  speaker.name AS said_by,
  s.text AS sentence,
  d.id AS document
ORDER BY document, s.start, relation, object
LIMIT $limit
