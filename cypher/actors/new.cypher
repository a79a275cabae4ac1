// Who is written about in a period and was not before.
//
// @param since: date           the first day of the period
// @param until: date = null    the last day; none where it is open
// @param limit: integer = 100  at most so many rows
// @returns name: string
// @returns kind: string
// @returns first: date         day of publication of the first document that names the actor
// @returns documents: integer  in the period
// @returns reports: integer    copies of one report count once
// @example graphkit query actors/new --since 2016-03-16
MATCH (d:Document)
WHERE d.published >= $since AND ($until IS NULL OR d.published <= $until)
MATCH (d)<-[:IN_DOCUMENT]-(:Statement)-[:SUBJECT|OBJECT]->(actor:Entity)
WHERE NOT actor:Thing
WITH
  actor,
  min(d.published) AS first,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports
WHERE
  NOT EXISTS {
    MATCH (actor)<-[:SUBJECT|OBJECT]-(:Statement)-[:IN_DOCUMENT]->(earlier:Document)
    WHERE earlier.published < $since
  }
RETURN
  actor.name AS name,
  [label IN labels(actor) WHERE label <> 'Entity'][0] AS kind,
  first,
  documents,
  reports
ORDER BY first, documents DESC, name
LIMIT $limit
