namespace RollbackOps.Engine.Tests.Runbooks;

/// <summary>What a runbook says of migrations, and what is wrong with it.</summary>
public sealed class MigrationRunbookTests
{
    [Theory]
    [InlineData("{ tool: prsma }", "1:87: 'databases.main.migrations.tool' is 'prsma'; expected prisma, knex, sql, golang-migrate, dbmate, rails, supabase; did you mean 'prisma'?")]
    [InlineData("{ folder: m }", "1:79: 'databases.main.migrations' has no 'tool'; expected prisma, knex, sql, golang-migrate, dbmate, rails, supabase.")]
    [InlineData("{ tool: knex, tabel: m }", "1:93: unknown key 'tabel' in 'databases.main.migrations'; did you mean 'table'?")]
    [InlineData("{ tool: knex, folder: ../m }", "1:101: '../m' is no folder within the code; expected one such as prisma/migrations.")]
    [InlineData("{ tool: knex, folder: . }", "1:101: '.' is no folder within the code; expected one such as prisma/migrations.")]
    [InlineData("{ tool: knex, downs: d, down: [npx] }", "1:103: 'databases.main.migrations' has both 'downs' and 'down'; expected one of them.")]
    [InlineData("{ tool: knex, compatible: yes }", "1:105: 'databases.main.migrations.compatible' is 'yes'; expected true or false.")]
    public void A_mistake_is_said_with_its_place(string migrations, string expected)
    {
        var error = Assert.Throws<RollbackException>(() => Samples.Read($"{{ system: a, code: {{ git: . }}, databases: {{ main: {{ sqlite: a.db, migrations: {migrations} }} }} }}"));
        Assert.Equal((RollbackErrorId.RunbookInvalid, $"rollback.yaml:{expected}"), (error.Id, error.Message.Split('\n')[0]));
    }

    [Theory]
    [InlineData("{ project: abcdefghijklmnopqrst, token: sbp_1234 }", "'databases.main.supabase.token' is something else; expected a reference such as \"${env:NAME}\"")]
    [InlineData("{ project: shop, token: \"${env:T}\" }", "'databases.main.supabase.project' is 'shop'; expected a project's reference of twenty letters")]
    [InlineData("{ project: abcdefghijklmnopqrst }", "'databases.main.supabase' has no 'token'")]
    public void A_project_has_a_reference_and_a_token_that_is_never_in_clear(string project, string expected)
    {
        var error = Assert.Throws<RollbackException>(() => Samples.Read($"{{ system: a, databases: {{ main: {{ supabase: {project} }} }} }}"));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sbp_1234", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_are_read_in_the_code_so_there_must_be_code()
    {
        var error = Assert.Throws<RollbackException>(() => Samples.Read("system: a\ndatabases: { main: { sqlite: a.db, migrations: { tool: knex } } }"));
        Assert.Contains("the migrations of 'main' are read in the code, and the runbook has none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_s_name_belongs_to_it()
    {
        var error = Assert.Throws<RollbackException>(() => Samples.Read("system: a\ncode: { git: . }\ndatabases: { main.schema: { sqlite: b.db }, main: { sqlite: a.db, migrations: { tool: knex } } }"));
        Assert.Contains("the name 'main.schema', which the database's schema has, is taken", error.Message, StringComparison.Ordinal);
    }
}
