namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>What the person does who is asked.</summary>
internal enum Answering
{
    /// <summary>Answers, truly.</summary>
    Truly,

    /// <summary>Is not there at first; answers truly when the run waits.</summary>
    Later,

    /// <summary>Answers no to gates, and the contrary of what is about a step.</summary>
    Wrongly,
}
