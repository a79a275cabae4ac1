// What is told with a reservation: reported, planned or hypothetical, newest first.
//
// @param modality: string = null  only reported, planned or hypothetical
// @param limit: integer = 50      at most so many rows
// @returns day: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns modality: string
// @returns said_by: string   who says so, where the article names somebody
// @returns sentence: string
// @returns document: string
// @scan a third of all statements may be one
// @example graphkit query claims/hedged --modality planned
MATCH (s:Statement)
WHERE s.modality IN ['reported', 'planned', 'hypothetical'] AND ($modality IS NULL OR s.modality = $modality)
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN
  coalesce(s.time_start, d.published) AS day,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.modality AS modality,
  speaker.name AS said_by,
  s.text AS sentence,
  d.id AS document
ORDER BY day DESC, document, s.start, relation, object
LIMIT $limit
