// Words in names and sentences: CALL db.index.fulltext.queryNodes('entity_names', 'assad').
// The embedded store has no such statement; stores/embedded.py reads this form and does the same in its own way.
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (e:Entity) ON EACH [e.name, e.aliases];
CREATE FULLTEXT INDEX statement_text IF NOT EXISTS FOR (s:Statement) ON EACH [s.text];
