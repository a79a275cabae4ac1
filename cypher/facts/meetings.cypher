// Who met, visited or negotiated with whom, told as fact, by date.
//
// @param since: date = null    not before this day
// @param until: date = null    not after this day
// @param limit: integer = 100  at most so many rows
// @returns day: date
// @returns subject: string
// @returns relation: string  MET, VISITED, NEGOTIATES or AGREED
// @returns object: string
// @returns place: string     where the article says so
// @returns document: string
// @example graphkit query facts/meetings --since 2016-03-01
MATCH (s:Statement)
WHERE
  s.relation IN ['MET', 'VISITED', 'NEGOTIATES', 'AGREED'] AND
  s.polarity = 'positive' AND
  s.modality = 'asserted'
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH s, subject, object, d, coalesce(s.time_start, d.published) AS day
WHERE NOT object:Thing AND ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
OPTIONAL MATCH (s)-[:AT]->(place:Entity)
RETURN
  day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  place.name AS place,
  d.id AS document
ORDER BY day, document, s.start, relation, object
LIMIT $limit
