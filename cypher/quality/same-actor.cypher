// Which actors may be the same: different nodes of one kind that share a name, in whatever case.
//
// @param limit: integer = 50  at most so many rows
// @returns spelling: string  the name they share
// @returns kind: string
// @returns ids: list
// @returns names: list       what each is called, in the order of ids
// @scan every name is compared
// @example graphkit query quality/same-actor
MATCH (e:Entity)
WHERE NOT e:Thing AND NOT e:Group
UNWIND coalesce(e.aliases, []) + [e.name] AS name
WITH DISTINCT toLower(name) AS spelling, [label IN labels(e) WHERE label <> 'Entity'][0] AS kind, e
ORDER BY e.id
WITH spelling, kind, collect(e.id) AS ids, collect(e.name) AS names
WHERE size(ids) > 1
RETURN spelling, kind, ids, names
ORDER BY kind, spelling
LIMIT $limit
