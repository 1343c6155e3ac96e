-- What an application searches by: keys and values of documents, words of texts.
CREATE INDEX ON orders USING gin (data);
CREATE INDEX ON customers USING gin (to_tsvector('english', name || ' ' || note));
VACUUM ANALYZE;
