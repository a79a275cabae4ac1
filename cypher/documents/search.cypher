// Which sentences that state something hold given words, newest first.
//
// Full text: `Abzug Truppen` finds either word, `+Abzug +Truppen` both, `Trup*` goes on, a phrase stands in quotes.
//
// @param words: string        what to look for
// @param limit: integer = 50  at most so many rows
// @returns published: date
// @returns subject: string
// @returns relation: string
// @returns object: string
// @returns sentence: string
// @returns document: string
// @example graphkit query documents/search --words "+Abzug +Syrien"
CALL db.index.fulltext.queryNodes('statement_text', $words) YIELD node AS s
MATCH (s)-[:SUBJECT]->(subject:Entity), (s)-[:OBJECT]->(object:Entity), (s)-[:IN_DOCUMENT]->(d:Document)
RETURN
  d.published AS published,
  subject.name AS subject,
  s.relation AS relation,
  object.name AS object,
  s.text AS sentence,
  d.id AS document
ORDER BY published DESC, document, s.start, relation, object
LIMIT $limit
