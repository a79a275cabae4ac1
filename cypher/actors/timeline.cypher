// What is told of an actor, by date: claims as well as facts.
//
// A statement without a date of its own stands at the day its article was published.
//
// @param name: entity          the actor
// @param since: date = null    not before this day
// @param until: date = null    not after this day
// @param limit: integer = 100  at most so many rows
// @returns day: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns document: string
// @example graphkit query actors/timeline --name Putin --since 2016-03-01
MATCH (actor:Entity {id: $name})
MATCH (s:Statement)-[:SUBJECT|OBJECT]->(actor)
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH s, subject, object, d, coalesce(s.time_start, d.published) AS day
WHERE ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
RETURN
  day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  d.id AS document
ORDER BY day, document, s.start, relation, object
LIMIT $limit
