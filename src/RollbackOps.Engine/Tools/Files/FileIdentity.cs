namespace RollbackOps.Engine.Tools.Files;

/// <summary>What identifies a file whatever its name and content are by now.</summary>
/// <param name="Device">The device that it is on.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Born">When it was made, so that a number given out again is not taken for it; empty where the file system does not tell.</param>
public sealed record FileIdentity(string Device, ulong Inode, string Born)
{
    /// <summary>The identity in one word without spaces.</summary>
    public override string ToString() => Born.Length == 0 ? $"{Device}/{Inode}" : $"{Device}/{Inode}/{Born}";
}
