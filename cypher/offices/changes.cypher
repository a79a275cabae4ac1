// Who came into office or left it, or is to: appointments, resignations, successions by date.
//
// @param of: entity = null   only where this person, country or organisation is one of the two sides
// @param since: date = null  not before this day
// @returns day: date
// @returns subject: string
// @returns relation: string  APPOINTED, RESIGNED or SUCCEEDED
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns document: string
// @example graphkit query offices/changes --since 2016-01-01
MATCH (s:Statement)
WHERE s.relation IN ['APPOINTED', 'RESIGNED', 'SUCCEEDED']
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH s, subject, object, d, coalesce(s.time_start, d.published) AS day
WHERE ($since IS NULL OR day >= $since) AND ($of IS NULL OR $of IN [subject.id, object.id])
RETURN
  day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  d.id AS document
ORDER BY day, document, s.start, relation, object
