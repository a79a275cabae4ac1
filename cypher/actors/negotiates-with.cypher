// With whom an actor negotiates, meets or agrees, told as fact, and when.
//
// @param name: entity  the actor
// @returns actor: string
// @returns partner: string
// @returns relations: list      NEGOTIATES, MET, AGREED
// @returns statements: integer
// @returns first: date
// @returns last: date
// @relationship actor relations partner
// @example graphkit query actors/negotiates-with --name "de Mistura"
MATCH (actor:Entity {id: $name})-[r:NEGOTIATES|MET|AGREED]-(partner:Entity)
WHERE NOT partner:Thing
WITH actor, partner, r
ORDER BY type(r)
RETURN
  actor.name AS actor,
  partner.name AS partner,
  collect(DISTINCT type(r)) AS relations,
  sum(r.statements) AS statements,
  min(r.first) AS first,
  max(r.last) AS last
ORDER BY statements DESC, actor, partner
