// What changed between two dates: facts told in the period that no document before it tells.
//
// @param since: date                the first day of the period
// @param until: date                the last day
// @param repeated: boolean = false  show also what was told before
// @param limit: integer = 100       at most so many rows
// @returns change: string      new, or repeated
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns first: date         day of publication of the first document of the period that tells it
// @returns documents: integer  of the period that tell it
// @returns reports: integer    copies of one report count once
// @example graphkit query facts/changed --since 2016-03-16 --until 2016-03-31
MATCH (d:Document)
WHERE d.published >= $since AND d.published <= $until
MATCH (d)<-[:IN_DOCUMENT]-(s:Statement {polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
WITH
  subject,
  s.relation AS relation,
  object,
  min(d.published) AS first,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports
WITH
  subject,
  relation,
  object,
  first,
  documents,
  reports,
  CASE
    WHEN
      EXISTS {
        MATCH
          (subject)<-[:SUBJECT]-
          (told:Statement {polarity: 'positive', modality: 'asserted'})-[:OBJECT]->
          (object)
        MATCH (told)-[:IN_DOCUMENT]->(earlier:Document)
        WHERE told.relation = relation AND earlier.published < $since
      }
      THEN 'repeated'
    ELSE 'new'
  END AS change
WHERE $repeated OR change = 'new'
RETURN change, subject.name AS subject, relation, object.name AS object, first, documents, reports
ORDER BY change, first, subject, relation, object
LIMIT $limit
