// With whom an actor gets along and with whom not: cooperation and conflict, told as fact.
//
// What counts as which are the four classes of the PLOVER coding scheme.
//
// @param name: entity  the actor
// @returns partner: string
// @returns cooperation: integer  statements of agreement, talks, support, concession, retreat
// @returns conflict: integer     of demands, accusation, rejection, threat, sanctions, coercion, assault
// @returns balance: integer      cooperation less conflict
// @example graphkit query actors/friends-and-foes --name Kerry
MATCH (actor:Entity {id: $name})
MATCH (actor)-[r]-(partner:Entity)
WHERE NOT partner:Thing
WITH
  partner,
  sum(
    CASE
      WHEN
        type(r) IN [
          'AGREED',
          'MET',
          'NEGOTIATES',
          'VISITED',
          'SUPPORTS',
          'PROMISED',
          'WITHDREW_FROM',
          'RESIGNED'
        ]
        THEN r.statements
      ELSE 0
    END) AS cooperation,
  sum(
    CASE
      WHEN
        type(r) IN [
          'DEMANDS',
          'CRITICIZES',
          'REJECTS',
          'THREATENS',
          'SENTENCED',
          'SANCTIONED',
          'DEPLOYED_AT',
          'ORDERED',
          'ARRESTED',
          'CONTROLS',
          'ATTACKED',
          'KILLED'
        ]
        THEN r.statements
      ELSE 0
    END) AS conflict
WHERE cooperation + conflict > 0
RETURN partner.name AS partner, cooperation, conflict, cooperation - conflict AS balance
ORDER BY balance DESC, partner
