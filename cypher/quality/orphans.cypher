// What hangs loose: entities that no statement names, and documents that state nothing.
//
// @returns kind: string  label of the node
// @returns id: string
// @returns name: string  name or title
// @scan every node is looked at
// @example graphkit query quality/orphans
MATCH (e:Entity)
WHERE NOT (e)<-[:SUBJECT|OBJECT|SAID_BY|AT]-(:Statement)
RETURN [label IN labels(e) WHERE label <> 'Entity'][0] AS kind, e.id AS id, e.name AS name
  UNION ALL
MATCH (d:Document)
WHERE NOT (d)<-[:IN_DOCUMENT]-(:Statement)
RETURN 'Document' AS kind, d.id AS id, d.title AS name
