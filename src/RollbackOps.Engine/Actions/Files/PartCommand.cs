using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>Turns a user's command into one that can be run. A secret goes into its environment, never into its arguments.</summary>
/// <param name="secrets">Resolves references at the moment of use.</param>
public sealed partial class PartCommand(ISecrets secrets)
{
    /// <summary>The command.</summary>
    /// <param name="spec">As the runbook has it.</param>
    /// <param name="work">The run's folders and gifts.</param>
    /// <param name="staged">What <c>${staged}</c> stands for.</param>
    /// <exception cref="RollbackException">An argument refers to a secret, or a reference can't be resolved.</exception>
    public Command From(RunSpec spec, Work work, string staged)
    {
        var arguments = spec.Run.Select(text => Plain(Given(text, work, staged), work)).ToList();
        return new()
        {
            Program = arguments[0],
            Arguments = arguments[1..],
            Folder = Path.GetFullPath(spec.Folder ?? ".", Tree(spec.Tree, work)),
            Env = spec.Env.ToDictionary(pair => pair.Key, pair => (string?)secrets.Resolve(Given(pair.Value, work, staged), work.Runbook.Folder)),
            Limit = spec.Limit,
        };
    }

    /// <summary>What a command waits for: the target's tree, the gifts that it names.</summary>
    public static IEnumerable<Need> Needs(RunSpec? spec, Runbook runbook)
    {
        if (spec is null)
            return [];
        var gifts = spec.Run.Concat(spec.Env.Values).SelectMany(text => Gift().Matches(text)).Select(match => match.Groups["name"].Value);
        if (spec.Tree == Runbooks.Tree.Target && Code(runbook) is { } code)
            gifts = gifts.Append(GiftNames.Tree(code.Name));
        return gifts.Distinct().Select(gift => new Need(gift));
    }

    private static string Given(string text, Work work, string staged) =>
        Gift().Replace(text, match => work.Gifts[match.Groups["name"].Value]).Replace("${staged}", staged, StringComparison.Ordinal);

    private static string Plain(string argument, Work work) => !Secret().IsMatch(argument) ? argument : throw new RollbackException(
        RollbackErrorId.RunbookInvalid,
        $"The step {work.Step.Id} would pass a secret as an argument, which every user of the machine can read: {argument}",
        "Put it under 'env' of that command in the runbook, and let the command read it from there.");

    private static string Tree(Tree tree, Work work) => (tree, Code(work.Runbook)) switch
    {
        (Runbooks.Tree.Target, { } code) => work.Gifts[GiftNames.Tree(code.Name)],
        (_, { } code) => work.Runbook.FullPath(code.Folder),
        _ => work.Runbook.Folder,
    };

    private static GitPart? Code(Runbook runbook) => runbook.Parts.OfType<GitPart>().FirstOrDefault();

    [GeneratedRegex(@"\$\{gift:(?<name>[^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gift();

    [GeneratedRegex(@"\$\{(env|file|secret):", RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
