using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Cli;

/// <summary>Plans that are saved to be approved and run later.</summary>
internal static class PlanFile
{
    public static void Write(string path, Plan plan)
    {
        try
        {
            File.WriteAllText(path, JsonSerializer.Serialize(plan, EngineJson.Options) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RollbackException(RollbackErrorId.Usage, $"The plan can't be saved: {error.Message}", "Name a file in a folder that exists and may be written.", error);
        }
    }

    /// <summary>The plan in a file.</summary>
    /// <exception cref="RollbackException">The file is missing or holds no plan.</exception>
    public static Plan Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Plan>(File.ReadAllText(path), EngineJson.Options)
                ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new RollbackException(
                RollbackErrorId.Usage,
                $"The plan {path} can't be read: {error.Message}",
                "Make it with: rollbackops plan --save FILE",
                error);
        }
    }
}
