using System.Text.Json;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Git;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Compares a database's noted migrations with those of a release. Reads only, and checks nothing out.</summary>
/// <param name="queries">Ask databases.</param>
/// <param name="files">Reads a commit's files.</param>
public sealed class MigrationsLook(IReadOnlyList<IDatabaseQueries> queries, CommittedFiles files)
{
    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">The history can't be read, or the release's files are not here.</exception>
    public async Task<MigrationsFound> LookAsync(MigrationsPart part, Runbook runbook, Release release, CancellationToken cancel)
    {
        var tree = Tree(runbook);
        var noted = await NotedAsync(part, runbook, cancel);
        var known = new MigrationNames(part.Tool, await files.BelowAsync(tree, release.Commit, part.Folder, cancel));
        var here = Here(part, tree);
        var applied = part.Tool == MigrationTool.GolangMigrate ? UpTo(noted, known, here) : noted;
        var found = applied.Select(migration => known.Find(migration.Name)).ToHashSet();
        return new()
        {
            Release = release,
            Source = $"{part.Folder} at {release.Commit[..Math.Min(12, release.Commit.Length)]}",
            Noted = [.. noted.Select(migration => migration.Name)],
            Applied = [.. applied.Select(migration => migration with { Name = here.Find(migration.Name) ?? known.Find(migration.Name) ?? migration.Name })],
            Ahead = [.. applied.Where(migration => known.Find(migration.Name) is null).Select(migration => migration with { Name = here.Find(migration.Name) ?? migration.Name })],
            Behind = [.. known.All.Where(name => !found.Contains(name))],
        };
    }

    /// <summary>Looks for what is to be taken down: to the release that comes back, or to what a person named (a release or a migration).</summary>
    /// <exception cref="RollbackException">Nobody named either, or there is none of that name.</exception>
    public async Task<MigrationsFound> LookDownAsync(MigrationsPart part, Ask ask, CancellationToken cancel)
    {
        if (ask.To is { } target)
            return await LookAsync(part, ask.Runbook, target, cancel);
        if (ask.Request.To is not { } to)
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"Nothing says how far the schema of {part.Database} goes back: the strategy '{ask.Strategy.Name}' brings no code back.",
                $"Name a release or the migration that stays the last: --to 20260101_init. Applied last: {SchemaGate.Names([.. (await NotedAsync(part, ask.Runbook, cancel)).TakeLast(3).Select(migration => migration.Name)])}.");
        }

        if (await files.CommitAsync(Tree(ask.Runbook), to, cancel) is { } commit)
            return await LookAsync(part, ask.Runbook, new(to, commit, null), cancel);
        var here = Here(part, Tree(ask.Runbook));
        var noted = await NotedAsync(part, ask.Runbook, cancel);
        var applied = (part.Tool == MigrationTool.GolangMigrate ? UpTo(noted, here, here) : noted)
            .Select(migration => migration with { Name = here.Find(migration.Name) ?? migration.Name }).ToList();
        var last = applied.FindIndex(migration => migration.Name == to || migration.Noted == to || (here.Find(to) is { } meant && meant == migration.Name));
        return last < 0
            ? throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"'{to}' is no release of the code and no migration that {part.Database} has applied.",
                $"Name one. Applied last: {SchemaGate.Names([.. applied.TakeLast(3).Select(migration => migration.Name)])}.")
            : new()
            {
                Release = new(to, "", null),
                Noted = [.. noted.Select(migration => migration.Name)],
                Applied = applied,
                Ahead = applied[(last + 1)..],
                Source = "the migration that was named",
            };
    }

    /// <summary>The folder of the code.</summary>
    public static string Tree(Runbook runbook) => runbook.FullPath(runbook.Parts.OfType<GitPart>().First().Folder);

    /// <summary>The migrations as they are noted, in the order in which they were applied.</summary>
    /// <exception cref="RollbackException">The table is not there (<see cref="RollbackErrorId.PlanImpossible"/>), or can't be read.</exception>
    public async Task<IReadOnlyList<AppliedMigration>> NotedAsync(MigrationsPart part, Runbook runbook, CancellationToken cancel)
    {
        var database = runbook.Parts.OfType<DatabasePart>().First(candidate => candidate.Name == part.Database);
        var query = queries.FirstOrDefault(candidate => candidate.Kind == database.Kind) ?? throw new RollbackException(
            RollbackErrorId.NotSupported, $"The migrations of a database of the kind '{database.Kind}' can't be read.", $"Take 'migrations' of {part.Database} out of the runbook.");
        if (await query.FirstValueAsync(database, runbook, MigrationHistory.Exists(part, database.Kind), cancel) != "1")
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The database {part.Database} has no table {part.Table}, so nothing tells which migrations are applied.",
                $"Correct migrations: {{ table: … }} of {part.Database} in the runbook (with its schema, where it has one of its own), or take 'migrations' out.");
        }

        var json = await query.FirstValueAsync(database, runbook, MigrationHistory.Applied(part, database.Kind), cancel);
        var applied = ToolAnswer.Of(database.Kind, () => JsonSerializer.Deserialize<List<AppliedMigration>>(json!, EngineJson.Options)!);
        return part.Tool is MigrationTool.Prisma or MigrationTool.Knex ? applied : [.. applied.OrderBy(migration => migration.Name, MigrationOrder.Instance)];
    }

    private static MigrationNames Here(MigrationsPart part, string tree)
    {
        var folder = Path.Combine(tree, part.Folder);
        return new(part.Tool, Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            : []);
    }

    // golang-migrate notes the last version alone: all up to it are applied.
    private static List<AppliedMigration> UpTo(IReadOnlyList<AppliedMigration> noted, MigrationNames known, MigrationNames here)
    {
        if (noted is not [var last, ..])
            return [];
        var all = known.All.Concat(here.All).Select(name => MigrationNames.Number(name)!).Append(MigrationNames.Number(last.Name) ?? last.Name)
            .Distinct().Order(MigrationOrder.Instance);
        return [.. all.Where(number => MigrationOrder.Instance.Compare(number, last.Name) <= 0).Select(number => new AppliedMigration(number, last.Whole || number != last.Name))];
    }
}
