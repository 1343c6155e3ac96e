using System.Globalization;
using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Backups.Postgres;

/// <summary>Backs PostgreSQL databases up as copies that the server keeps: to go back to one is an exchange alone.</summary>
/// <param name="servers">Finds the way to them.</param>
/// <param name="time">The clock.</param>
internal sealed class PostgresPoints(PostgresServers servers, TimeProvider time) : IPointKind
{
    private const string Tool = "CREATE DATABASE … TEMPLATE";
    private readonly TemplatePoints _points = new(servers, time);

    /// <inheritdoc/>
    public bool Allows(DatabasePart part) => part is PostgresPart { TemplatePoints: true };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BackupInfo>> ListAsync(DatabasePart part, Runbook runbook, CancellationToken cancel) =>
    [
        .. (await _points.ListAsync((PostgresPart)part, runbook, cancel)).Select(point => new BackupInfo
        {
            Runbook = runbook.File,
            Database = part.Name,
            Path = point.Name,
            Bytes = point.Bytes ?? 0,
            Time = point.Facts.MadeAt,
            TimeSource = "the point itself",
            IsOwn = true,
            IsPoint = true,
            Flaw = point.Facts.Rows is null ? "its rows were never counted: whoever made it was ended before" : null,
        }),
    ];

    /// <inheritdoc/>
    public async Task<BackupResult> LookAsync(DatabasePart part, Runbook runbook, CancellationToken cancel)
    {
        var postgres = (PostgresPart)part;
        TemplatePoints.RefuseUnsaid(postgres);
        var last = (await _points.ListAsync(postgres, runbook, cancel)).Select(point => Paused(point)).FirstOrDefault("nothing tells for how long yet");
        return new()
        {
            Database = part.Name,
            Path = await _points.NextNameAsync(postgres, runbook, cancel),
            Format = $"template; users are kept out meanwhile: {last}",
            Tool = Tool,
            Server = "PostgreSQL",
        };
    }

    /// <inheritdoc/>
    public async Task<BackupResult> MakeAsync(DatabasePart part, Runbook runbook, int? keep, ISystemState state, Operator by, CancellationToken cancel)
    {
        var (postgres, began) = ((PostgresPart)part, time.GetTimestamp());
        var point = await _points.MakeAsync(postgres, runbook, cancel);
        var made = new BackupResult
        {
            Database = part.Name,
            Path = point.Name,
            Format = $"template; {Paused(point)}",
            Tool = Tool,
            Server = "PostgreSQL",
            TakenAt = point.Facts.MadeAt,
            Bytes = point.Bytes ?? 0,
            Rows = point.Facts.Rows ?? new Dictionary<string, long>(),
            Took = time.GetElapsedTime(began),
        };
        return keep is { } most ? await DropAsync(made, postgres, runbook, most, state, by, cancel) : made;
    }

    // Under the system's lock, so that no run begins to take one meanwhile.
    private async Task<BackupResult> DropAsync(BackupResult made, PostgresPart part, Runbook runbook, int keep, ISystemState state, Operator by, CancellationToken cancel)
    {
        foreach (var old in (await _points.ListAsync(part, runbook, cancel)).Skip(keep))
        {
            try
            {
                using var held = state.Take(by, time.GetUtcNow());
                if (RunRecord.Of(state).FirstOrDefault(run => !run.IsClosed) is { } open)
                {
                    made = Stays(made, old, $"run {open.Opened!.Run} is not over");
                    continue;
                }

                await _points.DropAsync(part, runbook, old, cancel);
                made = made with { Removed = [.. made.Removed, $"the point {old.Name}"] };
            }
            catch (RollbackException error)
            {
                made = Stays(made, old, error.Message);
            }
        }

        return made;
    }

    private static BackupResult Stays(BackupResult made, TemplatePoint point, string why) => made with { Stays = [.. made.Stays, $"the point {point.Name}: {why}"] };

    private static string Paused(TemplatePoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Name} kept them out for {point.Facts.Paused:0.0} s");
}
