using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli;

/// <summary>Answers given beforehand on the command line, then those of the person at the terminal, if there is one.</summary>
internal sealed class ConsoleAnswers : IAnswers
{
    private readonly IReadOnlyDictionary<string, bool> _given;
    private readonly bool _mayAsk;

    private ConsoleAnswers(IReadOnlyDictionary<string, bool> given, bool mayAsk)
    {
        _given = given;
        _mayAsk = mayAsk;
    }

    /// <summary>The answers to the questions of these steps, the given ones first.</summary>
    /// <exception cref="RollbackException">One is neither yes nor no, or for no question of theirs.</exception>
    public static ConsoleAnswers From(IReadOnlyDictionary<string, string> given, IReadOnlyList<Step> steps, bool json) =>
        new(GateNames.Resolve(steps, given.ToDictionary(pair => pair.Key, pair => YesOrNo(pair.Key, pair.Value))), !json && !Console.IsInputRedirected && Screen.IsTerminal);

    /// <summary>True where the person types the word; false where nobody can be asked.</summary>
    public bool Approves(string word, string what)
    {
        if (!_mayAsk)
            return false;
        Screen.Raw($"\nType '{word}' to approve and {what}: ");
        return Line()?.Trim() == word;
    }

    public async Task<bool?> AskAsync(string gate, string question, CancellationToken cancel)
    {
        if (_given.TryGetValue(gate, out var answer))
            return answer;
        if (!_mayAsk)
            return null;
        while (true)
        {
            Screen.Raw($"\n{question} [yes/no] ");
            switch ((await Task.Run(Line, cancel).WaitAsync(cancel))?.Trim().ToUpperInvariant())
            {
                case "YES" or "Y":
                    return true;
                case "NO" or "N":
                    return false;
                case null:
                    return null;
            }
        }
    }

    // A terminal that is gone gives no answer: the run waits for one.
    private static string? Line()
    {
        try
        {
            return Console.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool YesOrNo(string gate, string text) => text.ToUpperInvariant() switch
    {
        "YES" or "Y" => true,
        "NO" or "N" => false,
        _ => throw new RollbackException(RollbackErrorId.Usage, $"'--answer {gate}={text}' is neither yes nor no.", $"Write --answer {gate}=yes or --answer {gate}=no."),
    };
}
