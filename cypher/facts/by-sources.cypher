// What is told as fact by the most documents.
//
// @param at_least: integer = 2  in so many documents or more
// @param limit: integer = 50    at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns documents: integer
// @returns statements: integer
// @scan every fact is looked at
// @example graphkit query facts/by-sources --at-least 3
MATCH (subject:Entity)-[r]->(object:Entity)
WHERE r.documents >= $at_least
RETURN
  subject.name AS subject,
  type(r) AS relation,
  object.name AS object,
  r.documents AS documents,
  r.statements AS statements
ORDER BY documents DESC, statements DESC, subject, relation, object
LIMIT $limit
