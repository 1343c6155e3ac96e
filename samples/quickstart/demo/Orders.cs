using Microsoft.Data.Sqlite;

namespace RollbackOps.Quickstart;

/// <summary>What users bought.</summary>
internal static class Orders
{
    public static async Task AddAsync(params (string Item, int Total)[] orders)
    {
        await using var database = await OpenAsync();
        foreach (var (item, total) in orders)
        {
            await using var insert = database.CreateCommand();
            insert.CommandText = "INSERT INTO orders (item, total) VALUES ($item, $total)";
            insert.Parameters.AddWithValue("$item", item);
            insert.Parameters.AddWithValue("$total", total);
            await insert.ExecuteNonQueryAsync();
        }
    }

    public static async Task BackUpAsync(string file)
    {
        await using var database = await OpenAsync();
        await using var backup = database.CreateCommand();
        backup.CommandText = "VACUUM INTO $file";
        backup.Parameters.AddWithValue("$file", file);
        await backup.ExecuteNonQueryAsync();
    }

    private static async Task<SqliteConnection> OpenAsync()
    {
        var database = new SqliteConnection($"Data Source={Site.Database};Pooling=False");
        await database.OpenAsync();
        return database;
    }
}
