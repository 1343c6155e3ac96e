using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Tests.Mongo;

[Trait("Row", "S4")]
public sealed class MongoUrlTests
{
    [Theory]
    [InlineData("mongodb://db/shop", "mongodb://db/", "db")]
    [InlineData("mongodb://ann:p%40ss@db:27017/shop", "mongodb://ann:p%40ss@db:27017/?authSource=shop", "db:27017")]
    [InlineData("mongodb://ann:x@a:1,b:2/shop?replicaSet=rs0&authSource=admin", "mongodb://ann:x@a:1,b:2/?replicaSet=rs0&authSource=admin", "a:1,b:2")]
    [InlineData("mongodb+srv://ann:x@cluster.example/shop?w=majority", "mongodb+srv://ann:x@cluster.example/?authSource=shop&w=majority", "cluster.example")]
    public void The_tools_get_no_database_that_would_limit_them_and_look_for_the_user_where_the_driver_does(string url, string uri, string where)
    {
        var access = MongoUrl.Parse(url);

        Assert.Equal((uri, "shop", where), (access.Uri, access.Database, access.Where));
    }

    [Theory]
    [InlineData("mongodb://db:27017", "names no database")]
    [InlineData("mongodb://db/admin", "no database of users")]
    [InlineData("mongodb://db/a.b", "no database of users")]
    [InlineData("mongodb://ann:p@ss@db/shop", "can't be read")]
    [InlineData("postgres://db/shop", "can't be read")]
    public void What_names_no_database_of_users_is_refused(string url, string said)
    {
        var error = Assert.Throws<RollbackException>(() => MongoUrl.Parse(url));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p@ss", error.Message, StringComparison.Ordinal);
    }
}
