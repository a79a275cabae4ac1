// When an actor is first and last written about, and how often.
//
// @param name: entity  the actor
// @returns name: string
// @returns kind: string
// @returns first: date          day of publication of the first document that names it
// @returns last: date
// @returns documents: integer
// @returns reports: integer     copies of one report count once
// @returns sources: integer     how many newspapers or agencies
// @returns statements: integer  in which it acts, undergoes or speaks
// @example graphkit query actors/mentions --name Assad
MATCH (actor:Entity {id: $name})
MATCH (actor)<-[:SUBJECT|OBJECT|SAID_BY]-(s:Statement)-[:IN_DOCUMENT]->(d:Document)
RETURN
  actor.name AS name,
  [label IN labels(actor) WHERE label <> 'Entity'][0] AS kind,
  min(d.published) AS first,
  max(d.published) AS last,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  count(DISTINCT d.source) AS sources,
  count(DISTINCT s) AS statements
ORDER BY name
