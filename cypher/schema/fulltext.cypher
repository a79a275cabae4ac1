// Words in names and sentences: CALL db.index.fulltext.queryNodes('entity_names', 'assad').
// Names and aliases apart, and names with ids: the embedded store leaves out a node that lacks one of an index's
// properties, as most lack aliases, and allows no second index on the name alone.
// It has no such statement either; stores/embedded.py reads this form and does the same in its own way.
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS FOR (e:Entity) ON EACH [e.name, e.id];
CREATE FULLTEXT INDEX entity_aliases IF NOT EXISTS FOR (e:Entity) ON EACH [e.aliases];
CREATE FULLTEXT INDEX statement_text IF NOT EXISTS FOR (s:Statement) ON EACH [s.text];
