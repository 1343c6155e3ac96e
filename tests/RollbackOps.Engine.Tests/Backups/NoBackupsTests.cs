using RollbackOps.Engine.Reports;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class NoBackupsTests
{
    [Theory]
    [InlineData("cart: { redis: { service: cart }, backups: \"b/cart-*.rdb\" }", null, "this version makes none of the kind 'redis': back 'cart' up with its own tool, to b/cart-*.rdb.")]
    [InlineData("main: { sqlite: app.db, backups: \"b/app-*.db\" }", null, "rollbackops backup main makes one.")]
    [InlineData("main: { sqlite: app.db, backups: \"b/app-*.db\" }", "v1.1.0", "none is known to be from before v1.1.0, and a new one can't be. rollbackops backups shows those that there are.")]
    public void Where_there_is_none_only_a_command_is_named_that_helps(string database, string? before, string says)
    {
        var folder = Directory.CreateTempSubdirectory("none").FullName;
        try
        {
            var runbook = Path.Combine(folder, "rollback.yaml");
            File.WriteAllText(runbook, $"system: tiny\nservices: {{ compose: compose.yaml }}\ndatabases:\n  {database}\nstrategies:\n  database: {{ back: [{database.Split(':')[0]}] }}\n");
            File.WriteAllText(Path.Combine(folder, "compose.yaml"), "services: { cart: { image: redis } }\n");
            Assert.EndsWith(says, Composition.Create().Backups.NoneSays(runbook, null, null, before), StringComparison.Ordinal);
            Assert.Equal("", BackupsText.Of([]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
