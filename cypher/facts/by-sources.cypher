// What is told as fact by the most reports; however many documents print one, it counts once.
//
// @param at_least: integer = 2  in so many reports or more
// @param limit: integer = 50    at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns reports: integer
// @returns documents: integer   that print these reports
// @returns statements: integer
// @scan every fact is looked at
// @example graphkit query facts/by-sources --at-least 3
MATCH (subject:Entity)-[r]->(object:Entity)
WITH subject, r, object, coalesce(r.reports, r.documents) AS reports
WHERE reports >= $at_least
RETURN
  subject.name AS subject,
  type(r) AS relation,
  object.name AS object,
  reports,
  r.documents AS documents,
  r.statements AS statements
ORDER BY reports DESC, documents DESC, statements DESC, subject, relation, object
LIMIT $limit
