// Whose forces are where and since when, and which have left: told as fact, newest first.
//
// @param place: entity = null  only this place or country
// @returns force: string
// @returns relation: string    DEPLOYED_AT, WITHDREW_FROM or CONTROLS
// @returns place: string
// @returns first: date         since when it is told
// @returns last: date
// @returns documents: integer
// @returns reports: integer    copies of one report count once
// @relationship force relation place
// @example graphkit query places/deployments --place Tartus
MATCH (force:Entity)-[r:DEPLOYED_AT|WITHDREW_FROM|CONTROLS]->(place:Entity)
WHERE $place IS NULL OR place.id = $place
RETURN
  force.name AS force,
  type(r) AS relation,
  place.name AS place,
  r.first AS first,
  r.last AS last,
  r.documents AS documents,
  coalesce(r.reports, r.documents) AS reports
ORDER BY last DESC, place, force, relation
