using System.Globalization;
using System.Net;

namespace RollbackOps.Engine.Tools;

/// <summary>An address, or a network by its first address and the number of its fixed bits. Pure.</summary>
/// <param name="Bytes">The address: 4 bytes or 16.</param>
/// <param name="Bits">How many of its bits are fixed.</param>
public sealed record AddressRange(IReadOnlyList<byte> Bytes, int Bits)
{
    /// <summary>The range that a text means; null where it means none.</summary>
    public static AddressRange? Find(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || parts[0].Contains('%', StringComparison.Ordinal))
            return null;
        var bytes = address.GetAddressBytes();
        // .NET also reads '10' and '10.1' as addresses; nobody means them so.
        if (bytes.Length == 4 && parts[0].Count(letter => letter == '.') != 3)
            return null;
        if (parts is [_])
            return new(bytes, bytes.Length * 8);
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits <= bytes.Length * 8 ? new(bytes, bits) : null;
    }
}
