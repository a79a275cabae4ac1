// Which plans and claims a later document tells as fact: same subject, relation and object.
//
// @param limit: integer = 50  at most so many rows
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns modality: string    how it was told at first: reported, planned or hypothetical
// @returns claimed: date       day of publication
// @returns claimed_in: string  document
// @returns told: date          as fact, on the same day or later
// @returns told_in: string     document
// @example graphkit query claims/came-true
MATCH (claim:Statement)
WHERE claim.modality IN ['reported', 'planned', 'hypothetical'] AND claim.polarity = 'positive'
MATCH (claim)-[:SUBJECT]->(subject:Entity), (claim)-[:OBJECT]->(object:Entity)
MATCH (claim)-[:IN_DOCUMENT]->(before:Document)
MATCH (subject)<-[:SUBJECT]-(fact:Statement {polarity: 'positive', modality: 'asserted'})-[:OBJECT]->(object)
WHERE fact.relation = claim.relation
MATCH (fact)-[:IN_DOCUMENT]->(after:Document)
WHERE after.published >= before.published AND after <> before
RETURN DISTINCT
  subject.name AS subject,
  claim.relation AS relation,
  object.name AS object,
  claim.modality AS modality,
  before.published AS claimed,
  before.id AS claimed_in,
  after.published AS told,
  after.id AS told_in
ORDER BY claimed, subject, relation, object, modality, claimed_in, told, told_in
LIMIT $limit
