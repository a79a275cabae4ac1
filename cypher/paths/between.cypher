// How two actors are connected: a shortest chain of relationships told as fact.
//
// @param name: string      the actor: any of its names, or a part of one
// @param other: string     the other actor, likewise
// @returns path: path
// @returns steps: integer  how many relationships it has, six at most
// @example graphkit query paths/between --name "Kofi Annan" --other Assad
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
UNWIND actors AS actor
UNWIND exact + near AS other
WITH actor, other
WHERE actor <> other
// only these: through a :Statement or a :Document everything is connected with everything
MATCH path = shortestPath((actor)-[:
    ORDERED|NEGOTIATES|AGREED|MET|VISITED|SUPPORTS|PROMISED|DEMANDS|CRITICIZES|REJECTS
    |THREATENS|ATTACKED|KILLED|ARRESTED|SENTENCED|SANCTIONED|DEPLOYED_AT|WITHDREW_FROM
    |CONTROLS|APPOINTED|RESIGNED|SUCCEEDED|HOLDS_OFFICE|MEMBER_OF|LOCATED_IN|RELATED
    *..6]-(other))
RETURN path, length(path) AS steps
ORDER BY steps
