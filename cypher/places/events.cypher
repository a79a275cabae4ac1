// What is told to have happened at a place, or to it, by date.
//
// @param place: entity         the place or country
// @param limit: integer = 100  at most so many rows
// @returns day: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns place: string
// @returns document: string
// @example graphkit query places/events --place Genf
MATCH (place:Entity {id: $place})
MATCH (s:Statement)-[:AT|OBJECT]->(place)
WITH DISTINCT s, place
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  coalesce(s.time_start, d.published) AS day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  place.name AS place,
  d.id AS document
ORDER BY day, document, s.start, relation, object
LIMIT $limit
