using System.Collections;
using System.Threading.Channels;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Running;

namespace RollbackOps.PowerShell.Running;

/// <summary>
/// Answers given beforehand, then those of the person at the pipeline: the run waits for them, and goes on without where
/// nobody is there any more.
/// </summary>
internal sealed class PipelineAnswers : IAnswers
{
    private readonly Channel<bool?> _said = Channel.CreateUnbounded<bool?>();
    private readonly IReadOnlyDictionary<string, bool> _given;

    private PipelineAnswers(IReadOnlyDictionary<string, bool> given) => _given = given;

    /// <summary>Takes the answers in a table: gate to yes or no.</summary>
    /// <param name="given">The answers.</param>
    /// <param name="steps">The steps that may ask; none where there is nothing to ask for.</param>
    /// <exception cref="RollbackException">One is neither, or for no question of theirs.</exception>
    public static PipelineAnswers From(Hashtable given, IReadOnlyList<Step> steps) =>
        new(GateNames.Resolve(steps, given.Cast<DictionaryEntry>().ToDictionary(pair => $"{pair.Key}", pair => YesOrNo($"{pair.Key}", pair.Value))));

    /// <summary>True where a person has to be asked.</summary>
    public bool Wants(string gate) => !_given.ContainsKey(gate);

    /// <summary>What the person said; null for nothing.</summary>
    public void Say(bool? answer) => _said.Writer.TryWrite(answer);

    /// <summary>Nobody is there any more.</summary>
    public void Close() => _said.Writer.TryComplete();

    /// <inheritdoc/>
    public async Task<bool?> AskAsync(string gate, string question, CancellationToken cancel)
    {
        if (_given.TryGetValue(gate, out var answer))
            return answer;
        try
        {
            return await _said.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    // PowerShell takes the text "no" for true.
    private static bool YesOrNo(string gate, object? value) => value switch
    {
        System.Management.Automation.PSObject { BaseObject: var inner } => YesOrNo(gate, inner),
        bool answer => answer,
        string text when text.Equals("yes", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Equals("no", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw new RollbackException(
            RollbackErrorId.Usage,
            $"The answer '{value}' to '{gate}' is neither yes nor no.",
            $"Write -Answer @{{ '{gate}' = $true }} or -Answer @{{ '{gate}' = $false }}."),
    };
}
