using System.Security.Cryptography;
using System.Text.Json;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Finds the ConfigMaps and autoscalers that differ from their manifests, by having the server try them. Reads only.</summary>
/// <param name="kubectl">Runs kubectl.</param>
internal sealed class ObjectLook(Kubectl kubectl)
{
    /// <summary>Those that come back, in the runbook's order.</summary>
    /// <exception cref="RollbackException">A manifest is missing, or of another object.</exception>
    public async Task<IReadOnlyList<ObjectTarget>> LookAsync(KubernetesPart part, KubernetesPlace place, Ask ask, CancellationToken cancel)
    {
        var targets = new List<ObjectTarget>();
        foreach (var (title, written) in part.Objects)
        {
            var file = ask.Runbook.FullPath(written);
            if (!File.Exists(file))
                throw new RollbackException(RollbackErrorId.TargetMissing, $"The manifest {file} of {title} does not exist.", "Correct objects: in the runbook, or bring the file back.");
            var made = await kubectl.ObjectAsync(WorkloadCommands.Apply(place, file, tryOnly: true), cancel);
            if (ObjectContent.Title(made) != title)
                throw new RollbackException(RollbackErrorId.RunbookInvalid, $"The manifest {file} is of {ObjectContent.Title(made)}, and the runbook says {title}.", "Correct objects: in the runbook; a manifest holds one object.");
            var address = ObjectContent.Address(made);
            targets.Add(new(title, address, file, FileHash(file), await ContentAsync(kubectl, place, address, cancel) is { } live ? ObjectContent.Hash(live) : null, ObjectContent.Hash(made)));
        }

        return targets;
    }

    /// <summary>SHA-256 of a file.</summary>
    public static string FileHash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>The live object; null where there is none.</summary>
    public static async Task<JsonElement?> ContentAsync(Kubectl kubectl, KubernetesPlace place, string address, CancellationToken cancel)
    {
        var command = WorkloadCommands.Objects(place, [address]);
        var result = await kubectl.TryAsync(command, cancel);
        return result.ExitCode == 0
            ? Tools.ToolAnswer.Of("kubectl", () => JsonSerializer.Deserialize<JsonElement>(result.Raw))
            : KubectlFailure.IsMissing(result.Err) ? null : throw KubectlFailure.Of(command, result.Err);
    }
}
