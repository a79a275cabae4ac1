// What an actor does to others and they to it, as far as told as fact; most often told first.
//
// @param name: entity         the actor
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns statements: integer  how many statements say so
// @returns documents: integer   in how many documents
// @returns reports: integer     copies of one report count once
// @returns first: date          when it is first said to have happened
// @returns last: date
// @example graphkit query actors/relations --name Assad
MATCH (actor:Entity {id: $name})
MATCH (actor)-[r]-(:Entity)
WITH DISTINCT r
RETURN
  startNode(r).name AS subject,
  type(r) AS relation,
  endNode(r).name AS object,
  r.statements AS statements,
  r.documents AS documents,
  coalesce(r.reports, r.documents) AS reports,
  r.first AS first,
  r.last AS last
ORDER BY statements DESC, subject, relation, object
LIMIT $limit
