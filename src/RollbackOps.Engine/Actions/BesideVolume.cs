namespace RollbackOps.Engine.Actions;

/// <summary>A volume that holds restored content, beside the live one whose place it will take: what a gift says of it.</summary>
/// <param name="Live">The live volume's name.</param>
/// <param name="Name">The other's name.</param>
/// <param name="Image">An image on the host that has <c>sh</c> and <c>cp</c>.</param>
public sealed record BesideVolume(string Live, string Name, string Image)
{
    /// <summary>The gift's name.</summary>
    public static string Gift(string part) => $"{part}/volume";

    /// <summary>Reads a gift.</summary>
    public static BesideVolume Of(string gift) => gift.Split('\t') is [var live, var name, var image] ? new(live, name, image) : throw new FormatException(gift);

    /// <summary>The gift.</summary>
    public string ToGift() => $"{Live}\t{Name}\t{Image}";
}
