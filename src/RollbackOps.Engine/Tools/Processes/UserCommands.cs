using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Turns a runbook's command into one that can be run: its tree, its gifts, its secrets.</summary>
/// <param name="secrets">Resolves references in environment variables, never in arguments.</param>
public sealed partial class UserCommands(ISecrets secrets)
{
    /// <summary>Builds the command.</summary>
    /// <param name="spec">The runbook's command.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="gift">A gift's value by its name; null for one that was not made.</param>
    /// <param name="more">Environment variables beside the runbook's, as they are.</param>
    /// <exception cref="RollbackException">
    /// An argument holds a secret reference (<see cref="RollbackErrorId.RunbookInvalid"/>), a gift was not made
    /// (<see cref="RollbackErrorId.PlanImpossible"/>) or a secret can't be resolved (<see cref="RollbackErrorId.SecretMissing"/>).
    /// </exception>
    public Command Build(RunSpec spec, Runbook runbook, Func<string, string?> gift, IReadOnlyDictionary<string, string>? more = null)
    {
        RefuseOpenSecrets(spec);
        var folder = Folder(spec, runbook, gift);
        var run = spec.Run.Select(argument => WithGifts(argument, gift)).ToList();
        var env = (more ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        foreach (var (name, value) in spec.Env)
            env[name] = secrets.Resolve(WithGifts(value, gift), runbook.Folder);
        return new()
        {
            Program = run[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(run[0], folder) : run[0],
            Arguments = run[1..],
            Folder = folder,
            Env = env,
            Limit = spec.Limit,
        };
    }

    /// <summary>The gift that holds the target's tree; null where the runbook has no code.</summary>
    public static string? TreeGift(Runbook runbook) =>
        runbook.Parts.OfType<GitPart>().FirstOrDefault() is { } code ? $"{code.Name}/tree" : null;

    /// <summary>The gifts that a command names: <c>${gift:…}</c> in its arguments and environment.</summary>
    public static IEnumerable<string> GiftsOf(RunSpec spec) => spec.Run.Concat(spec.Env.Values)
        .SelectMany(text => GiftReference().Matches(text)).Select(match => match.Groups["name"].Value).Distinct();

    /// <summary>The command line as the runbook has it, for a person who approves it.</summary>
    public static string Line(RunSpec spec) => new Command { Program = spec.Run[0], Arguments = [.. spec.Run.Skip(1)] }.ToString();

    /// <summary>Refuses a command that would show a secret to every user of the machine.</summary>
    /// <exception cref="RollbackException">An argument holds a secret reference (<see cref="RollbackErrorId.RunbookInvalid"/>).</exception>
    public static void RefuseOpenSecrets(RunSpec spec)
    {
        if (spec.Run.FirstOrDefault(SecretReferences.AreIn) is { } argument)
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The argument '{argument}' of a command refers to a secret, and every user of the machine can read arguments.",
                "Hand it over in 'env' and let the command read the variable.");
        }
    }

    // Where the code stays as it is, no tree was made beside: the target's tree is the live one.
    private static string Folder(RunSpec spec, Runbook runbook, Func<string, string?> gift)
    {
        var code = runbook.Parts.OfType<GitPart>().FirstOrDefault();
        var live = code is null ? runbook.Folder : runbook.FullPath(code.Folder);
        var tree = spec.Tree == Tree.Target && TreeGift(runbook) is { } name ? gift(name) ?? live : live;
        return Path.GetFullPath(spec.Folder ?? ".", tree);
    }

    private static string WithGifts(string text, Func<string, string?> gift) => GiftReference().Replace(text, match =>
        gift(match.Groups["name"].Value) ?? throw new RollbackException(
            RollbackErrorId.PlanImpossible,
            $"The command refers to the gift '{match.Groups["name"].Value}', which no step of this plan makes.",
            "Correct the name in the runbook, or list it under 'needs' of the command."));

    [GeneratedRegex(@"\$\{gift:(?<name>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex GiftReference();
}
