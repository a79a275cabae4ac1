// How many statements there are of each relation: told as fact, hedged, denied.
//
// @returns relation: string
// @returns statements: integer
// @returns asserted: integer
// @returns hedged: integer      reported, planned or hypothetical
// @returns denied: integer
// @scan it counts all statements
// @example graphkit query graph/statements-by-relation
MATCH (s:Statement)
RETURN
  s.relation AS relation,
  count(*) AS statements,
  sum(
    CASE
      WHEN s.polarity = 'positive' AND s.modality = 'asserted' THEN 1
      ELSE 0
    END) AS asserted,
  sum(
    CASE
      WHEN s.polarity = 'positive' AND s.modality <> 'asserted' THEN 1
      ELSE 0
    END) AS hedged,
  sum(
    CASE
      WHEN s.polarity = 'negative' THEN 1
      ELSE 0
    END) AS denied
ORDER BY statements DESC, relation
