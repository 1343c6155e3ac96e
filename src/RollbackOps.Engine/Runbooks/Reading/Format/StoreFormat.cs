using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How stores that are no SQL databases are written.</summary>
internal static class StoreFormat
{
    /// <summary>Redis through a Compose service.</summary>
    public static MapShape RedisService { get; } = new(
        "redis",
        new Key("service", Texts.Name, "The Compose service.") { Required = true },
        new Key("database", Texts.Few, "The number of the logical database; 0 where it isn't given."),
        new Key("user", Texts.Any, "The user; the default one where it isn't given."),
        new Key("password", Texts.SecretReference, "A reference to the password; the container's REDIS_PASSWORD, if it has one, where it isn't given."));

    /// <summary>MongoDB through a Compose service.</summary>
    public static MapShape MongoService { get; } = new(
        "mongo",
        new Key("service", Texts.Name, "The Compose service.") { Required = true },
        new Key("database", Texts.Any, "The database; the container's MONGO_INITDB_DATABASE where it isn't given."),
        new Key("user", Texts.Any, "The user; the container's MONGO_INITDB_ROOT_USERNAME where it isn't given."),
        new Key("password", Texts.SecretReference, "A reference to the password; the container's MONGO_INITDB_ROOT_PASSWORD, if it has one, where it isn't given."));

    /// <summary>A Docker volume.</summary>
    public static EitherShape Volume { get; } = new(
        "a volume's name, or a map with name",
        Texts.VolumeName,
        new MapShape(
            "volume",
            new Key("name", Texts.VolumeName, "Docker's name for it, or the one in the Compose file.") { Required = true },
            new Key("strip", Texts.Few, "How many folders are taken from the beginning of each path in the archive."),
            new Key("image", Texts.Any, "The local image of the helper containers, with sh, tar and find; that of a container that uses the volume where it isn't given.")));

    /// <summary>What is removed from Redis.</summary>
    public static EitherShape Flush { get; } = new(
        "a list of patterns such as [\"session:*\"], or database",
        new TextShape("database, or a list of patterns such as [\"session:*\"]") { Words = ["database"] },
        new ListShape("a list of patterns such as [\"session:*\"]", Texts.Any));
}
