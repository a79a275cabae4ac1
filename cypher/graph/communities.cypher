// Which actors stand together: each goes with the best connected one it has to do with.
//
// A plain, quick grouping; where Neo4j has Graph Data Science, its Louvain and Leiden find finer ones.
//
// @param at_least: integer = 3  groups of so many actors or more
// @param limit: integer = 30    at most so many rows
// @returns hub: string      the best connected actor of the group
// @returns actors: integer
// @returns members: list    their names, fifty at most
// @scan every actor belongs to a group
// @example graphkit query graph/communities
MATCH (hub:Entity)-[r]-(partner:Entity)
WHERE NOT hub:Thing AND NOT partner:Thing
WITH hub, count(r) AS degree, collect(DISTINCT partner) AS partners
UNWIND partners + [hub] AS member
// the lowest of these texts is that of the highest degree
WITH member, min(right('00000000' + toString(99999999 - degree), 8) + hub.id) AS best
WITH substring(best, 8) AS id, member.name AS name
ORDER BY name
WITH id, collect(name) AS members
WHERE size(members) >= $at_least
MATCH (hub:Entity {id: id})
RETURN hub.name AS hub, size(members) AS actors, members[..50] AS members
ORDER BY actors DESC, hub
LIMIT $limit
