// How many statements there are of each event code of the PLOVER scheme: told as fact, hedged, denied.
//
// @returns event: string        none where the scheme has no code for the relation
// @returns relations: list
// @returns statements: integer
// @returns asserted: integer
// @returns hedged: integer      reported, planned or hypothetical
// @returns denied: integer
// @scan it counts all statements
// @example graphkit query graph/statements-by-plover
WITH {
  AGREED: 'AGREE',
  MET: 'CONSULT',
  NEGOTIATES: 'CONSULT',
  VISITED: 'CONSULT',
  SUPPORTS: 'SUPPORT',
  PROMISED: 'CONCEDE',
  WITHDREW_FROM: 'RETREAT',
  RESIGNED: 'RETREAT',
  DEMANDS: 'REQUEST',
  CRITICIZES: 'ACCUSE',
  REJECTS: 'REJECT',
  THREATENS: 'THREATEN',
  SANCTIONED: 'SANCTION',
  SENTENCED: 'SANCTION',
  DEPLOYED_AT: 'MOBILIZE',
  ORDERED: 'COERCE',
  ARRESTED: 'COERCE',
  CONTROLS: 'COERCE',
  ATTACKED: 'ASSAULT',
  KILLED: 'ASSAULT'
} AS codes
MATCH (s:Statement)
WITH
  codes,
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
ORDER BY relation
RETURN
  coalesce(codes[relation], 'none') AS event,
  collect(relation) AS relations,
  sum(statements) AS statements,
  sum(asserted) AS asserted,
  sum(hedged) AS hedged,
  sum(denied) AS denied
ORDER BY statements DESC, event
