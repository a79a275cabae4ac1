// Who says what about an actor: statements that the article puts into somebody's mouth.
//
// @param name: entity         the actor
// @param limit: integer = 50  at most so many rows
// @returns speaker: string
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns sentence: string
// @returns document: string
// @example graphkit query actors/said-about --name Assad
MATCH (actor:Entity {id: $name})
MATCH (s:Statement)-[:SUBJECT|OBJECT]->(actor)
WITH DISTINCT s
MATCH
  (s)-[:SAID_BY]->(speaker:Entity),
  (s)-[:SUBJECT]->(subject:Entity),
  (s)-[:OBJECT]->(object:Entity),
  (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  speaker.name AS speaker,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  s.text AS sentence,
  d.id AS document
ORDER BY speaker, document, s.start, relation, object
LIMIT $limit
