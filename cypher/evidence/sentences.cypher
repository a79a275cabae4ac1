// The sentences behind a relationship, with document and date: what to read before you quote it.
//
// @param subject: string          any of its names, or a part of one
// @param object: string           likewise
// @param relation: string = null  only this relation, for example ORDERED
// @returns relation: string
// @returns polarity: string
// @returns modality: string
// @returns sentence: string
// @returns document: string
// @returns published: date
// @returns url: string
// @example graphkit query evidence/sentences --subject Putin --object Abzug --relation ORDERED
MATCH (s:Statement)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
WHERE ($relation IS NULL OR s.relation = $relation)
  AND (subject.id = $subject OR toLower(subject.name) CONTAINS toLower($subject)
    OR any(alias IN subject.aliases WHERE toLower(alias) CONTAINS toLower($subject)))
  AND (object.id = $object OR toLower(object.name) CONTAINS toLower($object)
    OR any(alias IN object.aliases WHERE toLower(alias) CONTAINS toLower($object)))
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN s.relation AS relation, s.polarity AS polarity, s.modality AS modality, s.text AS sentence,
       d.id AS document, d.published AS published, d.url AS url
ORDER BY published, document, s.start, relation
