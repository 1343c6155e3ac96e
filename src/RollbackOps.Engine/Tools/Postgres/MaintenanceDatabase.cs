namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>A database beside the live one that can be entered: from there others are made, renamed and dropped.</summary>
internal static class MaintenanceDatabase
{
    private static readonly string[] Everywhere = ["postgres", "template1"];

    /// <summary>Its name.</summary>
    /// <exception cref="RollbackException">None can be entered.</exception>
    public static async Task<string> FindAsync(PostgresClient client, CancellationToken cancel)
    {
        RollbackException? first = null;
        foreach (var name in Everywhere.Where(name => name != client.Access.Database))
        {
            try
            {
                await client.AskAsync<int>(name, "SELECT 1;", cancel);
                return name;
            }
            catch (RollbackException error) when (error.Id == RollbackErrorId.Unreachable)
            {
                first ??= error;
            }
        }

        throw first!;
    }
}
