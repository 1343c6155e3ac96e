using System.Text.Json;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>Asks a registry, with this user's login, by the command line of buildx: it gives the digest of images for several platforms too.</summary>
/// <param name="docker">Runs Docker.</param>
internal sealed class RegistryClient(DockerCli docker)
{
    private const string Asking = "The registry was asked for";

    /// <summary>The digest that it has under a tag; null where it has none.</summary>
    /// <exception cref="RollbackException">It does not answer or refuses this user.</exception>
    public async Task<string?> DigestAsync(SwarmImage image, CancellationToken cancel)
    {
        var result = await AskAsync(image, cancel);
        if (result.ExitCode == 0)
            return ToolAnswer.Of("docker", () => JsonElement.Parse(result.Raw).GetProperty("digest").GetString()!);
        if (result.Err.Contains("is not a docker command", StringComparison.OrdinalIgnoreCase) || result.Err.Contains("unknown command", StringComparison.OrdinalIgnoreCase))
        {
            throw new RollbackException(
                RollbackErrorId.ToolMissing,
                $"Which image {image} is by now can be learned from its registry alone, and Docker's buildx, which asks it, is missing.",
                "Install it (package docker-buildx or docker-buildx-plugin), or name the image by its digest: --to sha256:….");
        }

        return RegistryFailure.IsMissing(result.Err) ? null : throw RegistryFailure.Of($"{image}", result.Err, Asking);
    }

    private async Task<CommandResult> AskAsync(SwarmImage image, CancellationToken cancel)
    {
        try
        {
            return await docker.TryAsync(SwarmCommands.Ask(image), cancel);
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.TimedOut)
        {
            throw RegistryFailure.Of($"{image}", "i/o timeout", Asking);
        }
    }
}
