using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>The command lines of kubectl. Pure.</summary>
public static class KubectlCommands
{
    // The container's own password, which never leaves it: kubectl hands no variables on but in the argument list.
    private const string OwnPassword =
        "p=${POSTGRES_PASSWORD-}; if [ -n \"${POSTGRES_PASSWORD_FILE-}\" ]; then p=$(cat \"$POSTGRES_PASSWORD_FILE\"); fi; if [ -n \"$p\" ]; then export PGPASSWORD=\"$p\"; fi; exec env \"$@\"";

    private const string OwnNames = "printf '%s\\n%s\\n' \"${POSTGRES_USER:-postgres}\" \"${POSTGRES_DB:-${POSTGRES_USER:-postgres}}\"";

    /// <summary>Runs one of PostgreSQL's programs in the container, with the container's own password.</summary>
    /// <param name="place">The container.</param>
    /// <param name="variables">The program's variables. They are seen in the argument list: no secret.</param>
    /// <param name="program">The program and its arguments.</param>
    public static string[] Exec(PodPlace place, IEnumerable<KeyValuePair<string, string?>> variables, params string[] program) =>
        [.. Within(place, "exec", "-i"), "--", "sh", "-c", OwnPassword, "rollbackops", .. variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"), .. program];

    /// <summary>The container's own user and database, a line each.</summary>
    public static Command Names(PodPlace place) => Kubectl([.. Within(place, "exec"), "--", "sh", "-c", OwnNames]);

    /// <summary>The names of the running pods that have some labels, a line each.</summary>
    public static Command Pods(string selector, string? space, string? context) =>
        Kubectl([.. At(space, context), "get", "pods", "--selector", selector, "--field-selector", "status.phase=Running", "-o", "jsonpath={range .items[*]}{.metadata.name}{\"\\n\"}{end}"]);

    /// <summary>The free space where a folder of the container is, in KiB as the second line's fourth word.</summary>
    public static Command FreeSpace(PodPlace place, string folder) => Kubectl([.. Within(place, "exec"), "--", "df", "-Pk", folder]);

    private static string[] Within(PodPlace place, params string[] verb) =>
        [.. At(place.Namespace, place.Context), .. verb, place.Pod, .. place.Container is { } container ? new[] { "-c", container } : []];

    private static string[] At(string? space, string? context) =>
        [.. context is null ? Array.Empty<string>() : ["--context", context], .. space is null ? Array.Empty<string>() : ["--namespace", space]];

    private static Command Kubectl(string[] arguments) => new() { Program = "kubectl", Arguments = arguments, Limit = TimeSpan.FromSeconds(30) };
}
