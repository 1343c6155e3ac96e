using RollbackOps.Engine.Runbooks.Reading.Shapes;

namespace RollbackOps.Engine.Runbooks.Reading.Format;

/// <summary>How the parts of a system are written.</summary>
internal static class PartFormat
{
    /// <summary>The moments of an action.</summary>
    public static string[] Moments { get; } = [.. Enum.GetNames<Moment>().Select(moment => moment.ToLowerInvariant())];

    /// <summary>Code in a git repository.</summary>
    public static MapShape Code { get; } = new(
        "code",
        new Key("git", Texts.Path, "The live tree's folder.") { Required = true },
        new Key("releases", Texts.Glob, "The tags that are releases; semantic versions where it isn't given."),
        new Key("build-needs", new ListShape("a list of paths", Texts.Path), "Untracked files that a build needs, relative to the tree."),
        Key.NotYet("github"));

    /// <summary>Services of one Compose project or of a swarm.</summary>
    public static MapShape Services { get; } = new(
        "services",
        new Key("compose", new EitherShape("a Compose file, or a list of them", Texts.Path, new ListShape("a list of Compose files", Texts.Path)), "The Compose files."),
        new Key("project", Texts.Name, "The project; that of the running containers where it isn't given."),
        new Key("swarm", new EitherShape("a stack's name, or a map with stack or services", Texts.Name, Swarm()), "A stack of a Docker Swarm, or services of it."),
        new Key("kubernetes", KubernetesFormat.Services, "The workloads of a Kubernetes namespace."),
        new Key("vercel", DeployFormat.Vercel, "A project on Vercel."),
        new Key("github", DeployFormat.GitHub, "What a workflow of GitHub Actions deploys."))
    {
        Choices = [new(Choice.ExactlyOne, "compose", "swarm", "kubernetes", "vercel", "github")],
    };

    /// <summary>Configuration files, by name.</summary>
    public static NamesShape Config { get; } = new(
        "a map of named configurations",
        Texts.Name,
        new MapShape(
            "config",
            new Key("files", new EitherShape("a map of live files and the files that come back, or a list of live files", new NamesShape("a map of live files and the files that come back", Texts.Path, Texts.Path), new ListShape("a list of live files", Texts.Path)), "Live file: the file that comes back; or live files alone, which go back to the copies of the rollback point.") { Required = true },
            new Key("test", RunFormat.Run, "Tests the staged files; ${staged} is their folder."),
            new Key("reload", RunFormat.Run, "Makes the system load them."),
            new Key("prove", RunFormat.Run, "Proves from inside that they are loaded."),
            new Key("in-place", Texts.Flag, "True where a file keeps its inode (mounted alone into a container).")));

    /// <summary>Databases, by name.</summary>
    public static NamesShape Databases { get; } = new(
        "a map of named databases",
        Texts.Name,
        new MapShape(
            "database",
            new Key("postgres", new EitherShape(Texts.PostgresUrl.Expected, Texts.PostgresUrl, PostgresService()), "A PostgreSQL database, by URL, through a Compose service, or in a pod by kubectl exec."),
            new Key("sqlite", Texts.Path, "An SQLite database's file."),
            new Key("used-by", Texts.Names, "The services and actions that write to it; every service but proxies where it isn't given."),
            new Key("backups", new EitherShape("a path with *, or a map with files", Texts.Glob, Backups()), "Its backups."),
            new Key("expect", new NamesShape("a map of tables and numbers of rows", Texts.Any, Texts.Rows), "What must hold for the rows of a restored backup."),
            new Key("integrity", new ListShape("a list of queries", Texts.Any), "Queries whose answer must be 0 on what was restored."),
            new Key("forward", RunFormat.Run, "Migrations run forward on the restored copy."),
            new Key("migrations", MigrationFormat.Migrations, "Its migrations: code alone goes back only where it knows all that are applied, or runs with them."),
            new Key("keep-order", Texts.Flag, "True where restored rows keep the backup's order: PostgreSQL, at the price of time."),
            new Key("keep-sequences", new TextShape("ahead") { Words = ["ahead"] }, "ahead: restored sequences go on where the live ones stood, so that no number is given out twice: PostgreSQL."),
            new Key("place", new TextShape("beside, in-place or fresh") { Words = ["beside", "in-place", "fresh"] }, "in-place: it is dropped before its backup is restored (no return), where there is no room for two; fresh: on a fresh server on a fresh volume, where its Compose service is down, corrupt or of the wrong version; beside where it isn't given: PostgreSQL."),
            new Key("points", new TextShape("template") { Words = ["template"] }, "template: its users may be kept out while a rollback point is made of it by CREATE DATABASE … TEMPLATE: PostgreSQL."),
            new Key("safety-dump", Texts.Path, "The folder that a database is dumped to before it is dropped: place: in-place."),
            new Key("redis", new EitherShape(Texts.RedisUrl.Expected, Texts.RedisUrl, StoreFormat.RedisService), "A Redis server, by URL or through a Compose service."),
            new Key("flush", StoreFormat.Flush, "Redis: the patterns of the keys that are removed, or database for all keys of the logical database."),
            new Key("restart", Texts.Flag, "Redis: true where the service is restarted after the flush."),
            new Key("volume", StoreFormat.Volume, "A Docker volume whose content comes back from a tar archive."),
            new Key("mongo", new EitherShape(Texts.MongoUrl.Expected, Texts.MongoUrl, StoreFormat.MongoService), "A MongoDB database, by its connection string or through a Compose service."),
            new Key("supabase", Supabase(), "The database of a Supabase project, through the Management API."))
        {
            Choices =
            [
                new(Choice.ExactlyOne, "postgres", "sqlite", "mongo", "redis", "volume", "supabase"),
                new(Choice.AtMostOne, "flush", "backups"),
            ],
        });

