// Who holds which office, in which country or organisation.
//
// @param of: string = null     only of this country or organisation: its name or a part of it
// @returns person: string
// @returns office: string
// @returns of: string
// @returns documents: integer  how many documents say so
// @returns last: date          the last day it is told
// @example graphkit query offices/holders --of Russland
MATCH (person:Entity)<-[:SUBJECT]-(s:Statement {relation: 'HOLDS_OFFICE', polarity: 'positive'})
      -[:OBJECT]->(body:Entity)
WHERE s.modality = 'asserted'
  AND ($of IS NULL OR toLower(body.name) CONTAINS toLower($of) OR $of IN body.aliases)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN person.name AS person, s.title AS office, body.name AS of, count(DISTINCT d) AS documents,
       max(coalesce(s.time_end, d.published)) AS last
ORDER BY of, office, person
