// Who holds which office, in which country or organisation.
//
// @param of: entity = null  only of this country or organisation
// @returns person: string
// @returns office: string
// @returns of: string
// @returns documents: integer  how many documents say so
// @returns reports: integer    copies of one report count once
// @returns last: date          the last day it is told
// @relationship person HOLDS_OFFICE of
// @example graphkit query offices/holders --of Russland
MATCH (s:Statement {relation: 'HOLDS_OFFICE', polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(person:Entity), (s)-[:OBJECT]->(body:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WHERE $of IS NULL OR body.id = $of
RETURN
  person.name AS person,
  s.title AS office,
  body.name AS of,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  max(coalesce(s.time_end, d.published)) AS last
ORDER BY of, office, person
