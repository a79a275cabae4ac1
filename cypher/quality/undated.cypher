// Which documents have no date: what they tell falls out of every question about time.
//
// @returns document: string
// @returns title: string
// @returns source: string
// @returns statements: integer
// @scan a missing date is in no index
// @example graphkit query quality/undated
MATCH (d:Document)
WHERE d.published IS NULL
RETURN d.id AS document, d.title AS title, d.source AS source, COUNT { (d)<-[:IN_DOCUMENT]-() } AS statements
ORDER BY document
