// How two actors are connected, step by step, with the sentences that say so.
//
// @param name: entity   the actor
// @param other: entity  the other actor
// @returns step: integer     from 1; there may be several sentences for one
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns sentence: string
// @returns document: string
// @returns published: date
// @example graphkit query paths/sentences --name "de Mistura" --other Kerry
MATCH (actor:Entity {id: $name})
MATCH (other:Entity {id: $other})
WHERE actor <> other
// only these: through a :Statement or a :Document everything is connected with everything
MATCH
  path =
    SHORTESTPATH
    (
    (actor)-
      [:ORDERED
        |NEGOTIATES
        |AGREED
        |MET
        |VISITED
        |SUPPORTS
        |PROMISED
        |DEMANDS
        |CRITICIZES
        |REJECTS
        |THREATENS
        |ATTACKED
        |KILLED
        |ARRESTED
        |SENTENCED
        |SANCTIONED
        |DEPLOYED_AT
        |WITHDREW_FROM
        |CONTROLS
        |APPOINTED
        |RESIGNED
        |SUCCEEDED
        |HOLDS_OFFICE
        |MEMBER_OF
        |LOCATED_IN
        |RELATED*..6]-
    (other))
WITH path
ORDER BY length(path)
LIMIT 1
UNWIND range(1, length(path)) AS step
WITH step, relationships(path)[step - 1] AS r
WITH step, startNode(r) AS subject, type(r) AS relation, endNode(r) AS object
MATCH (subject)<-[:SUBJECT]-(s:Statement {polarity: 'positive', modality: 'asserted'})-[:OBJECT]->(object)
WHERE s.relation = relation
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  step,
  subject.name AS subject,
  relation,
  object.name AS object,
  s.text AS sentence,
  d.id AS document,
  d.published AS published
ORDER BY step, published, document, s.start
