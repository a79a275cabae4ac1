// Who attacks, kills, arrests, sanctions or threatens whom, told as fact, by the most reports first.
//
// @param limit: integer = 100  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns statements: integer
// @returns documents: integer
// @returns reports: integer  copies of one report count once
// @returns first: date
// @returns last: date
// @example graphkit query facts/conflicts
MATCH (s:Statement)
WHERE
  s.relation IN ['ATTACKED', 'KILLED', 'ARRESTED', 'SENTENCED', 'SANCTIONED', 'THREATENS'] AND
  s.polarity = 'positive' AND
  s.modality = 'asserted'
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
WITH
  subject,
  s.relation AS relation,
  object,
  count(s) AS statements,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  min(coalesce(s.time_start, d.published)) AS first,
  max(coalesce(s.time_end, d.published)) AS last
RETURN subject.name AS subject, relation, object.name AS object, statements, documents, reports, first, last
ORDER BY reports DESC, statements DESC, subject, relation, object
LIMIT $limit
