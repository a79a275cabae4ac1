// With whom an actor negotiates, meets or agrees, told as fact, and when.
//
// @param name: string           the actor: any of its names, or a part of one
// @returns actor: string
// @returns partner: string
// @returns relations: list      NEGOTIATES, MET, AGREED
// @returns statements: integer
// @returns first: date
// @returns last: date
// @example graphkit query actors/negotiates-with --name "de Mistura"
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $name OR exact.id = $name OR $name IN exact.aliases
WITH collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($name)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($name)))
WITH exact, collect(near) AS near
UNWIND exact + near AS actor
MATCH (actor)-[r:NEGOTIATES|MET|AGREED]-(partner:Entity)
WHERE NOT partner:Thing
RETURN actor.name AS actor, partner.name AS partner, collect(DISTINCT type(r)) AS relations,
       sum(r.statements) AS statements, min(r.first) AS first, max(r.last) AS last
ORDER BY statements DESC, actor, partner
