// Which actors a name can mean, with the names each is known by, most often mentioned first.
//
// Full text: `al Assad` finds either word, `+al +Assad` both, `Asad~` tolerates slips, `Ass*` goes on.
//
// @param name: string         words of a name
// @param limit: integer = 20  at most so many rows
// @returns id: string           stable id, can be given wherever a query takes a name
// @returns name: string
// @returns kind: string         Person, Organization, Country, Place or Group
// @returns aliases: list
// @returns statements: integer  in how many statements it does or undergoes something
// @example graphkit query actors/find --name Assad
UNWIND ['entity_names', 'entity_aliases'] AS index
CALL db.index.fulltext.queryNodes(index, $name) YIELD node AS actor
WITH DISTINCT actor
WHERE NOT actor:Thing
OPTIONAL MATCH (s:Statement)-[:SUBJECT|OBJECT]->(actor)
WITH actor, count(DISTINCT s) AS statements
RETURN
  actor.id AS id,
  actor.name AS name,
  [label IN labels(actor) WHERE label <> 'Entity'][0] AS kind,
  actor.aliases AS aliases,
  statements
ORDER BY statements DESC, name, id
LIMIT $limit
