using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

// A web shop, as small as can be: shop PORT DATABASE
using var database = new SqliteConnection($"Data Source={args[1]};Pooling=False");
database.Open();
Migrations.Run(database);

using var listener = new HttpListener();
listener.Prefixes.Add($"http://127.0.0.1:{args[0]}/");
listener.Start();
while (true)
{
    var context = await listener.GetContextAsync();
    var (status, body) = Answer(context.Request.Url!.AbsolutePath);
    context.Response.StatusCode = status;
    context.Response.ContentType = "application/json";
    context.Response.Close(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)), willBlock: false);
}

(int Status, object Body) Answer(string path)
{
    try
    {
        return path switch
        {
            "/health" => (200, new { status = "ok", version = Shop.Version, orders = Shop.Orders(database).Count }),
            "/orders" => (200, Shop.Orders(database)),
            _ => (404, new { error = "no such page" }),
        };
    }
    catch (SqliteException error)
    {
        return (500, new { status = "error", version = Shop.Version, error = error.Message });
    }
}
