namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>An image as a service names it: <c>repository:tag@sha256:…</c>, a name alone, or an image's id.</summary>
/// <param name="Text">What the service's spec holds.</param>
public sealed record SwarmImage(string Text)
{
    private const int Shown = 12;
    private const string Sha = "sha256:";

    private int At => Text.IndexOf('@', StringComparison.Ordinal);

    private ImageName Name => ImageName.Of(Named);

    /// <summary>True where it is the id of an image that this node alone has.</summary>
    public bool IsId => Text.StartsWith(Sha, StringComparison.Ordinal);

    /// <summary>What it is called, without the digest.</summary>
    public string Named => At < 0 ? Text : Text[..At];

    /// <summary>The repository, with its registry.</summary>
    public string Repository => Name.Repository;

    /// <summary>The tag; null for an id, and for a digest without one.</summary>
    public string? Tag => IsId || (At >= 0 && Repository == Named) ? null : Name.Tag;

    /// <summary>The digest, <c>sha256:…</c>; null where nothing but a name is given, which may mean another image tomorrow.</summary>
    public string? Digest => At < 0 ? null : Text[(At + 1)..];

    /// <summary>True where it can't come to mean another image.</summary>
    public bool IsAbsolute => IsId || Digest is not null;

    /// <summary>What a registry and this node's store know it by.</summary>
    public string Exact => Digest is { } digest ? $"{Repository}@{digest}" : Text;

    /// <summary>The same name for one image alone.</summary>
    public SwarmImage Pinned(string digest) => new($"{Named}@{digest}");

    /// <summary>The same repository under another tag.</summary>
    public SwarmImage Tagged(string tag) => new($"{Repository}:{tag}");

    /// <summary>Whether both mean one image, whatever they call it.</summary>
    public bool IsSame(SwarmImage other) => Digest is { } one && other.Digest is { } two ? one == two : Text == other.Text;

    /// <summary>For a person: the digest's first digits tell it from others.</summary>
    public override string ToString()
    {
        var text = IsId ? Text : Digest is null ? Text : $"{Named}@{Digest}";
        var sha = text.LastIndexOf(Sha, StringComparison.Ordinal);
        return sha < 0 ? text : text[..Math.Min(text.Length, sha + Sha.Length + Shown)];
    }
}
