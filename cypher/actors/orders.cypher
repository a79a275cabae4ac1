// Who orders what, told as fact: of one actor, or of all.
//
// @param name: entity = null   only what this actor orders
// @param limit: integer = 100  at most so many rows
// @returns actor: string
// @returns ordered: string      the action, or who is ordered
// @returns first: date
// @returns statements: integer
// @returns documents: integer
// @returns reports: integer    copies of one report count once
// @relationship actor ORDERED ordered
// @example graphkit query actors/orders --name Putin
MATCH (actor:Entity)-[r:ORDERED]->(ordered:Entity)
WHERE $name IS NULL OR actor.id = $name
RETURN
  actor.name AS actor,
  ordered.name AS ordered,
  r.first AS first,
  r.statements AS statements,
  r.documents AS documents,
  coalesce(r.reports, r.documents) AS reports
ORDER BY first, actor, ordered
LIMIT $limit