    /// <summary>The user's own actions, by name.</summary>
    public static NamesShape Actions { get; } = new("a map of named actions", Texts.Name, Action());

    private static MapShape Swarm() => new(
        "swarm",
        new Key("stack", Texts.Name, "The stack."),
        new Key("services", Texts.Names, "The services that belong to the system, within a stack by their names there; the whole stack where it isn't given."),
        new Key("context", Texts.Any, "Docker's context of a manager; the current one where it isn't given."),
        new Key("registry-auth", Texts.Flag, "True where the nodes are sent this user's login to the registry (--with-registry-auth)."))
    {
        Choices = [new(Choice.AtLeastOne, "stack", "services")],
    };

    private static MapShape PostgresService() => new(
        "postgres",
        new Key("service", Texts.Name, "The Compose service."),
        new Key("pod", Texts.Pod, "The pod, or what kubectl takes for one, such as statefulset/db."),
        new Key("selector", Texts.Any, "The labels of the one pod, such as app=db,role=primary."),
        new Key("namespace", Texts.Name, "The pod's namespace; that of kubectl's context where it isn't given."),
        new Key("container", Texts.Name, "The pod's container; its first where it isn't given."),
        new Key("context", Texts.Any, "Kubectl's context; the current one where it isn't given."),
        new Key("database", Texts.Any, "The database; the container's POSTGRES_DB where it isn't given."),
        new Key("user", Texts.Any, "The user; the container's POSTGRES_USER where it isn't given."))
    {
        Choices = [new(Choice.ExactlyOne, "service", "pod", "selector")],
    };

    private static MapShape Supabase() => new(
        "supabase",
        new Key("project", Texts.SupabaseProject, "The project's reference.") { Required = true },
        new Key("token", Texts.SecretReference, "The access token, as a reference such as ${env:SUPABASE_ACCESS_TOKEN}.") { Required = true },
        new Key("api", Texts.HttpUrl, "The address of the Management API; https://api.supabase.com where it isn't given."));

    private static MapShape Backups() => new(
        "backups",
        new Key("files", Texts.Glob, "A path with * or ?.") { Required = true },
        new Key("time", Texts.Any, "The date format in the files' names, such as yyyy-MM-dd-HHmm."),
        new Key("zone", Texts.Any, "The time zone of the names' times; UTC where it isn't given."),
        new Key("retention", Retention(), "Which of the backups that rollbackops made stay when it makes another; all where it isn't given."));

    private static MapShape Retention() => new(
        "retention",
        new Key("keep", Texts.Many, "How many of the newest stay."),
        new Key("days", Texts.Many, "Those of how many days stay."))
    {
        Choices = [new(Choice.AtLeastOne, "keep", "days")],
    };

    private static MapShape Action() => new(
        "action",
        [
            new("type", new TextShape("command")
            {
                Words = ["command"],
                NotYet = ["kubernetes", "swarm", "supabase", "mongo", "redis", "volume", "traffic"],
            }, "The kind of action."),
            .. Moments.Select(moment => new Key(moment, RunFormat.Command, $"The command of the moment {moment}.")),
            new("github", DeployFormat.GitHub, "What a workflow of GitHub Actions deploys."),
            new("vercel", DeployFormat.Vercel, "A project on Vercel."),
        ])
    {
        Choices = [new(Choice.ExactlyOne, "type", "github", "vercel")],
    };
}
