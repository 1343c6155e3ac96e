using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Answers that the journal has already, then those of the person who is there; each is journaled.</summary>
internal sealed class RunAnswers(RunRecord record, RunVoice voice, IAnswers person, Operator by) : IAnswers
{
    public async Task<bool?> AskAsync(string gate, string question, CancellationToken cancel)
    {
        if (record.Answers.TryGetValue(gate, out var known))
            return known;
        voice.Say(new GateAsked(gate, question));
        if (await person.AskAsync(gate, question, cancel) is not { } yes)
            return null;
        // A no is not kept: whoever resumes is asked again.
        if (yes)
            voice.Say(new GateAnswered(gate, yes, by));
        return yes;
    }
}
