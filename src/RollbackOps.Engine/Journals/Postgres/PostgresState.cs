using System.Globalization;
using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>A system's lock and journals in PostgreSQL, for operators on any machine.</summary>
/// <param name="database">Where they are.</param>
/// <param name="name">The system's name there: system/environment.</param>
/// <param name="folder">This machine's folder.</param>
internal sealed class PostgresState(StateDatabase database, string name, StateFolder folder) : ISystemState
{
    /// <inheritdoc/>
    public string Where => $"{database.Where} ({name})";

    /// <inheritdoc/>
    public StateFolder Folder => folder;

    /// <inheritdoc/>
    public StateServer? Server => database.Server;

    /// <inheritdoc/>
    public IReadOnlyList<string> Runs => !database.IsMade ? [] : database.Ask(open => StateDatabase.Rows(open, StateSql.Runs, row => row.GetString(0), name));

    /// <inheritdoc/>
    public JournalContent Look(string run) => JournalContent.Of(database.Ask(open => StateDatabase.Rows(
        open, StateSql.Lines, row => new JournalLine(row.GetInt32(0), row.GetString(1), row.GetString(2)), name, run)));

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Read(string run) => JournalReader.Events(Look(run), $"run {run} in {Where}");

    /// <inheritdoc/>
    public IHold Take(Operator by, DateTimeOffset now)
    {
        folder.Open();
        database.Make();
        var asked = TimeProvider.System.GetTimestamp();
        var holder = JsonSerializer.Serialize(by, EngineJson.Options);
        return database.Ask(open => StateDatabase.Scalar(open, StateSql.Take, name, holder, StateSql.Lease)) is long epoch
            ? new PostgresHold(this, database, new(database, name, epoch, asked), name)
            : throw Busy();
    }

    /// <inheritdoc/>
    public ISystemState Aside(string purpose) => new PostgresState(database, $"{name}#{purpose}", folder.Aside(purpose));

    /// <inheritdoc/>
    public string Tell() => Holder() is { } holder
        ? $"it was begun or gone on with by {holder}."
        : "its process is gone.";

    /// <inheritdoc/>
    public RollbackException Unusable(Exception error) => database.Unusable(error);

    private RollbackException Busy() => new(
        RollbackErrorId.RunUnfinished,
        $"A run of {name} is under way: its lock in {database.Where} is held by {Holder() ?? "another process"}.",
        "Wait until it ends (rollbackops history shows where it is); if its process is gone, type the same command again when that time is over.");

    private string? Holder() => database.Ask(open => StateDatabase.Rows(open, StateSql.Holder, row => row.IsDBNull(0)
        ? null
        : Told(row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetDouble(2)), name)).FirstOrDefault();

    private static string Told(string holder, DateTimeOffset since, double left)
    {
        var by = JsonSerializer.Deserialize<Operator>(holder, EngineJson.Options)!;
        var until = left > 0
            ? string.Create(CultureInfo.InvariantCulture, $"is theirs for {Math.Ceiling(left):0} s more unless they renew it")
            : "is over: that process was killed, or can't reach the server";
        return $"{by.User} on {by.Host} (process {by.Process}), since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC; it {until}";
    }
}
