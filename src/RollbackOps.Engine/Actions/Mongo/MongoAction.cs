using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>Brings a MongoDB database back from an archive: proven beside, then restored over, with a safety dump before.</summary>
/// <param name="servers">Finds the way to the servers.</param>
public sealed class MongoAction(MongoServers servers) : PartAction<MongoPart, MongoFound>
{
    /// <inheritdoc/>
    public override string Kind => "mongo";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [new BesideStep(servers), new SafetyStep(servers), new ReplaceStep(servers)];

    /// <inheritdoc/>
    protected override async Task<MongoFound> LookAsync(MongoPart part, Ask ask, CancellationToken cancel)
    {
        var backup = Choose(part, ask);
        var client = await servers.OpenAsync(part, ask.Runbook, cancel);
        var live = await client.CountAsync(client.Access.Database, cancel);
        RefuseStrange(part, client.Access.Where, live);
        var archive = await MongoArchive.ReadAsync(backup.File.Path, cancel);
        KnownBackups.RefuseChanged(part.Name, backup.File, archive.Sha256);
        archive.Of(client.Access.Database, backup.File.Path);
        return new() { Where = client.Access.Where, Database = client.Access.Database, Live = live, Backup = backup, Archive = archive };
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(MongoPart part, Ask ask, MongoFound found) => MongoPlan.Of(part, ask, found);

    private static BackupChoice Choose(MongoPart part, Ask ask)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        var set = part.Backups ?? (named is null ? throw NoBackups(part.Name) : new BackupSet(named));
        return ChosenBackup.Of(part.Name, BackupFiles.Find(set, ask.Runbook.Folder, named).With(ask.Known, part.Name), ask);
    }

    private static void RefuseStrange(MongoPart part, string where, MongoState live)
    {
        if (live.IsRouter)
            throw Strange($"The MongoDB server at {where} is the router of a sharded cluster: how collections are spread would be lost with them, and this version can't restore one.", "Take it out of the strategy, and restore it with the cluster's own backups.");
        if (!live.IsWritable)
            throw Strange($"The MongoDB server at {where} takes no writes: it is no primary.", $"Give the connection string of the whole replica set (…?replicaSet=…) as '{part.Name}'.");
    }

    private static RollbackException Strange(string message, string next) => new(RollbackErrorId.NotSupported, message, next);

    private static RollbackException NoBackups(string part) => new(
        RollbackErrorId.TargetMissing,
        $"The runbook names no backups of database '{part}'.",
        $"Add 'backups' to it, or name a file: --backup {part}=<file>");
}
