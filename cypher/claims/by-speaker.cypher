// What an actor claims: statements that are told as what it says.
//
// @param name: entity         the speaker
// @param limit: integer = 50  at most so many rows
// @returns speaker: string
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns sentence: string
// @returns document: string
// @example graphkit query claims/by-speaker --name Kerry
MATCH (speaker:Entity {id: $name})
MATCH (s:Statement)-[:SAID_BY]->(speaker)
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
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
