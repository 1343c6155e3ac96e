namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>Schemas, tables, columns, types, functions, triggers and rules that are named as the words of the language are.</summary>
internal static class WordsAsNames
{
    // Those that a reader of dumps looks for, and some of the others. psql itself takes a function that is named begin for the beginning of a body.
    public const string Sql =
        """
        DO $$ DECLARE k text; BEGIN
          FOR k IN SELECT word FROM pg_get_keywords() WHERE word <> 'begin' AND (ascii(right(word, 1)) % 6 = 0 OR word IN ('add', 'alter', 'atomic', 'authorization',
            'case', 'comment', 'commit', 'constraint', 'copy', 'create', 'database', 'domain', 'drop', 'end', 'from', 'function', 'group', 'index', 'inherits', 'insert', 'local', 'mapping', 'names', 'null', 'on', 'only', 'or', 'owned', 'partition',
            'procedure', 'program', 'references', 'refresh', 'replace', 'reset', 'role', 'select', 'session', 'set', 'start', 'stdin', 'stdout', 'subscription', 'system', 'table', 'tablespace', 'to', 'transaction', 'trigger', 'truncate', 'unique', 'user', 'view')) LOOP
            EXECUTE format('CREATE SCHEMA %1$I', k);
            EXECUTE format('CREATE TABLE %1$I (%1$I int PRIMARY KEY, other text); INSERT INTO %1$I VALUES (1, %1$L); CREATE INDEX ON %1$I (other)', k);
            EXECUTE format('CREATE TABLE %1$I.%1$I (id int CONSTRAINT %1$I CHECK (id > 0)); CREATE SEQUENCE %1$I."s %1$s"', k);
            EXECUTE format('CREATE FUNCTION %1$I.%1$I() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END''', k);
            EXECUTE format('CREATE FUNCTION %1$I."a %1$s"(%1$I int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN %1$L = ''x'' THEN 1 END AS %1$I; END', k);
            EXECUTE format('CREATE TRIGGER %1$I BEFORE INSERT ON %1$I.%1$I FOR EACH ROW EXECUTE FUNCTION %1$I.%1$I()', k);
            EXECUTE format('CREATE RULE %1$I AS ON DELETE TO %1$I.%1$I DO INSTEAD NOTHING; CREATE POLICY %1$I ON %1$I.%1$I USING (true)', k);
            EXECUTE format('COMMENT ON CONSTRAINT %1$I ON %1$I.%1$I IS %1$L; COMMENT ON TRIGGER %1$I ON %1$I.%1$I IS %1$L; COMMENT ON SCHEMA %1$I IS %1$L', k);
            EXECUTE format('GRANT SELECT ON %1$I.%1$I TO PUBLIC; GRANT UPDATE (id) ON %1$I.%1$I TO PUBLIC; GRANT USAGE ON SCHEMA %1$I TO PUBLIC', k);
          END LOOP;
        END $$;
        """;
}
