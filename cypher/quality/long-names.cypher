// Entities with suspiciously long names: where extraction may have taken too much of a sentence.
//
// @param words: integer = 6   so many words or more
// @param limit: integer = 50  at most so many rows
// @returns name: string
// @returns kind: string
// @returns words: integer
// @returns document: string  one that mentions it
// @scan every name is measured
// @example graphkit query quality/long-names --words 8
MATCH (e:Entity)
WITH e, size(split(e.name, ' ')) AS words
WHERE words >= $words
MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)-[:IN_DOCUMENT]->(d:Document)
RETURN e.name AS name, [label IN labels(e) WHERE label <> 'Entity'][0] AS kind, words, min(d.id) AS document
ORDER BY words DESC, name
LIMIT $limit
