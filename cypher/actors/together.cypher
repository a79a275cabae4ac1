// Who is named together with an actor, in the same documents and in the same sentences.
//
// @param name: entity         the actor
// @param limit: integer = 50  at most so many rows
// @returns name: string        the other actor
// @returns kind: string
// @returns documents: integer  that state something of both
// @returns reports: integer    copies of one report count once
// @returns sentences: integer  that state something of both
// @example graphkit query actors/together --name Assad
MATCH (actor:Entity {id: $name})<-[:SUBJECT|OBJECT|SAID_BY]-(s:Statement)-[:IN_DOCUMENT]->(d:Document)
WITH actor, d, collect(DISTINCT s.sentence) AS told
MATCH (d)<-[:IN_DOCUMENT]-(s:Statement)-[:SUBJECT|OBJECT|SAID_BY]->(other:Entity)
WHERE other <> actor AND NOT other:Thing
WITH
  other,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports,
  count(DISTINCT
    CASE
      WHEN s.sentence IN told THEN d.id + ' ' + toString(s.sentence)
    END) AS sentences
RETURN
  other.name AS name,
  [label IN labels(other) WHERE label <> 'Entity'][0] AS kind,
  documents,
  reports,
  sentences
ORDER BY documents DESC, sentences DESC, name
LIMIT $limit
