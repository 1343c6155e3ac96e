namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>A database with many kinds of object, among them what a naive splitter trips over.</summary>
internal static class ManyKinds
{
    public const string Sql =
        """
        CREATE SCHEMA "Odd; schema"; COMMENT ON SCHEMA "Odd; schema" IS E'COPY x FROM stdin;\n\\.\n-- Name: y';
        CREATE EXTENSION IF NOT EXISTS pg_trgm;
        CREATE TYPE mood AS ENUM ('sad', 'it''s; ok');
        CREATE DOMAIN positive AS int CONSTRAINT pos CHECK (VALUE > 0); COMMENT ON CONSTRAINT pos ON DOMAIN positive IS 'x';
        CREATE TYPE pair AS (a int, b text);
        CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 ELSE 2 END; END;
        CREATE FUNCTION body() RETURNS text LANGUAGE plpgsql AS $body$
        BEGIN
          -- COPY z FROM stdin;
          RETURN E'\\.';
        END $body$;
        CREATE PROCEDURE nothing() LANGUAGE sql AS 'SELECT 1;';
        CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := coalesce(NEW.note, 'stamped'); RETURN NEW; END $$;
        CREATE AGGREGATE longest(text) (SFUNC = textcat, STYPE = text);
        CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
        CREATE COLLATION german (provider = icu, locale = 'de');
        CREATE TABLE owner_of (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mood mood, big numeric,
          twice text GENERATED ALWAYS AS (name || name) STORED, UNIQUE (name) INCLUDE (mood));
        INSERT INTO owner_of (name, mood, big) SELECT 'n' || i || E'\t\n\\', 'sad', i / 7.0 FROM generate_series(1, 500) i;
        CREATE TABLE "Odd; schema"."COPY x (y) FROM stdin" ("a ""q"" (b)" text, note text DEFAULT 'x;y', parent bigint REFERENCES owner_of (id) ON DELETE CASCADE DEFERRABLE);
        INSERT INTO "Odd; schema"."COPY x (y) FROM stdin" VALUES (E'\\.', NULL, 1), ('', E'\\N', 2), (E'a\\', 'grün', NULL);
        CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF note ON "Odd; schema"."COPY x (y) FROM stdin" FOR EACH ROW WHEN (NEW.note IS NULL) EXECUTE FUNCTION stamp();
        COMMENT ON TRIGGER stamp ON "Odd; schema"."COPY x (y) FROM stdin" IS 'x';
        CREATE INDEX "i; odd" ON "Odd; schema"."COPY x (y) FROM stdin" (lower(note)) WHERE note <> ';'; COMMENT ON INDEX "Odd; schema"."i; odd" IS 'on';
        CREATE INDEX trgm ON owner_of USING gin (name gin_trgm_ops);
        CREATE TABLE excl (r int4range, EXCLUDE USING gist (r WITH &&)); INSERT INTO excl VALUES ('[1,3)'), ('[3,5)');
        CREATE TABLE events (at date, id int, kind mood, PRIMARY KEY (at, id)) PARTITION BY RANGE (at);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') PARTITION BY HASH (id);
        CREATE TABLE events_1a PARTITION OF events_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE events_1b PARTITION OF events_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        CREATE TABLE events_rest PARTITION OF events DEFAULT;
        INSERT INTO events SELECT date '2025-01-01' + i, i, 'sad' FROM generate_series(1, 600) i;
        CREATE INDEX events_kind ON events (kind);
        CREATE TABLE per_mood (m mood, id int) PARTITION BY HASH (m);
        CREATE TABLE per_mood_0 PARTITION OF per_mood FOR VALUES WITH (MODULUS 1, REMAINDER 0);
        INSERT INTO per_mood VALUES ('sad', 1), ('it''s; ok', 2);
        CREATE TABLE refers (at date, id int, FOREIGN KEY (at, id) REFERENCES events); INSERT INTO refers SELECT at, id FROM events LIMIT 50;
        CREATE TABLE parent (id int, c text CHECK (c <> 'no') NO INHERIT); CREATE TABLE child (more int) INHERITS (parent);
        INSERT INTO child VALUES (1, 'c', 2); INSERT INTO parent VALUES (1, 'p');
        ALTER TABLE child ADD CONSTRAINT late CHECK (more > 100) NOT VALID;
        CREATE TABLE logged (what text); CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.logged VALUES (TG_TABLE_NAME); RETURN NEW; END $$;
        CREATE TABLE watched (id int) PARTITION BY LIST (id); CREATE TABLE watched_1 PARTITION OF watched DEFAULT; INSERT INTO watched SELECT generate_series(1, 300);
        CREATE TRIGGER log AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION log();
        ALTER TABLE parent ADD CONSTRAINT notyet CHECK (id > 100) NOT VALID;
        CREATE TABLE nothing (); CREATE UNLOGGED TABLE quick (id serial, b bytea, x xml, j jsonb, ts timestamptz[], p pair);
        INSERT INTO quick (b, j, ts, p) VALUES ('\x00ff5c2e0a', '{"a": "\\."}', '{2025-01-01}', '(1,"a;b")');
        ALTER TABLE owner_of CLUSTER ON owner_of_pkey; ALTER TABLE quick REPLICA IDENTITY FULL;
        CREATE TABLE policed (id int, who text); ALTER TABLE policed ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON policed USING (who = current_user); INSERT INTO policed VALUES (1, 'a');
        CREATE VIEW v AS SELECT id, count(*) c FROM owner_of GROUP BY id; CREATE VIEW w WITH (security_barrier) AS SELECT * FROM v; COMMENT ON VIEW w IS 'x';
        CREATE TABLE ruled (id int); CREATE RULE two AS ON INSERT TO ruled DO ALSO (NOTIFY a; NOTIFY b;);
        CREATE MATERIALIZED VIEW m AS SELECT mood, count(*) FROM owner_of GROUP BY mood; CREATE UNIQUE INDEX m_u ON m (mood); CREATE MATERIALIZED VIEW unfilled AS SELECT 1 x WITH NO DATA;
        CREATE STATISTICS st (dependencies) ON name, mood FROM owner_of; ALTER TABLE owner_of ALTER COLUMN name SET STATISTICS 500;
        CREATE SEQUENCE seq AS smallint START 5 INCREMENT 3 CYCLE; SELECT nextval('seq');
        CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple); CREATE PUBLICATION pub FOR TABLE owner_of;
        CREATE FOREIGN DATA WRAPPER fdw; CREATE SERVER far FOREIGN DATA WRAPPER fdw OPTIONS (host 'a;b'); CREATE FOREIGN TABLE remote (id int) SERVER far;
        CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$; CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION on_ddl();
        GRANT SELECT (name) ON owner_of TO PUBLIC; REVOKE ALL ON FUNCTION one() FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
        """;
}
