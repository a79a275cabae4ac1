// Which other documents tell the same facts as one does.
//
// @param document: string  its id, as documents/list gives it
// @returns other: string    id of the other document
// @returns source: string
// @returns published: date
// @returns facts: integer   that both tell
// @returns copy: boolean    whether both print the same report
// @example graphkit query documents/same-facts --document abzug
MATCH (d:Document {id: $document})<-[:IN_DOCUMENT]-(s:Statement {polarity: 'positive', modality: 'asserted'})
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
WITH DISTINCT d, subject, s.relation AS relation, object
MATCH (subject)<-[:SUBJECT]-(t:Statement {polarity: 'positive', modality: 'asserted'})-[:OBJECT]->(object)
WHERE t.relation = relation
MATCH (t)-[:IN_DOCUMENT]->(other:Document)
WHERE other <> d
WITH DISTINCT d, other, subject, relation, object
RETURN
  other.id AS other,
  other.source AS source,
  other.published AS published,
  count(*) AS facts,
  coalesce(other.report = d.report, false) AS copy
ORDER BY facts DESC, other
