namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>The kinds of object that <see cref="ManyKinds"/> leaves out: what pg_dump writes seldom, or in an order of its own.</summary>
internal static class RareKinds
{
    public const string Sql =
        """
        DO $$ BEGIN CREATE ROLE "load; reader"; CREATE ROLE load_owner; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        -- Extensions that lie in schemas of their own, and what depends on them.
        CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION hstore SCHEMA ext; CREATE EXTENSION btree_gist; CREATE EXTENSION ltree;
        CREATE EXTENSION intarray; CREATE EXTENSION cube; CREATE EXTENSION earthdistance; CREATE EXTENSION "uuid-ossp"; CREATE EXTENSION unaccent;
        COMMENT ON EXTENSION ltree IS 'paths; \.';
        CREATE TABLE booked (room int, during tstzrange, path ltree, tags int[], who ext.citext UNIQUE, more ext.hstore, id uuid DEFAULT uuid_generate_v4(),
          EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (room > 0));
        INSERT INTO booked SELECT i, tstzrange(now(), now() + interval '1 h'), ('a.b' || i)::ltree, ARRAY[i, i + 1], 'Who' || i, ext.hstore('k', i::text) FROM generate_series(1, 50) i;
        CREATE INDEX ON booked USING gist (path); CREATE INDEX ON booked USING gin (tags gin__int_ops); CREATE INDEX ON booked USING gin (more);
        -- Types: a base type, arrays and composites under domains, ranges with multiranges, collated domains.
        CREATE TYPE word; CREATE FUNCTION word_in(cstring) RETURNS word LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION word_out(word) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
        CREATE TYPE word (INPUT = word_in, OUTPUT = word_out, LIKE = text, CATEGORY = 'S'); COMMENT ON TYPE word IS 'a base type';
        CREATE TYPE shell_only; CREATE TYPE address AS (street text, number int); COMMENT ON COLUMN address.street IS 'with; semicolon';
        CREATE DOMAIN addresses AS address[] CHECK (cardinality(VALUE) < 10); CREATE DOMAIN sorted AS text COLLATE "C" DEFAULT 'x' NOT NULL;
        CREATE FUNCTION minus(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE RETURN $1 - $2;
        CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = minus, MULTIRANGE_TYPE_NAME = spans); CREATE TYPE empty AS ENUM ();
        CREATE TABLE kept (w word, a addresses, s sorted, r span, m spans, g text[][], bits varbit, net inet, t timetz, f float4, k money, big numeric(40, 20), n name, c "char", x xml, tsv tsvector, pt point, ij jsonpath, lsn pg_lsn);
        INSERT INTO kept VALUES ('w;\.', ARRAY[ROW('a"b', 1)::address], 'ü', '[1,2)', '{[1,2),[3,4)}', '{{a,"b,"},{NULL,"\\"}}', B'101', '::1/64', '12:00+02', 'NaN', '12.50', 1e19 / 3, 'n', 'c', '<a b="1"/>', 'a:1 b:2', '(1,2)', '$.a[*]', '16/B374D848'); INSERT INTO kept (s) VALUES (DEFAULT);
        -- Operators, their classes and families, casts, conversions, an access method, a language, a transform.
        CREATE FUNCTION abs_lt(int, int) RETURNS bool LANGUAGE sql IMMUTABLE RETURN abs($1) < abs($2); CREATE FUNCTION abs_eq(int, int) RETURNS bool LANGUAGE sql IMMUTABLE RETURN abs($1) = abs($2);
        CREATE FUNCTION abs_cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT CASE WHEN abs($1) < abs($2) THEN -1 WHEN abs($1) > abs($2) THEN 1 ELSE 0 END; END;
        CREATE OPERATOR |<| (LEFTARG = int, RIGHTARG = int, FUNCTION = abs_lt, COMMUTATOR = OPERATOR(public.|>|), RESTRICT = scalarltsel);
        CREATE OPERATOR |>| (LEFTARG = int, RIGHTARG = int, FUNCTION = abs_lt); CREATE OPERATOR |=| (LEFTARG = int, RIGHTARG = int, FUNCTION = abs_eq, MERGES, HASHES);
        CREATE OPERATOR @-@ (RIGHTARG = int, FUNCTION = int4abs); COMMENT ON OPERATOR @-@ (NONE, int) IS '@-@';
        CREATE OPERATOR FAMILY absolute USING btree; CREATE OPERATOR CLASS abs_ops FOR TYPE int USING btree FAMILY absolute AS OPERATOR 1 |<|, OPERATOR 3 |=|, FUNCTION 1 abs_cmp(int, int);
        CREATE TABLE by_abs (i int); INSERT INTO by_abs SELECT generate_series(-50, 50); CREATE INDEX by_abs_i ON by_abs (i abs_ops DESC NULLS LAST);
        CREATE FUNCTION address_text(address) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1).street; CREATE CAST (address AS text) WITH FUNCTION address_text(address) AS ASSIGNMENT; CREATE CAST (word AS text) WITHOUT FUNCTION;
        CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler; CREATE TABLE in_heap2 (i int) USING heap2; INSERT INTO in_heap2 VALUES (1);
        CREATE FUNCTION plown() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'; CREATE TRUSTED LANGUAGE plown HANDLER plown;
        CREATE FUNCTION owned(a int DEFAULT (1 + 2), VARIADIC b text[] DEFAULT '{}') RETURNS TABLE (x int, y text) LANGUAGE plown COST 5 ROWS 7 SET search_path = '' SET work_mem = '8MB' AS $$ BEGIN RETURN QUERY SELECT a, 'COPY t FROM stdin;
        \.
        '; END $$;
        CREATE FUNCTION nested() RETURNS text LANGUAGE plpgsql AS $a$ BEGIN EXECUTE $b$ SELECT $c$ ; DROP DATABASE x; \connect y $c$ $b$; RETURN '$d$'; END; $a$;
        CREATE FUNCTION atomic(n int) RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN n > 0 THEN CASE n WHEN 1 THEN 1 ELSE 2 END ELSE 0 END; SELECT 3 AS "end"; END;
        CREATE PROCEDURE proc(INOUT a int, OUT b text) LANGUAGE plpgsql AS 'BEGIN b := ''x;''; END'; CREATE FUNCTION win(int) RETURNS int LANGUAGE internal WINDOW AS 'window_row_number';
        CREATE AGGREGATE summed(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, PARALLEL = safe);
        CREATE AGGREGATE pct(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
        -- Text search, from the parser to the mapping.
        CREATE TEXT SEARCH PARSER own (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype); CREATE TEXT SEARCH TEMPLATE own (LEXIZE = dsimple_lexize, INIT = dsimple_init);
        CREATE TEXT SEARCH DICTIONARY own (TEMPLATE = own, STOPWORDS = english); CREATE TEXT SEARCH CONFIGURATION own (PARSER = own); ALTER TEXT SEARCH CONFIGURATION own ADD MAPPING FOR asciiword, word WITH own, english_stem;
        -- Tables: typed, inherited twice, tuned, clustered, compressed, with columns added and dropped, with keys in a circle.
        CREATE TYPE rowtype AS (a int, b text); CREATE TABLE typed OF rowtype (a WITH OPTIONS PRIMARY KEY, b DEFAULT 'x'); INSERT INTO typed VALUES (1);
        CREATE TABLE base_a (a int DEFAULT 1, CONSTRAINT a_pos CHECK (a > 0)); CREATE TABLE base_b (a int, b text NOT NULL); CREATE TABLE both_of (a int DEFAULT 2, c int) INHERITS (base_a, base_b); INSERT INTO both_of VALUES (1, 'b', 3);
        CREATE TABLE tuned (gone int, a text COMPRESSION pglz, b int DEFAULT 7, c int GENERATED BY DEFAULT AS IDENTITY (START 10 INCREMENT -5 MINVALUE -100 MAXVALUE 10 CYCLE)) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
        ALTER TABLE tuned DROP COLUMN gone, ALTER a SET STORAGE EXTERNAL; INSERT INTO tuned (a) SELECT repeat(i::text, 3000) FROM generate_series(1, 20) i; ALTER TABLE tuned ALTER b SET (n_distinct = -0.5); ALTER TABLE tuned ADD d int DEFAULT 5; CREATE UNIQUE INDEX tuned_c ON tuned (c) INCLUDE (b) WITH (fillfactor = 60);
        ALTER TABLE tuned ALTER c SET NOT NULL; ALTER TABLE tuned REPLICA IDENTITY USING INDEX tuned_c; CREATE UNIQUE INDEX nulls ON tuned (d, c) NULLS NOT DISTINCT; CREATE INDEX brin ON tuned USING brin (b) WITH (pages_per_range = 4); CREATE INDEX expr ON tuned ((b + 1), lower(a) text_pattern_ops); ALTER INDEX expr ALTER COLUMN 1 SET STATISTICS 77;
        CREATE TABLE egg (id int PRIMARY KEY, hen int); CREATE TABLE hen (id int PRIMARY KEY, egg int REFERENCES egg DEFERRABLE INITIALLY DEFERRED); ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen ON UPDATE CASCADE ON DELETE SET NULL (hen); BEGIN; INSERT INTO hen VALUES (1, 1); INSERT INTO egg VALUES (1, 1); COMMIT;
        CREATE TABLE self (id int PRIMARY KEY, up int REFERENCES self); INSERT INTO self VALUES (2, NULL), (1, 2); ALTER TABLE self ADD CONSTRAINT later FOREIGN KEY (id) REFERENCES self (id) NOT VALID;
        CREATE TABLE "q""uo""ted.na;me" ("a.b" int, "c d" text GENERATED ALWAYS AS (chr("a.b") || ';' || E'\n') STORED, "e\." int); INSERT INTO "q""uo""ted.na;me" VALUES (65), (10), (92);
        -- Partitions: hashed on an enum, a list with its default, keys and triggers of the parents, one that was attached late.
        CREATE TYPE shade AS ENUM ('light', 'dark', 'grey'); CREATE TABLE hashed (s shade, id int, note text DEFAULT 'n', PRIMARY KEY (s, id)) PARTITION BY HASH (s);
        CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 0); CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1); CREATE TABLE hashed_2 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 2);
        INSERT INTO hashed SELECT (ARRAY['light', 'dark', 'grey'])[1 + i % 3]::shade, i FROM generate_series(1, 900) i;
        CREATE TABLE listed (k text, v int, w int GENERATED ALWAYS AS (v * 2) STORED) PARTITION BY LIST (lower(k)); CREATE TABLE listed_a PARTITION OF listed FOR VALUES IN ('a', NULL) WITH (fillfactor = 50); CREATE TABLE listed_rest PARTITION OF listed DEFAULT PARTITION BY RANGE (v, k);
        CREATE TABLE listed_low (w int GENERATED ALWAYS AS (v * 2) STORED, k text, extra int, v int NOT NULL); ALTER TABLE listed_low DROP COLUMN extra; ALTER TABLE listed_rest ATTACH PARTITION listed_low FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, MAXVALUE); CREATE TABLE listed_high PARTITION OF listed_rest (v DEFAULT 99) DEFAULT;
        INSERT INTO listed (k, v) SELECT CASE i % 3 WHEN 0 THEN 'A' WHEN 1 THEN 'z' END, i FROM generate_series(1, 90) i; CREATE INDEX listed_v ON listed (v) INCLUDE (k); CREATE INDEX lone ON ONLY listed (k); CREATE STATISTICS listed_st (mcv, ndistinct) ON (v % 3), k FROM listed;
        CREATE TABLE to_hashed (s shade, id int, FOREIGN KEY (s, id) REFERENCES hashed) PARTITION BY RANGE (id); CREATE TABLE to_hashed_1 PARTITION OF to_hashed DEFAULT; INSERT INTO to_hashed SELECT s, id FROM hashed LIMIT 99;
        -- Triggers, rules and policies in all their states.
        CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not while restoring'; END $$;
        CREATE TRIGGER rowwise BEFORE INSERT ON hashed FOR EACH ROW EXECUTE FUNCTION noted('a;b', E'\\.'); CREATE TRIGGER always AFTER UPDATE ON hashed_0 REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION noted();
        CREATE TRIGGER off BEFORE TRUNCATE ON kept FOR EACH STATEMENT EXECUTE FUNCTION noted(); ALTER TABLE kept DISABLE TRIGGER off; CREATE TRIGGER repl BEFORE DELETE ON kept FOR EACH ROW EXECUTE FUNCTION noted(); ALTER TABLE kept ENABLE REPLICA TRIGGER repl;
        CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON self DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.id > 5) EXECUTE FUNCTION noted(); ALTER TABLE hashed_1 DISABLE TRIGGER rowwise; COMMENT ON TRIGGER rowwise ON hashed IS 'on; x';
        CREATE FUNCTION on_event() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no changes'; END $$; CREATE EVENT TRIGGER frozen ON ddl_command_start WHEN TAG IN ('DROP TABLE', 'CREATE VIEW') EXECUTE FUNCTION on_event(); ALTER EVENT TRIGGER frozen DISABLE;
        CREATE EVENT TRIGGER replica ON sql_drop EXECUTE FUNCTION on_event(); ALTER EVENT TRIGGER replica ENABLE REPLICA; COMMENT ON EVENT TRIGGER replica IS 'x';
        CREATE VIEW updatable WITH (security_invoker) AS SELECT id, up FROM self WHERE id > 0 WITH LOCAL CHECK OPTION; ALTER VIEW updatable ALTER COLUMN id SET DEFAULT 3; CREATE RULE instead AS ON UPDATE TO updatable WHERE OLD.id = 1 DO INSTEAD (DELETE FROM self WHERE id = -1; UPDATE self SET up = NULL WHERE id = -2;); CREATE RULE nothing AS ON DELETE TO updatable DO INSTEAD NOTHING; COMMENT ON RULE nothing ON updatable IS 'x';
        CREATE TABLE ruled_off (i int); CREATE RULE none AS ON INSERT TO ruled_off DO INSTEAD NOTHING; ALTER TABLE ruled_off DISABLE RULE none;
        CREATE RECURSIVE VIEW counting (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counting WHERE n < 5; CREATE VIEW grouped AS SELECT w, (w).*, count(*) OVER () FROM (SELECT typed.*::rowtype w FROM typed) x; CREATE VIEW keyed AS SELECT s.id, s.up, count(*) FROM self s GROUP BY s.id; CREATE FUNCTION of_keyed(keyed) RETURNS int LANGUAGE sql AS 'SELECT $1.id';
        CREATE MATERIALIZED VIEW first AS SELECT id FROM keyed; CREATE MATERIALIZED VIEW a_second AS SELECT id, upper(id::text) u FROM first WITH DATA; CREATE INDEX ON a_second (u); CREATE VIEW over_second AS SELECT * FROM a_second; CREATE MATERIALIZED VIEW unfilled_third AS SELECT * FROM over_second WITH NO DATA; COMMENT ON MATERIALIZED VIEW first IS 'x'; CREATE UNIQUE INDEX first_id ON first (id); ALTER MATERIALIZED VIEW first CLUSTER ON first_id;
        ALTER TABLE self ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p1 ON self AS RESTRICTIVE FOR UPDATE TO "load; reader", CURRENT_USER USING (id > 1) WITH CHECK (up IS NULL OR EXISTS (SELECT 1 FROM egg WHERE egg.id = up)); COMMENT ON POLICY p1 ON self IS 'x';
        -- Owners, privileges and their defaults; large objects; foreign data; publications; sequences.
        CREATE SCHEMA owned AUTHORIZATION load_owner; GRANT USAGE ON SCHEMA owned TO "load; reader" WITH GRANT OPTION; CREATE TABLE owned.t (a int, b int); INSERT INTO owned.t VALUES (1, 2); ALTER TABLE owned.t OWNER TO load_owner; GRANT SELECT (a), INSERT (a, b) ON owned.t TO "load; reader"; GRANT ALL ON owned.t TO PUBLIC; REVOKE DELETE ON owned.t FROM PUBLIC, load_owner; REVOKE CREATE, USAGE ON SCHEMA public FROM PUBLIC; GRANT ALL ON SCHEMA public TO load_owner;
        ALTER DEFAULT PRIVILEGES FOR ROLE load_owner IN SCHEMA owned GRANT SELECT ON TABLES TO "load; reader"; ALTER DEFAULT PRIVILEGES FOR ROLE load_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO "load; reader"; GRANT EXECUTE ON FUNCTION minus(float8, float8) TO "load; reader"; REVOKE ALL ON LANGUAGE plown FROM PUBLIC; REVOKE USAGE ON TYPE word FROM PUBLIC; ALTER FUNCTION nested() OWNER TO load_owner; ALTER TYPE shade OWNER TO load_owner;
        SELECT lo_from_bytea(7001, decode(repeat('00ff5c2e0a', 2000), 'hex')), lo_create(7002); ALTER LARGE OBJECT 7001 OWNER TO load_owner; GRANT SELECT ON LARGE OBJECT 7001 TO "load; reader" WITH GRANT OPTION; COMMENT ON LARGE OBJECT 7002 IS E'\\.';
        CREATE EXTENSION postgres_fdw; CREATE SERVER far TYPE 't' VERSION '1' FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a;b', dbname 'it''s'); CREATE USER MAPPING FOR load_owner SERVER far OPTIONS (user 'u', password 'x;'); GRANT USAGE ON FOREIGN SERVER far TO load_owner; CREATE FOREIGN TABLE away (id int OPTIONS (column_name 'i') NOT NULL, CHECK (id > 0)) SERVER far OPTIONS (table_name 't');
        CREATE PUBLICATION every FOR ALL TABLES WITH (publish = 'insert'); CREATE PUBLICATION narrow FOR TABLE owned.t (a) WHERE (a > 1), ONLY base_a; CREATE PUBLICATION schema FOR TABLES IN SCHEMA owned; ALTER PUBLICATION narrow OWNER TO load_owner; COMMENT ON PUBLICATION narrow IS 'x';
        CREATE SEQUENCE tiny AS smallint MINVALUE -5 START -5 CACHE 3; CREATE SEQUENCE owned.of_b; ALTER SEQUENCE owned.of_b OWNER TO load_owner; ALTER SEQUENCE owned.of_b OWNED BY owned.t.b; SELECT setval('owned.of_b', 77, false); CREATE UNLOGGED SEQUENCE unsafe; CREATE COLLATION num (provider = icu, locale = 'en-u-kn-true', deterministic = false); COMMENT ON COLLATION num IS 'x'; CREATE TABLE named (n text COLLATE num PRIMARY KEY); INSERT INTO named VALUES ('a10'), ('a9');
        """;
}
