// Whose forces are where, and which have left: told as fact, newest first.
//
// @param place: string = null  only this place: its name or a part of it
// @returns force: string
// @returns relation: string    DEPLOYED_AT, WITHDREW_FROM or CONTROLS
// @returns place: string
// @returns first: date
// @returns last: date
// @returns documents: integer
// @example graphkit query places/deployments --place Tartus
MATCH (force:Entity)-[r:DEPLOYED_AT|WITHDREW_FROM|CONTROLS]->(at:Entity)
WHERE $place IS NULL OR toLower(at.name) CONTAINS toLower($place)
   OR any(alias IN at.aliases WHERE toLower(alias) CONTAINS toLower($place))
RETURN force.name AS force, type(r) AS relation, at.name AS place, r.first AS first, r.last AS last,
       r.documents AS documents
ORDER BY last DESC, place, force, relation
