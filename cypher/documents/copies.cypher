// Which documents print the same report, whole, shortened or edited, the most printed one first.
//
// @param document: string = null  only the report that this document prints
// @param limit: integer = 100     at most so many rows
// @returns report: string      what the report is known by: the first of its documents, by the alphabet
// @returns printed: integer    how many documents print it
// @returns document: string
// @returns source: string
// @returns agency: string      where the document names one
// @returns published: date
// @returns title: string
// @scan every document is asked for its report
// @example graphkit query documents/copies
MATCH (copy:Document)
WHERE copy.report <> copy.id
WITH DISTINCT copy.report AS report
MATCH (d:Document {report: report})
WITH report, collect(d) AS documents
WHERE $document IS NULL OR any(d IN documents WHERE d.id = $document)
UNWIND documents AS d
RETURN
  report,
  size(documents) AS printed,
  d.id AS document,
  d.source AS source,
  d.agency AS agency,
  d.published AS published,
  d.title AS title
ORDER BY printed DESC, report, published, document
LIMIT $limit
