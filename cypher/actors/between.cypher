// Everything told between two actors in either direction, claims and denials included, by date.
//
// @param name: entity   the actor
// @param other: entity  the other actor
// @returns day: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns said_by: string   who says so, where the article names somebody
// @returns sentence: string
// @returns document: string
// @example graphkit query actors/between --name Putin --other Assad
MATCH (actor:Entity {id: $name})
MATCH (other:Entity {id: $other})
MATCH (actor)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(other)
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN
  coalesce(s.time_start, d.published) AS day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  speaker.name AS said_by,
  s.text AS sentence,
  d.id AS document
ORDER BY day, document, s.start, relation, object
