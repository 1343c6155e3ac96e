using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Backups.Postgres;

/// <summary>Restores a backup into a scratch database by the same loader as a run, and checks what came out of it.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="time">The clock.</param>
internal sealed partial class PostgresTrial(PostgresServers servers, TimeProvider time)
{
    private const string Invalid = "SELECT coalesce(json_agg(i.indexrelid::regclass::text), '[]') FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relkind = 'i' AND NOT i.indisvalid;";
    private readonly BackupReading _reading = new(servers);

    /// <summary>The runbook with another server in the place of the database's own.</summary>
    public static (PostgresPart Part, Runbook Runbook) On(string? server, DatabasePart part, Runbook runbook)
    {
        if (server is null)
            return ((PostgresPart)part, runbook);
        var elsewhere = (PostgresPart)part with { Url = server, Service = null, Pod = null, Database = null, User = null };
        return (elsewhere, runbook with { Parts = [.. runbook.Parts.Select(other => other.Name == part.Name ? elsewhere : other)] });
    }

    /// <summary>Tries it.</summary>
    /// <exception cref="RollbackException">Something speaks against it, or it could not be tried.</exception>
    public async Task<TrialResult> TryAsync(Trial trial, CancellationToken cancel)
    {
        var (part, runbook) = On(trial.Server, trial.Part, trial.Runbook);
        var client = await servers.OpenAsync(part, runbook, TrialWork.Mark, cancel);
        try
        {
            return await TryAsync(trial with { Part = part, Runbook = runbook }, client, cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.BackupUnusable && OfTheServer().IsMatch(error.Message))
        {
            throw new RollbackException(RollbackErrorId.ToolFailed, $"{error.Message} That says nothing of the backup.", $"Make on the server ({client.Access.Where}) what is missing, then run the same command again; or name another server with --server.", error);
        }
    }

    private async Task<TrialResult> TryAsync(Trial trial, PostgresClient client, CancellationToken cancel)
    {
        var (part, work) = ((PostgresPart)trial.Part, TrialWork.Of(trial));
        var dump = await DumpFile.LookAsync(trial.File.Path, cancel);
        trial.Progress($"reading {dump.Path}", null);
        await _reading.ReadAsync(part.Name, dump, work, cancel);
        var maintenance = await MaintenanceDatabase.FindAsync(client, cancel);
        var facts = await client.AskAsync<ServerFacts>(maintenance, PostgresQueries.Facts(client.Access.Database), cancel);
        if (facts.InRecovery)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"The server ({client.Access.Where}) is a standby: nothing can be restored on it.", "Name a primary server: --server postgresql://user@host:port/postgres");
        if (!facts.Superuser && !facts.CreatesDatabases)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"The user {facts.User} may not make databases on the server ({client.Access.Where}), and a backup is proven in one of its own.", $"ALTER ROLE {SqlQuote.Identifier(facts.User)} CREATEDB, or name another server: --server postgresql://user@host:port/postgres");
        await ScratchDatabase.RefuseWithoutRoomAsync(client, facts, dump.Bytes, cancel);
        await using var scratch = await ScratchDatabase.MakeAsync(client, maintenance, facts, trial.Runbook, part.Name, trial.Server is not null, time.GetUtcNow(), cancel);
        var target = new PostgresTarget(part.Name, facts.SystemId, maintenance, client.Access.Database, facts.Oid ?? 0);
        var taken = await CopyLoader.LoadAsync(client, target, scratch.Name, dump, work, cancel);
        trial.Progress("counting rows", null);
        var rows = await RowCounter.AllAsync(client, scratch.Name, taken, cancel);
        return new(rows, await CheckAsync(trial, target, client, scratch.Name, dump, rows, work, cancel));
    }

    private static async Task<string> CheckAsync(Trial trial, PostgresTarget target, PostgresClient client, string copy, DumpFile dump, IReadOnlyDictionary<string, long> rows, Work work, CancellationToken cancel)
    {
        var part = (PostgresPart)trial.Part;
        if (await RunFiles.FindAsync<Dictionary<string, long>>(RunFiles.DumpRows(work, part.Name), cancel) is { } written)
            RestoredCopy.RefuseOtherRows(written, rows, dump);
        List<string> said = [string.Create(CultureInfo.InvariantCulture, $"restored whole, {rows.Values.Sum()} rows in {rows.Count} tables counted")];
        if (trial.File.Recorded is { IsOwn: true } recorded)
        {
            RestoredCopy.RefuseOtherRows(recorded.Rows, rows, dump);
            said.Add("as many as were recorded when it was made");
        }

        // On another server there is no live database to compare with.
        if (trial.Server is null || part.Expect.Count > 0)
            await RestoredCopy.CheckAsync(client, target, copy, part, dump, trial.Server is null ? await RestoredCopy.TablesAsync(client, target.Live, cancel) : new HashSet<string>(), cancel);
        if (part.Expect.Count > 0)
            said.Add($"{part.Expect.Count} expected");
        if (await client.AskAsync<string[]>(copy, Invalid, cancel) is [var first, ..])
            throw new RollbackException(RollbackErrorId.BackupUnusable, $"The index {first} is not valid once the backup {dump.Path} is restored.", "Name an earlier backup; look at that index in the database that it was taken from.");
        said.Add("constraints and indexes valid");
        if (part.Forward is null && part.Integrity.Count > 0)
        {
            await RestoredCopy.SoundAsync(client, copy, part, dump, cancel);
            said.Add($"{part.Integrity.Count} integrity queries answer 0");
        }
        else if (part.Forward is not null)
        {
            said.Add("not migrated forward");
        }

        return string.Join("; ", said);
    }

    // A role, an extension or a version that this server does not have.
    [GeneratedRegex("role \".*\" does not exist|extension \".*\" is not available|could not access file \"|could not open extension control file|which is older", RegexOptions.CultureInvariant)]
    private static partial Regex OfTheServer();
}
