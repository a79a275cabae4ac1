// What an actor does to others and they to it, as far as told as fact; most often told first.
//
// @param name: string           the actor: any of its names, or a part of one
// @param limit: integer = 50    at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns statements: integer  how many statements say so
// @returns documents: integer   in how many documents
// @returns first: date          when it is first said to have happened
// @returns last: date
// @example graphkit query actors/relations --name Assad
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $name OR exact.id = $name OR $name IN exact.aliases
WITH collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($name)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($name)))
WITH exact, collect(near) AS near
UNWIND exact + near AS actor
MATCH (actor)-[r]-(:Entity)
WITH DISTINCT r
RETURN startNode(r).name AS subject, type(r) AS relation, endNode(r).name AS object,
       r.statements AS statements, r.documents AS documents, r.first AS first, r.last AS last
ORDER BY statements DESC, subject, relation, object
LIMIT $limit
