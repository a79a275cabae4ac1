// Which actors a name can mean, with the names each is known by, most often mentioned first.
//
// @param name: string           any of its names, or a part of one
// @param limit: integer = 20    at most so many rows
// @returns id: string           stable id, can be given wherever a query takes a name
// @returns name: string
// @returns kind: string         Person, Organization, Country, Place or Group
// @returns aliases: list
// @returns statements: integer  in how many statements it does or undergoes something
// @example graphkit query actors/find --name Assad
MATCH (actor:Entity)
WHERE NOT actor:Thing
  AND (toLower(actor.name) CONTAINS toLower($name) OR actor.id = $name
    OR any(alias IN actor.aliases WHERE toLower(alias) CONTAINS toLower($name)))
OPTIONAL MATCH (s:Statement)-[:SUBJECT|OBJECT]->(actor)
WITH actor, count(DISTINCT s) AS statements
RETURN actor.id AS id, actor.name AS name, [label IN labels(actor) WHERE label <> 'Entity'][0] AS kind,
       actor.aliases AS aliases, statements
ORDER BY statements DESC, name
LIMIT $limit
