// Which nodes may be two: texts name them differently in kind, or by names that share no word.
//
// @param limit: integer = 50  at most so many rows
// @returns id: string
// @returns name: string
// @returns kinds: list   what texts take it for
// @returns names: list   what texts are taken to mean by it
// @scan every entity is looked at
// @example graphkit query quality/suspicious-merges
MATCH (e:Entity)<-[link:SUBJECT|OBJECT|SAID_BY|AT]-(:Statement)
WITH DISTINCT e, link.kind AS kind, link.name AS name
ORDER BY kind, name
WITH e, collect(DISTINCT kind) AS kinds, collect(DISTINCT name) AS names
WHERE
  size(kinds) > 1 OR
  any(name IN names WHERE none(word IN split(toLower(name), ' ') WHERE word IN split(toLower(e.name), ' ')))
RETURN e.id AS id, e.name AS name, kinds, names
ORDER BY name, id
LIMIT $limit
