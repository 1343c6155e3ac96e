using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

[Trait("Row", "S4")]
public sealed class MongoFormatTests
{
    [Fact]
    public void A_database_is_reached_by_its_connection_string_or_through_a_service()
    {
        var parts = Samples.Read("""
            system: shop
            services: { compose: compose.yml }
            databases:
              main: { mongo: "${env:MONGODB_URI}", backups: "backups/*.archive.gz", used-by: [api], expect: { users: ">= 1" } }
              log: { mongo: { service: mongodb, database: log, user: ops, password: "${env:MONGO_PASSWORD}" }, backups: "log/*.archive" }
            """).Parts.OfType<MongoPart>().ToList();

        Assert.Equal(["mongo", "mongo"], parts.Select(part => part.Kind));
        Assert.Equal(("${env:MONGODB_URI}", null), (parts[0].Url, parts[0].Service));
        Assert.Equal("users", Assert.Single(parts[0].Expect).Table);
        Assert.Equal((null, "mongodb", "log", "ops", "${env:MONGO_PASSWORD}"), (parts[1].Url, parts[1].Service, parts[1].Database, parts[1].User, parts[1].Password));
    }

    [Theory]
    [InlineData("mongo: \"redis://x\"", "a connection string such as")]
    [InlineData("mongo: { servise: x }", "did you mean 'service'")]
    [InlineData("mongo: { service: x, password: clear }", "a reference such as")]
    [InlineData("mongo: \"${env:M}\", flush: database", "'flush' belongs to redis")]
    [InlineData("mongo: \"${env:M}\", integrity: [x]", "'integrity' belongs to an SQL database")]
    [InlineData("mongo: \"${env:M}\", place: in-place", "'place' is for PostgreSQL")]
    public void What_means_nothing_for_it_is_refused(string text, string said) =>
        Assert.Contains(said, Samples.Refused($"system: a\ndatabases: {{ m: {{ {text} }} }}").Message, StringComparison.Ordinal);
}
