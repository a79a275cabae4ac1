// Where an actor is told to have been or acted, by date, as fact.
//
// @param name: entity  the actor
// @returns day: date
// @returns place: string
// @returns relation: string  what happened there; VISITED, DEPLOYED_AT … where it is about the place itself
// @returns object: string
// @returns document: string
// @example graphkit query actors/places --name "de Mistura"
MATCH (actor:Entity {id: $name})
MATCH
  (actor)<-[:SUBJECT]-
  (s:Statement {polarity: 'positive', modality: 'asserted'})-[role:AT|OBJECT]->
  (place:Entity)
WHERE type(role) = 'AT' OR s.relation IN ['VISITED', 'DEPLOYED_AT', 'WITHDREW_FROM', 'CONTROLS', 'LOCATED_IN']
MATCH (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  coalesce(s.time_start, d.published) AS day,
  place.name AS place,
  s.relation AS relation,
  object.name AS object,
  d.id AS document
ORDER BY day, document, s.start, place, object
