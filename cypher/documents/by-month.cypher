// How many documents there are of each month, and how much they state: where the coverage has holes.
//
// @param source: string = null  only of this newspaper or agency: its name or a part of it
// @returns month: string        as 2016-03
// @returns documents: integer
// @returns statements: integer
// @returns sources: integer     how many newspapers or agencies
// @scan it counts all documents
// @example graphkit query documents/by-month
MATCH (d:Document)
WHERE $source IS NULL OR toLower(d.source) CONTAINS toLower($source)
WITH d, COUNT { (d)<-[:IN_DOCUMENT]-() } AS statements
RETURN
  left(toString(d.published), 7) AS month,
  count(*) AS documents,
  sum(statements) AS statements,
  count(DISTINCT d.source) AS sources
ORDER BY month
