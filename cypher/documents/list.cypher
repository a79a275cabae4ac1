// The documents in the graph, newest first, with how much each says.
//
// @param source: string = null  only of this newspaper or agency: its name or a part of it
// @param limit: integer = 100   at most so many rows
// @returns document: string
// @returns title: string
// @returns source: string
// @returns published: date
// @returns statements: integer
// @scan every document is listed
// @example graphkit query documents/list
MATCH (d:Document)
WHERE $source IS NULL OR toLower(d.source) CONTAINS toLower($source)
OPTIONAL MATCH (s:Statement)-[:IN_DOCUMENT]->(d)
WITH d, count(s) AS statements
RETURN d.id AS document, d.title AS title, d.source AS source, d.published AS published, statements
ORDER BY published DESC, document
LIMIT $limit
