// What one statement affirms and another denies: same subject, relation and object.
//
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns affirmed_in: list  documents that say so, as fact or claim
// @returns denied_in: list    documents that say it is not so
// @example graphkit query claims/contradicted
MATCH (no:Statement {polarity: 'negative'})-[:SUBJECT]->(subject:Entity), (no)-[:OBJECT]->(object:Entity)
MATCH (subject)<-[:SUBJECT]-(yes:Statement {polarity: 'positive'})-[:OBJECT]->(object)
WHERE yes.relation = no.relation
MATCH (no)-[:IN_DOCUMENT]->(denying:Document)
MATCH (yes)-[:IN_DOCUMENT]->(affirming:Document)
WITH subject, object, no.relation AS relation, affirming.id AS yes_in, denying.id AS no_in
ORDER BY yes_in, no_in
RETURN
  subject.name AS subject,
  relation,
  object.name AS object,
  collect(DISTINCT yes_in) AS affirmed_in,
  collect(DISTINCT no_in) AS denied_in
ORDER BY subject, relation, object
