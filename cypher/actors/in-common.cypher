// Whom or what two actors both have to do with, and how, told as fact.
//
// @param name: entity   the actor
// @param other: entity  the other actor
// @returns name: string           what they have in common
// @returns kind: string
// @returns relations: list        of the first actor with it
// @returns other_relations: list  of the other actor with it
// @example graphkit query actors/in-common --name Putin --other Kerry
MATCH (actor:Entity)
WHERE actor.id = $name OR actor.name = $name
MATCH (other:Entity)
WHERE other.id = $other OR other.name = $other
MATCH (actor)-[r]-(shared:Entity)-[q]-(other)
WHERE shared <> actor AND shared <> other
RETURN
  shared.name AS name,
  [label IN labels(shared) WHERE label <> 'Entity'][0] AS kind,
  collect(DISTINCT type(r)) AS relations,
  collect(DISTINCT type(q)) AS other_relations
ORDER BY name
