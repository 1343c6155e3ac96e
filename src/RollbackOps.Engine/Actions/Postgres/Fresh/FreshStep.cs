using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Makes a server of the service's image on a volume of the run's own, restores the backup there, proves it and ends it.</summary>
/// <param name="servers">Finds the service's settings.</param>
/// <param name="forward">Runs no migrations here, but the filling needs it.</param>
/// <param name="host">The Docker host.</param>
internal sealed class FreshStep(PostgresServers servers, MigrationCommand forward, FreshHost host) : StepKind<FreshDetail, FreshState>
{
    private readonly CopyFilling _filling = new(forward);

    /// <inheritdoc/>
    public override string Kind => "postgres.fresh";

    /// <inheritdoc/>
    protected override async Task<FreshState> ReadAsync(FreshDetail detail, Work work, CancellationToken cancel) =>
        await host.ContentsAsync(detail, work, cancel) with { Mark = await RunFiles.FindAsync<FreshMark>(RunFiles.Fresh(work, detail.Part), cancel) };

    /// <inheritdoc/>
    protected override Verdict Judge(FreshDetail detail, FreshState before, FreshState now) => now switch
    {
        { Live: var live } when live != detail.Content => Verdict.Foreign,
        { Mark: { } mark, Beside: var beside } when beside == mark.Content => Verdict.InEffect,
        { HasVolume: true } => Verdict.Partly,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel)
    {
        await BackupReading.TryAsync(new(detail.Part, detail.Dump) { Earlier = detail.Earlier }, detail.Dump, dump => MakeAsync(detail, dump, work, cancel), work);
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) => ClearAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, FreshDetail detail, FreshState now) => new Dictionary<string, string>
    {
        [PostgresTarget.OidGift(detail.Part)] = now.Mark!.SystemId,
        [PostgresTarget.SourceGift(detail.Part)] = now.Mark.Source,
        [BesideVolume.Gift(detail.Part)] = new BesideVolume(detail.Place.Volume, now.Name, detail.Place.Image).ToGift(),
    };

    private async Task MakeAsync(FreshDetail detail, DumpFile dump, Work work, CancellationToken cancel)
    {
        var name = detail.Volume(work);
        await ClearAsync(detail, work, cancel);
        work.Progress($"starting a fresh server for {detail.Place.Service}", null);
        await host.RunAsync(FreshCommands.Create(name, work.Run), cancel);
        var settings = FreshWay.Settings(await ServiceAsync(detail, work, cancel));
        await host.RunAsync(FreshCommands.Start(name, detail.Place, settings, work.Run), cancel);
        await host.ReadyAsync(name, "fresh server", cancel);
        var client = await ClientAsync(detail, name, settings, work, cancel);
        var server = await client.AskAsync<ServerState>("postgres", PostgresQueries.State, cancel);
        if (server.ByName(detail.Place.Database) is null)
            await client.RunAsync("postgres", $"CREATE DATABASE {SqlQuote.Identifier(detail.Place.Database)};\n", cancel);
        await BackupReading.ReadAsync(client, detail.Part, dump, work, cancel);
        server = await client.AskAsync<ServerState>("postgres", PostgresQueries.State, cancel);
        var target = new PostgresTarget(detail.Part, server.SystemId, "postgres", detail.Place.Database, server.ByName(detail.Place.Database)!.Oid);
        await _filling.FillAsync(client, target, detail.Place.Database, dump, new HashSet<string>(), work, cancel);
        work.Progress("ending the fresh server", null);
        await host.RunAsync(FreshCommands.Stop(name), cancel);
        await host.RunAsync(FreshCommands.Remove(name), cancel);
        var content = (await host.ContentsAsync(detail, work, cancel)).Beside!;
        await RunFiles.WriteAsync(RunFiles.Fresh(work, detail.Part), new FreshMark(content, server.SystemId, target.Oid, PostgresPlanner.Source(dump.Sha256)), cancel);
    }

    private async Task<PostgresClient> ClientAsync(FreshDetail detail, string container, IReadOnlyDictionary<string, string?> settings, Work work, CancellationToken cancel)
    {
        var variables = new Dictionary<string, string?> { ["PGUSER"] = detail.Place.User };
        if (settings.TryGetValue("POSTGRES_PASSWORD", out var password))
            variables["PGPASSWORD"] = password;
        var access = new PostgresAccess
        {
            Container = container,
            Addresses = (await host.ContainerAsync(container, cancel)).Addresses,
            Database = detail.Place.Database,
            Variables = variables,
            Where = $"container {container}",
        };
        return servers.Open(access, PostgresServersOfWork.Part(detail.Part, work), work.Runbook, work.Run);
    }

    private async Task<ComposeContainer> ServiceAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        var project = await servers.Compose.FindAsync(work.Runbook.Parts.OfType<ComposePart>().First(), work.Runbook.Folder, cancel);
        return project.Containers.FirstOrDefault(container => container.Id == detail.Place.Container) ?? throw new RollbackException(
            RollbackErrorId.ChangedByOthers, $"The container of the service {detail.Place.Service} is another one by now.", "Plan again.");
    }

    // What is taken away is marked as a run's own.
    private async Task ClearAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        var name = detail.Volume(work);
        if (File.Exists(RunFiles.Fresh(work, detail.Part)))
            File.Delete(RunFiles.Fresh(work, detail.Part));
        await host.TryAsync(FreshCommands.Remove(name), cancel);
        if (!await host.TryAsync(FreshCommands.Volume(name), cancel))
            return;
        if ((await host.RunAsync(FreshCommands.Maker(name), cancel)).Trim() != work.Run)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The volume {name} was not made by this run, and is not removed.", "Find out what it is; remove or rename it yourself, then resume.");
        await host.RunAsync(FreshCommands.Drop(name), cancel);
    }
}
