// Whom or what two actors both have to do with, and how, told as fact.
//
// @param name: entity   the actor
// @param other: entity  the other actor
// @returns name: string           what they have in common
// @returns kind: string
// @returns relations: list        of the first actor with it
// @returns other_relations: list  of the other actor with it
// @example graphkit query actors/in-common --name Putin --other Kerry
UNWIND [$name, $other] AS id
MATCH (:Entity {id: id})-[r]-(shared:Entity)
WHERE NOT shared.id IN [$name, $other]
WITH DISTINCT id, shared, type(r) AS relation
ORDER BY relation
WITH shared, id, collect(relation) AS relations
WITH shared, collect({actor: id, relations: relations}) AS ties
WHERE size(ties) = 2
RETURN
  shared.name AS name,
  [label IN labels(shared) WHERE label <> 'Entity'][0] AS kind,
  [tie IN ties WHERE tie.actor = $name][0].relations AS relations,
  [tie IN ties WHERE tie.actor = $other][0].relations AS other_relations
ORDER BY name
