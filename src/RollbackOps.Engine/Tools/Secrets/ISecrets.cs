namespace RollbackOps.Engine.Tools.Secrets;

/// <summary>Resolves secret references at the moment of use; what it resolved is never written.</summary>
public interface ISecrets
{
    /// <summary>The text with each <c>${env:…}</c>, <c>${file:…}</c>, <c>${secret:vault/name}</c> replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folder">The folder that the paths of <c>${file:…}</c> start from.</param>
    /// <exception cref="RollbackException">A reference can't be resolved (<see cref="RollbackErrorId.SecretMissing"/>).</exception>
    string Resolve(string text, string folder);
}
