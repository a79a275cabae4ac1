// Everything told between two actors in either direction, claims and denials included, by date.
//
// @param name: string        the actor: any of its names, or a part of one
// @param other: string       the other actor, likewise
// @returns day: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns polarity: string  positive, or negative where it is denied
// @returns modality: string  asserted, reported, planned or hypothetical
// @returns said_by: string   who says so, where the article names somebody
// @returns sentence: string
// @returns document: string
// @example graphkit query actors/between --name Putin --other Assad
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $name OR exact.id = $name OR $name IN exact.aliases
WITH collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($name)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($name)))
WITH exact, collect(near) AS near
WITH exact + near AS actors
OPTIONAL MATCH (exact:Entity)
WHERE exact.name = $other OR exact.id = $other OR $other IN exact.aliases
WITH actors, collect(exact) AS exact
OPTIONAL MATCH (near:Entity)
WHERE size(exact) = 0 AND NOT near:Thing
  AND (toLower(near.name) CONTAINS toLower($other)
    OR any(alias IN near.aliases WHERE toLower(alias) CONTAINS toLower($other)))
WITH actors, exact, collect(near) AS near
UNWIND actors AS actor
UNWIND exact + near AS other
MATCH (actor)<-[:SUBJECT|OBJECT]-(s:Statement)-[:SUBJECT|OBJECT]->(other)
WITH DISTINCT s
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (s)-[:SAID_BY]->(speaker:Entity)
RETURN coalesce(s.time_start, d.published) AS day, subject.name AS subject, s.relation AS relation,
       object.name AS object, s.polarity AS polarity, s.modality AS modality, speaker.name AS said_by,
       s.text AS sentence, d.id AS document
ORDER BY day, document, s.start, relation, object
