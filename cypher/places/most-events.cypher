// At which places and in which countries most is told to happen, as fact.
//
// @param limit: integer = 50  at most so many rows
// @returns place: string
// @returns kind: string         Place or Country
// @returns statements: integer  that happen there, or are about going, being or holding out there
// @returns documents: integer
// @returns reports: integer     copies of one report count once
// @returns first: date
// @returns last: date
// @example graphkit query places/most-events
MATCH (place:Place|Country)<-[role:AT|OBJECT]-(s:Statement {polarity: 'positive', modality: 'asserted'})
WHERE
  type(role) = 'AT' OR
  s.relation IN ['VISITED', 'DEPLOYED_AT', 'WITHDREW_FROM', 'CONTROLS', 'ATTACKED', 'LOCATED_IN']
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  place.name AS place,
  [label IN labels(place) WHERE label <> 'Entity'][0] AS kind,
  count(DISTINCT s) AS statements,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  min(coalesce(s.time_start, d.published)) AS first,
  max(coalesce(s.time_end, d.published)) AS last
ORDER BY statements DESC, place
LIMIT $limit
