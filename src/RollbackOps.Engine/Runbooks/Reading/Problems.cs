using RollbackOps.Engine.Runbooks.Reading.Nodes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>What is wrong with a runbook, each with its place, reported together.</summary>
/// <param name="file">The file, as it is named to the user.</param>
internal sealed class Problems(string file)
{
    private const int Most = 20;
    private readonly HashSet<Problem> _found = [];
    private readonly Redactor _redactor = new();

    /// <summary>True where nothing is wrong so far.</summary>
    public bool None => _found.Count == 0;

    /// <summary>Remembers something that is wrong; the same twice is one.</summary>
    public void Add(Place place, string message) =>
        _found.Add(new(place, _redactor.Redact(message), RollbackErrorId.RunbookInvalid));

    /// <summary>Remembers something that the format has and this version does not execute.</summary>
    public void NotYet(Place place, string key) =>
        _found.Add(new(place, $"{key} is not available in this version yet", RollbackErrorId.NotSupported));

    /// <summary>The error where reading can't go on, with all that was found before.</summary>
    public RollbackException Fatal(Place place, string message, Exception? inner = null)
    {
        Add(place, message);
        return Error(inner);
    }

    /// <summary>Throws all that was found.</summary>
    /// <exception cref="RollbackException">Something was.</exception>
    public void Throw()
    {
        if (!None)
            throw Error();
    }

    private RollbackException Error(Exception? inner = null)
    {
        var sorted = _found.OrderBy(problem => problem.Place).ToList();
        var lines = sorted.Take(Most).Select(problem => $"{file}:{problem.Place}: {problem.Message}{(problem.Message.EndsWith('?') ? "" : ".")}");
        var more = sorted.Count > Most ? $"{Environment.NewLine}and {sorted.Count - Most} more." : "";
        var id = sorted.Exists(problem => problem.Id == RollbackErrorId.RunbookInvalid)
            ? RollbackErrorId.RunbookInvalid
            : RollbackErrorId.NotSupported;
        var next = id == RollbackErrorId.RunbookInvalid
            ? $"Correct {file} from line {sorted[0].Place.Line} on, and type the same command again."
            : $"Take it out of {file}, and type the same command again.";
        return new(id, string.Join(Environment.NewLine, lines) + more, next, inner);
    }

    private sealed record Problem(Place Place, string Message, RollbackErrorId Id);
}
