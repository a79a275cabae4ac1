// Who attacks, kills, arrests, sanctions or threatens whom, told as fact, most often told first.
//
// @param limit: integer = 100  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns statements: integer
// @returns documents: integer
// @returns first: date
// @returns last: date
// @example graphkit query facts/conflicts
MATCH (subject:Entity)-[r:ATTACKED|KILLED|ARRESTED|SENTENCED|SANCTIONED|THREATENS]->(object:Entity)
RETURN
  subject.name AS subject,
  type(r) AS relation,
  object.name AS object,
  r.statements AS statements,
  r.documents AS documents,
  r.first AS first,
  r.last AS last
ORDER BY statements DESC, subject, relation, object
LIMIT $limit
