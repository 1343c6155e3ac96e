using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>
/// Runs the user's migrations on the restored copy. Where the database is given by URL, the command gets the copy's URL as
/// <c>DATABASE_URL</c>; in any case its name as <c>ROLLBACKOPS_DATABASE</c>.
/// </summary>
/// <param name="runner">Runs the command.</param>
/// <param name="secrets">Resolves its references.</param>
public sealed partial class ForwardMigration(IRunner runner, ISecrets secrets)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="RollbackException">It failed.</exception>
    public async Task RunAsync(RunSpec spec, Work work, PostgresClient client, string database, CancellationToken cancel)
    {
        string Resolved(string text) => secrets.Resolve(Gift().Replace(text, found => work.Gifts[found.Groups[1].Value]), work.Runbook.Folder);
        var env = new Dictionary<string, string?> { ["ROLLBACKOPS_DATABASE"] = database };
        if (client.Access.Container is null)
            env["DATABASE_URL"] = PostgresUrl.Build(client.Access.Variables, database);
        foreach (var (name, value) in spec.Env)
            env[name] = Resolved(value);
        await runner.RunAsync(
            new Command
            {
                Program = Resolved(spec.Run[0]),
                Arguments = [.. spec.Run.Skip(1).Select(Resolved)],
                Folder = Path.GetFullPath(spec.Folder ?? ".", Tree(spec, work)),
                Env = env,
                Limit = spec.Limit,
            },
            cancel);
    }

    private static string Tree(RunSpec spec, Work work)
    {
        if (work.Runbook.Parts.OfType<GitPart>().FirstOrDefault() is not { } git)
            return work.Runbook.Folder;
        var target = spec.Tree == Runbooks.Tree.Target ? work.Gifts.Find(GiftNames.Tree(git.Name)) : null;
        return target ?? work.Runbook.FullPath(git.Folder);
    }

    [GeneratedRegex(@"\$\{gift:([^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gift();
}
