// What is in the graph: how many nodes of each kind and how many relationships of each type.
//
// @returns what: string    node or relationship
// @returns name: string    its label or type
// @returns count: integer
// @example graphkit query graph/overview
MATCH (n)
UNWIND labels(n) AS name
WITH name, count(*) AS count
WHERE name <> 'Entity'
WITH name, count
ORDER BY count DESC, name
RETURN 'node' AS what, name, count
UNION ALL
MATCH ()-[r]->()
WITH type(r) AS name, count(*) AS count
ORDER BY count DESC, name
RETURN 'relationship' AS what, name, count
