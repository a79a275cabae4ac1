// Who does how much to whom in each month, by class of the PLOVER scheme: a matrix for regression.
//
// @param kind: string = null  only actors of this kind, for example Country
// @param since: date = null   not before this day
// @param until: date = null   not after this day
// @returns month: string                  as 2016-03
// @returns source: string                 id of the actor
// @returns target: string                 id of the other
// @returns verbal_cooperation: integer    agreement, talks, support, concession
// @returns material_cooperation: integer  retreat
// @returns verbal_conflict: integer       demands, accusation, rejection, threat
// @returns material_conflict: integer     sanctions, mobilisation, coercion, assault
// @example graphkit query dyads/by-month --kind Country --format csv
MATCH (s:Statement {polarity: 'positive', modality: 'asserted'})-[:IN_DOCUMENT]->(d:Document)
WITH s, coalesce(s.time_start, d.published) AS day
WHERE ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
MATCH (s)-[:SUBJECT]->(source:Entity), (s)-[:OBJECT]->(target:Entity)
WHERE
  NOT source:Thing AND
  NOT target:Thing AND
  ($kind IS NULL OR ($kind IN labels(source) AND $kind IN labels(target)))
WITH
  left(toString(day), 7) AS month,
  source.id AS source,
  target.id AS target,
  CASE
    WHEN s.relation IN ['AGREED', 'MET', 'NEGOTIATES', 'VISITED', 'SUPPORTS', 'PROMISED'] THEN 1
    WHEN s.relation IN ['WITHDREW_FROM', 'RESIGNED'] THEN 2
    WHEN s.relation IN ['DEMANDS', 'CRITICIZES', 'REJECTS', 'THREATENS'] THEN 3
    WHEN
      s.relation IN [
        'SANCTIONED',
        'SENTENCED',
        'DEPLOYED_AT',
        'ORDERED',
        'ARRESTED',
        'CONTROLS',
        'ATTACKED',
        'KILLED'
      ]
      THEN 4
  END AS class
WHERE class IS NOT NULL
RETURN
  month,
  source,
  target,
  sum(
    CASE class
      WHEN 1 THEN 1
      ELSE 0
    END) AS verbal_cooperation,
  sum(
    CASE class
      WHEN 2 THEN 1
      ELSE 0
    END) AS material_cooperation,
  sum(
    CASE class
      WHEN 3 THEN 1
      ELSE 0
    END) AS verbal_conflict,
  sum(
    CASE class
      WHEN 4 THEN 1
      ELSE 0
    END) AS material_conflict
ORDER BY month, source, target
