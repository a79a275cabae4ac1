// What countries do to each other, the acts of those who hold office in them counted as theirs.
//
// @returns source: string                 name of the country
// @returns target: string                 name of the other
// @returns verbal_cooperation: integer    agreement, talks, support, concession
// @returns material_cooperation: integer  retreat
// @returns verbal_conflict: integer       demands, accusation, rejection, threat
// @returns material_conflict: integer     sanctions, mobilisation, coercion, assault
// @scan every relationship of a country or of somebody in office counts
// @example graphkit query dyads/countries
MATCH (source:Country)<-[:HOLDS_OFFICE*0..1]-(actor:Entity)
MATCH (actor)-[r]->(other:Entity)
WHERE type(r) <> 'HOLDS_OFFICE'
MATCH (other)-[:HOLDS_OFFICE*0..1]->(target:Country)
WHERE target <> source
WITH
  source.name AS source,
  target.name AS target,
  r.statements AS statements,
  CASE
    WHEN type(r) IN ['AGREED', 'MET', 'NEGOTIATES', 'VISITED', 'SUPPORTS', 'PROMISED'] THEN 1
    WHEN type(r) IN ['WITHDREW_FROM', 'RESIGNED'] THEN 2
    WHEN type(r) IN ['DEMANDS', 'CRITICIZES', 'REJECTS', 'THREATENS'] THEN 3
    WHEN
      type(r) IN [
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
  source,
  target,
  sum(
    CASE class
      WHEN 1 THEN statements
      ELSE 0
    END) AS verbal_cooperation,
  sum(
    CASE class
      WHEN 2 THEN statements
      ELSE 0
    END) AS material_cooperation,
  sum(
    CASE class
      WHEN 3 THEN statements
      ELSE 0
    END) AS verbal_conflict,
  sum(
    CASE class
      WHEN 4 THEN statements
      ELSE 0
    END) AS material_conflict
ORDER BY source, target
