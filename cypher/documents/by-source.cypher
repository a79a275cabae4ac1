// How many documents each newspaper or agency has in the graph, and how much they state.
//
// @returns source: string
// @returns documents: integer
// @returns statements: integer
// @returns first: date
// @returns last: date
// @scan it counts all documents
// @example graphkit query documents/by-source
MATCH (d:Document)
WITH d, COUNT { (d)<-[:IN_DOCUMENT]-() } AS statements
RETURN
  d.source AS source,
  count(*) AS documents,
  sum(statements) AS statements,
  min(d.published) AS first,
  max(d.published) AS last
ORDER BY documents DESC, source
