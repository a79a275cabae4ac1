// What one statement affirms and another denies: same subject, relation and object.
//
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns affirmed_in: list  documents that say so, as fact or claim; of the copies of a report one
// @returns denied_in: list    documents that say it is not so, likewise
// @scan every statement is held against the others
// @example graphkit query claims/contradicted
MATCH (s:Statement)
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH
  subject,
  s.relation AS relation,
  object,
  s.polarity AS polarity,
  coalesce(d.report, d.id) AS report,
  min(d.id) AS document
WITH
  subject,
  relation,
  object,
  collect(
    CASE polarity
      WHEN 'positive' THEN document
    END) AS affirming,
  collect(
    CASE polarity
      WHEN 'negative' THEN document
    END) AS denying
WHERE size(affirming) > 0 AND size(denying) > 0
UNWIND affirming AS document
WITH subject, relation, object, denying, document
ORDER BY document
WITH subject, relation, object, denying, collect(DISTINCT document) AS affirmed_in
UNWIND denying AS document
WITH subject, relation, object, affirmed_in, document
ORDER BY document
RETURN
  subject.name AS subject,
  relation,
  object.name AS object,
  affirmed_in,
  collect(DISTINCT document) AS denied_in
ORDER BY subject, relation, object
