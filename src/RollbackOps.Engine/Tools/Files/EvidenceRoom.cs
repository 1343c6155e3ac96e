using System.Text;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>
/// The room that the evidence of one run may take: the full disk may be the very reason for the run. Of what is too long, the
/// end is kept.
/// </summary>
/// <param name="bytes">How much may be written.</param>
public sealed class EvidenceRoom(long bytes)
{
    private const long Most = 64 * 1024 * 1024;
    private const int ShareOfFree = 10;
    private const int ShareOfOne = 4;
    private readonly List<string> _leftOut = [];
    private readonly long _ofOne = bytes / ShareOfOne;
    private long _left = bytes;

    /// <summary>What was left out, for people.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>The room on a folder's disk: 64 MiB, and never more than a tenth of what is free.</summary>
    public static EvidenceRoom On(string folder) => new(Math.Min(Most, (DiskSpace.Free(folder) ?? Most) / ShareOfFree));

    /// <summary>Writes a text, or the end of it; one file takes no more than a quarter of the room.</summary>
    public async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        var whole = Encoding.UTF8.GetBytes(text);
        var kept = End(whole, Math.Min(_left, _ofOne));
        if (kept.Length < whole.Length)
            _leftOut.Add($"the first {whole.Length - kept.Length} of {whole.Length} bytes of {Path.GetFileName(path)}");
        if (kept.Length == 0 && whole.Length > 0)
            return;
        _left -= kept.Length;
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        await using var file = PrivateFiles.Create(path);
        await file.WriteAsync(kept, cancel);
    }

    // From the beginning of a line on.
    private static ReadOnlyMemory<byte> End(ReadOnlyMemory<byte> whole, long most)
    {
        if (whole.Length <= most)
            return whole;
        var end = whole[^(int)most..];
        return end[(end.Span.IndexOf((byte)'\n') + 1)..];
    }
}
