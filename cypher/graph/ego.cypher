// An actor's surroundings: whom and what it has to do with, and they with one another, as fact.
//
// @param name: entity            the actor
// @param things: boolean = true  with actions, events and documents
// @param limit: integer = 60     at most so many others, most often told first
// @returns subject: node
// @returns relationship: relationship
// @returns object: node
// @example graphkit query graph/ego --name Assad
MATCH (actor:Entity {id: $name})-[r]-(near:Entity)
WHERE $things OR NOT near:Thing
WITH actor, near, sum(r.statements) AS told
ORDER BY told DESC, near.name, near.id
LIMIT $limit
WITH actor, collect(near) AS around
UNWIND around + [actor] AS subject
MATCH (subject)-[r]->(object:Entity)
WHERE object IN around OR object = actor
WITH DISTINCT subject, r, object
RETURN subject, r AS relationship, object
ORDER BY r.statements DESC, subject.name, type(r), object.name
