// Who held which office on a day: for each, the person last told to hold it on that day or before.
//
// @param day: date          the day
// @param of: entity = null  only of this country or organisation
// @returns person: string
// @returns office: string
// @returns of: string
// @returns told: date      the last day up to the given one for which it is told
// @relationship person HOLDS_OFFICE of
// @example graphkit query offices/held-on --day 2016-03-31
MATCH (s:Statement {relation: 'HOLDS_OFFICE', polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(person:Entity), (s)-[:OBJECT]->(body:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH person, s.title AS office, body, coalesce(s.time_start, d.published) AS told
WHERE told <= $day AND ($of IS NULL OR body.id = $of)
WITH office, body, person, max(told) AS told
ORDER BY told DESC, person.name
WITH office, body, collect({name: person.name, told: told})[0] AS holder
RETURN holder.name AS person, office, body.name AS of, holder.told AS told
ORDER BY of, office
