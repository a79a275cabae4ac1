// What one document says, in the order of its text.
//
// @param document: string  its id, as documents/list gives it
// @returns sentence: integer  number of the sentence, from 1
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string   positive, or negative where it is denied
// @returns modality: string   asserted, reported, planned or hypothetical
// @returns said_by: string
// @returns trigger: string    the word that says it
// @returns statement: string  id of the statement
// @example graphkit query documents/statements --document syria-withdrawal
MATCH (:Document {id: $document})<-[:IN_DOCUMENT]-(s:Statement)
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN
  s.sentence AS sentence,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  speaker.name AS said_by,
  s.trigger AS trigger,
  s.id AS statement
ORDER BY sentence, s.start, relation, subject, object
