// Which actors have to do with the most others: the centre of what is told as fact.
//
// @param limit: integer = 30  at most so many rows
// @returns name: string
// @returns kind: string
// @returns partners: integer    other actors that it has a relationship with (degree centrality)
// @returns statements: integer  behind these relationships
// @returns acts: integer        those where it is the subject
// @returns undergoes: integer   those where it is the object
// @scan every actor counts
// @example graphkit query graph/central
MATCH (actor:Entity)-[r]-(partner:Entity)
WHERE NOT actor:Thing AND NOT partner:Thing
WITH
  actor,
  count(DISTINCT partner) AS partners,
  sum(r.statements) AS statements,
  sum(
    CASE
      WHEN startNode(r) = actor THEN r.statements
      ELSE 0
    END) AS acts
RETURN
  actor.name AS name,
  [label IN labels(actor) WHERE label <> 'Entity'][0] AS kind,
  partners,
  statements,
  acts,
  statements - acts AS undergoes
ORDER BY partners DESC, statements DESC, name
LIMIT $limit
