// What is in the graph: how many nodes of each kind and how many relationships of each type.
//
// @returns what: string     node or relationship
// @returns name: string     its label or type
// @returns number: integer
// @scan it counts everything
// @example graphkit query graph/overview
MATCH (n)
UNWIND labels(n) AS name
WITH name, count(*) AS number
WHERE name <> 'Entity'
WITH name, number
ORDER BY number DESC, name
RETURN 'node' AS what, name, number
  UNION ALL
MATCH ()-[r]->()
WITH type(r) AS name, count(*) AS number
ORDER BY number DESC, name
RETURN 'relationship' AS what, name, number
