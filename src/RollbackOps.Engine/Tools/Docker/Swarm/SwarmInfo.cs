using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>The swarm that a manager belongs to.</summary>
/// <param name="Cluster">Its id.</param>
/// <param name="Nodes">How many nodes it has.</param>
public sealed record SwarmInfo(string Cluster, int Nodes)
{
    /// <summary>Reads the swarm's part of <c>docker info</c>.</summary>
    public static SwarmInfo Read(string json) => ToolAnswer.Of("docker", () =>
    {
        var root = JsonElement.Parse(json);
        return new SwarmInfo(root.GetProperty(nameof(Cluster)).GetProperty("ID").GetString()!, root.GetProperty(nameof(Nodes)).GetInt32());
    });
}
