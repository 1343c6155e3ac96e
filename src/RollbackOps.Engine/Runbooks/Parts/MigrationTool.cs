namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Who applies a database's migrations: it says how they are named and where it notes them.</summary>
public enum MigrationTool
{
    /// <summary>SQL files, noted by name or by the number that the name begins with.</summary>
    Sql,

    /// <summary>Prisma: a folder a migration, <c>_prisma_migrations</c>.</summary>
    Prisma,

    /// <summary>Knex: a script a migration, <c>knex_migrations</c>.</summary>
    Knex,

    /// <summary>golang-migrate: pairs of files, and one row with the last version.</summary>
    GolangMigrate,

    /// <summary>dbmate: one file with both directions, <c>schema_migrations</c>.</summary>
    Dbmate,

    /// <summary>Rails: a class a migration, <c>schema_migrations</c>.</summary>
    Rails,

    /// <summary>Supabase: SQL files, <c>supabase_migrations.schema_migrations</c>.</summary>
    Supabase,
}
