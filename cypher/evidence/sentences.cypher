// The sentences behind a relationship, with document and date: what to read before you quote it.
//
// @param subject: entity          who does it
// @param object: string = null    to whom or what: its id, its name or a part of it
// @param relation: string = null  only this relation, for example ORDERED
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns sentence: string
// @returns document: string
// @returns published: date
// @returns url: string
// @example graphkit query evidence/sentences --subject Putin --object Abzug --relation ORDERED
MATCH (subject:Entity {id: $subject})
MATCH (subject)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(object:Entity)
WHERE
  ($relation IS NULL OR s.relation = $relation) AND
  ($object IS NULL OR
    object.id = $object OR
    toLower(object.name) CONTAINS toLower($object) OR
    any(alias IN object.aliases WHERE toLower(alias) CONTAINS toLower($object)))
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  s.relation AS relation,
  object.name AS object,
  s.polarity AS polarity,
  s.modality AS modality,
  s.text AS sentence,
  d.id AS document,
  d.published AS published,
  d.url AS url
ORDER BY published, document, s.start, relation, object
