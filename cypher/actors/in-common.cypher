// Whom or what two actors both have to do with, and how, told as fact.
//
// @param name: string             the actor: any of its names, or a part of one
// @param other: string            the other actor, likewise
// @returns name: string           what they have in common
// @returns kind: string
// @returns relations: list        of the first actor with it
// @returns other_relations: list  of the other actor with it
// @example graphkit query actors/in-common --name Putin --other Kerry
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $name OR exact.id = $name OR $name IN exact.aliases
WITH collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($name)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($name)))
WITH exact, collect(near) AS near
WITH exact + near AS actors
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $other OR exact.id = $other OR $other IN exact.aliases
WITH actors, collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($other)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($other)))
WITH actors, exact, collect(near) AS near
WITH actors, exact + near AS others
UNWIND actors AS actor
MATCH (actor)-[r]-(shared:Entity)
WHERE NOT shared IN others AND NOT shared IN actors
WITH others, shared, collect(DISTINCT type(r)) AS relations
UNWIND others AS other
MATCH (other)-[r]-(shared)
RETURN shared.name AS name, [label IN labels(shared) WHERE label <> 'Entity'][0] AS kind, relations,
       collect(DISTINCT type(r)) AS other_relations
ORDER BY name
