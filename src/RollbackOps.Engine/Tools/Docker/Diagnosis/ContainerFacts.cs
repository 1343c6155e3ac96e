using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>What Docker says of a container that does not run as it should, and what it wrote last. Values of variables are left out.</summary>
public sealed record ContainerFacts
{
    /// <summary>Its exit code; 0 while it runs.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether the kernel ended it for want of memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The most memory that it may have, in bytes; 0 for all there is.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Why Docker could not start it; empty where it did.</summary>
    public string Error { get; init; } = "";

    /// <summary>The names of its variables that have a value.</summary>
    public IReadOnlySet<string> Variables { get; init; } = new HashSet<string>();

    /// <summary>What it wrote last, oldest line first.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Reads the output of <c>docker container inspect</c> of one container; null where there is none.</summary>
    public static ContainerFacts? Read(string json) => string.IsNullOrWhiteSpace(json) ? null : ToolAnswer.Of("docker", () =>
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().Select(One).FirstOrDefault();
    });

    private static ContainerFacts One(JsonElement element)
    {
        var state = element.GetProperty("State");
        return new()
        {
            ExitCode = state.GetProperty(nameof(ExitCode)).GetInt32(),
            OutOfMemory = state.TryGetProperty("OOMKilled", out var killed) && killed.GetBoolean(),
            MemoryLimit = element.TryGetProperty("HostConfig", out var host) && host.TryGetProperty("Memory", out var memory) ? memory.GetInt64() : 0,
            Error = state.TryGetProperty(nameof(Error), out var error) ? error.GetString() ?? "" : "",
            Variables = element.GetProperty("Config").TryGetProperty("Env", out var env) && env.ValueKind == JsonValueKind.Array
                ? env.EnumerateArray().Select(line => line.GetString()!.Split('=', 2)).Where(pair => pair is [_, { Length: > 0 }]).Select(pair => pair[0]).ToHashSet()
                : new HashSet<string>(),
        };
    }
}
