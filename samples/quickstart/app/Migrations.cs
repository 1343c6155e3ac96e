using Microsoft.Data.Sqlite;

internal static class Migrations
{
    private static readonly string[] Steps =
    [
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, item TEXT NOT NULL, total INTEGER NOT NULL)",
    ];

    public static void Run(SqliteConnection database)
    {
        using var version = database.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        for (var step = Convert.ToInt32(version.ExecuteScalar()); step < Steps.Length; step++)
        {
            using var migration = database.CreateCommand();
            migration.CommandText = $"{Steps[step]}; PRAGMA user_version = {step + 1}";
            migration.ExecuteNonQuery();
        }
    }
}
