// Who is quoted most, and how often to deny something.
//
// @param limit: integer = 50  at most so many rows
// @returns speaker: string
// @returns kind: string
// @returns claims: integer     statements that are told as what it says
// @returns denials: integer    those of them that deny something
// @returns documents: integer
// @returns reports: integer    copies of one report count once
// @example graphkit query claims/speakers
MATCH (s:Statement)-[:SAID_BY]->(speaker:Entity)
MATCH (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  speaker.name AS speaker,
  [label IN labels(speaker) WHERE label <> 'Entity'][0] AS kind,
  count(DISTINCT s) AS claims,
  count(DISTINCT
    CASE
      WHEN s.polarity = 'negative' THEN s
    END) AS denials,
  count(DISTINCT d) AS documents,
  count(DISTINCT coalesce(d.report, d.id)) AS reports
ORDER BY claims DESC, speaker
LIMIT $limit
