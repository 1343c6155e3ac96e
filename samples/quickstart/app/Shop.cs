using Microsoft.Data.Sqlite;

internal static class Shop
{
    public const string Version = "1.0.0";

    public static List<string> Orders(SqliteConnection database)
    {
        using var query = database.CreateCommand();
        query.CommandText = "SELECT id, item, total FROM orders ORDER BY id";
        using var rows = query.ExecuteReader();
        var orders = new List<string>();
        while (rows.Read())
            orders.Add($"{rows.GetInt64(0)}: {rows.GetString(1)}, {rows.GetInt64(2) / 100m:0.00} EUR");
        return orders;
    }
}
