using System.Text;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>Keeps the last of a text, from the beginning of a line on: half a secret could not be recognized.</summary>
/// <param name="most">How many characters.</param>
internal sealed class TailText(int most)
{
    private readonly StringBuilder _kept = new();

    /// <summary>True where its beginning is not kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Adds to it.</summary>
    public void Add(ReadOnlySpan<char> piece)
    {
        _kept.Append(piece);
        IsCut |= _kept.Length > most;
        if (_kept.Length <= 2L * most)
            return;
        _kept.Remove(0, _kept.Length - most);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = _kept.Length > most ? _kept.ToString(_kept.Length - most, most) : _kept.ToString();
        if (!IsCut)
            return text;
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        return line < 0 ? "" : text[(line + 1)..];
    }
}
