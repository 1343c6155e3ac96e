using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Tests.Mongo;

[Trait("Row", "S4")]
public sealed class MongoCommandTests
{
    private static readonly MongoAccess Server = new() { Uri = "mongodb://ann:secret@db/?authSource=shop", Database = "shop", Password = "secret", Where = "db" };

    private static readonly MongoAccess Container = new()
    {
        Container = new() { Id = "c1", Name = "shop-mongodb-1", Service = "mongodb", Image = "mongo:7", ImageId = "sha256:1", ConfigHash = "x", State = "running" },
        Uri = MongoUrl.Local("root", "se/cret"),
        Database = "shop",
        Password = "se/cret",
        Where = "container shop-mongodb-1",
    };

    [Fact]
    public void A_copy_beside_is_restored_under_another_name_and_the_live_one_in_place_of_its_collections()
    {
        var beside = string.Join(' ', MongoCommands.Restore(Server, "shop_x", isGzip: true, TimeSpan.FromHours(1)).Arguments.Skip(2));
        var live = string.Join(' ', MongoCommands.Restore(Server, "shop", isGzip: false, TimeSpan.FromHours(1)).Arguments.Skip(2));

        Assert.Equal("mongorestore --archive --gzip --drop --stopOnError --nsInclude=shop.* --nsFrom=shop.* --nsTo=shop_x.*", beside);
        Assert.Equal("mongorestore --archive --drop --stopOnError --nsInclude=shop.*", live);
    }

    [Fact]
    public void In_a_container_the_password_goes_by_the_environment_of_docker_exec()
    {
        var command = MongoCommands.Dump(Container, TimeSpan.FromHours(1));
        string[] arguments = [.. command.Arguments];

        Assert.Equal("docker", command.Program);
        Assert.Equal(["exec", "-i", "-e", MongoCommands.ConfigVariable], arguments[..4]);
        Assert.Equal(["mongodump", "--db=shop", "--archive", "--gzip"], arguments[^4..]);
        Assert.DoesNotContain("cret", command.ToString(), StringComparison.Ordinal);
        Assert.Equal("uri: \"mongodb://root:se%2Fcret@127.0.0.1:27017/?authSource=admin\"", command.Env[MongoCommands.ConfigVariable]);
    }

    [Fact]
    public void Mongosh_gets_the_connection_string_by_its_environment_and_a_script_without_it()
    {
        var command = MongoCommands.Shell(Server, MongoScripts.State("shop", counts: true), TimeSpan.FromMinutes(1));

        Assert.Equal("mongosh", command.Program);
        Assert.Equal(["--quiet", "--norc", "--nodb", "--eval"], command.Arguments.Take(4));
        Assert.DoesNotContain("secret", command.ToString(), StringComparison.Ordinal);
        Assert.Equal(Server.Uri, command.Env[MongoCommands.UriVariable]);
    }

    [Fact]
    public void A_scratch_database_has_a_name_that_the_server_takes_whatever_the_live_one_is_called()
    {
        var name = MongoNames.Scratch(new string('ä', 31) + "x", "shop/production/000001/main");

        Assert.True(MongoNames.IsDatabase(name));
        Assert.NotEqual(name, MongoNames.Scratch("x", "shop/production/000002/main"));
    }
}
