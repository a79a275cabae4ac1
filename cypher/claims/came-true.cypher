// Which plans and claims a later report tells as fact: same subject, relation and object.
//
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns modality: string    how it was told at first: reported, planned or hypothetical
// @returns claimed: date       day of publication
// @returns claimed_in: string  document
// @returns told: date          as fact, on the same day or later
// @returns told_in: string     document
// @example graphkit query claims/came-true
MATCH (s:Statement {polarity: 'positive'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH
  subject,
  s.relation AS relation,
  object,
  collect(
    CASE
      WHEN
        s.modality <> 'asserted'
        THEN {modality: s.modality, day: d.published, document: d.id, report: coalesce(d.report, d.id)}
    END) AS claims,
  collect(
    CASE
      WHEN s.modality = 'asserted' THEN {day: d.published, document: d.id, report: coalesce(d.report, d.id)}
    END) AS facts
WHERE size(claims) > 0 AND size(facts) > 0
UNWIND claims AS claim
UNWIND facts AS fact
WITH subject, relation, object, claim, fact
WHERE fact.day >= claim.day AND fact.report <> claim.report
RETURN DISTINCT
  subject.name AS subject,
  relation,
  object.name AS object,
  claim.modality AS modality,
  claim.day AS claimed,
  claim.document AS claimed_in,
  fact.day AS told,
  fact.document AS told_in
ORDER BY claimed, subject, relation, object, modality, claimed_in, told, told_in
LIMIT $limit
