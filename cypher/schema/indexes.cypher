// What queries look things up by, besides ids.
CREATE INDEX entity_name IF NOT EXISTS FOR (e:Entity) ON (e.name);
CREATE INDEX statement_relation IF NOT EXISTS FOR (s:Statement) ON (s.relation);
CREATE INDEX statement_polarity IF NOT EXISTS FOR (s:Statement) ON (s.polarity);
CREATE INDEX statement_modality IF NOT EXISTS FOR (s:Statement) ON (s.modality);
CREATE INDEX statement_time IF NOT EXISTS FOR (s:Statement) ON (s.time_start);
CREATE INDEX document_published IF NOT EXISTS FOR (d:Document) ON (d.published);
