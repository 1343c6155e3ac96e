using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>Says what a step is at, a few times a second, and how long that will take by what it took so far.</summary>
/// <param name="scene">The run.</param>
/// <param name="step">The step.</param>
internal sealed class StepProgress(RunScene scene, string step)
{
    private const double Telling = 0.02;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private long _last;
    private long _began;
    private string? _message;

    /// <summary>Says it.</summary>
    /// <param name="message">What the step is at.</param>
    /// <param name="share">How much of that is done, from 0 to 1; null where nothing tells.</param>
    public void Say(string message, double? share)
    {
        var now = scene.Time.GetTimestamp();
        if (message != _message)
            (_message, _began) = (message, now);
        else if (scene.Time.GetElapsedTime(_last, now) < Pause)
            return;
        _last = now;
        var left = share is > Telling and < 1 ? scene.Time.GetElapsedTime(_began, now) * ((1 - share) / share) : null;
        scene.Voice.Say(new StepProgressed(step, message, share) { Left = left });
    }
}
