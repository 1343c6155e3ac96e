using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>The gifts in what a command prints: lines <c>name=value</c>. Pure.</summary>
public static class CommandGifts
{
    /// <summary>The gifts that the runbook names; the last line of a name counts.</summary>
    /// <exception cref="RollbackException">A gift holds a secret, which may not be journaled.</exception>
    public static IReadOnlyDictionary<string, string> Of(CommandSpec spec, string output)
    {
        var gifts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value] && spec.Gives.Contains(name))
                gifts[name] = NotSecret(name, value);
        }

        return gifts;
    }

    /// <summary>The names of gifts that were not printed.</summary>
    public static IReadOnlyList<string> Missing(CommandSpec spec, IReadOnlyDictionary<string, string> gifts) =>
        [.. spec.Gives.Where(name => !gifts.ContainsKey(name))];

    // Output arrives redacted: a mask in it was a secret.
    private static string NotSecret(string name, string value) => value.Contains("***", StringComparison.Ordinal)
        ? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The gift '{name}' holds a secret, and gifts are journaled.",
            "Let the command that needs it read the secret itself, from its environment.")
        : value;
}
