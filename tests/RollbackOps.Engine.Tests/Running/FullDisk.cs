namespace RollbackOps.Engine.Tests.Running;

/// <summary>A file on a disk that gets full: half of what is written then still fits.</summary>
internal sealed class FullDisk(string path) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
{
    public bool IsFull { get; set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(IsFull ? buffer[..(buffer.Length / 2)] : buffer);
        if (IsFull)
            throw new IOException("No space left on device", 28);
    }
}
