using RollbackOps.Engine.Actions.Migrations;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Migrations;

/// <summary>Each tool's migrations are found under the names that its table has for them.</summary>
public sealed class MigrationNamesTests
{
    [Theory]
    [Trait("Row", "U12")]
    [InlineData(MigrationTool.Prisma, "20260101_init/migration.sql", "20260101_init", "20260101_init")]
    [InlineData(MigrationTool.Knex, "20260101_init.ts", "20260101_init.js", "20260101_init")]
    [InlineData(MigrationTool.Knex, "20260101_init.js", "20260101_init.js", "20260101_init")]
    [InlineData(MigrationTool.GolangMigrate, "000012_users.up.sql", "12", "000012_users")]
    [InlineData(MigrationTool.Dbmate, "20260101_init.sql", "20260101", "20260101_init")]
    [InlineData(MigrationTool.Rails, "20260101_create_users.rb", "20260101", "20260101_create_users")]
    [InlineData(MigrationTool.Supabase, "20251118120000_seed.sql", "20251118120000", "20251118120000_seed")]
    [InlineData(MigrationTool.Sql, "007_users.up.sql", "7", "007_users")]
    [InlineData(MigrationTool.Sql, "007_users.up.sql", "007_users", "007_users")]
    [InlineData(MigrationTool.Sql, "007_users.up.sql", "007_users.up.sql", "007_users")]
    [InlineData(MigrationTool.Sql, "users/up.sql", "users", "users")]
    [InlineData(MigrationTool.Sql, "users.sql", "users.sql", "users")]
    public void A_noted_migration_is_found(MigrationTool tool, string file, string noted, string name) =>
        Assert.Equal(name, new MigrationNames(tool, ["readme.md", file]).Find(noted));

    [Theory]
    [InlineData(MigrationTool.Prisma, "migration_lock.toml")]
    [InlineData(MigrationTool.Prisma, "20260101_init/down.sql")]
    [InlineData(MigrationTool.Prisma, "old/20260101_init/migration.sql")]
    [InlineData(MigrationTool.Knex, "20260101_init.d.ts")]
    [InlineData(MigrationTool.Knex, "lib/tool.js")]
    [InlineData(MigrationTool.GolangMigrate, "12_users.sql")]
    [InlineData(MigrationTool.Rails, "helper.rb")]
    [InlineData(MigrationTool.Supabase, "seed.sql")]
    public void What_is_no_migration_is_none(MigrationTool tool, string file) => Assert.Empty(new MigrationNames(tool, [file]).All);

    [Fact]
    public void Another_migration_with_a_longer_number_is_another() => Assert.Null(new MigrationNames(MigrationTool.Supabase, ["202511181200001_a.sql"]).Find("20251118120000"));

    [Fact]
    public void They_are_ordered_by_number_and_not_by_letters() =>
        Assert.Equal(["2_b", "10_a", "00011_c"], new MigrationNames(MigrationTool.Sql, ["10_a.sql", "00011_c.sql", "2_b.sql"]).All);
}
