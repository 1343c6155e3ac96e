using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>What keeps a container from running, as far as Docker's words and its own log tell. Pure.</summary>
public static partial class Causes
{
    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const int Killed = 137;
    private const int BadMemory = 139;

    /// <summary>The most likely cause; null where nothing tells.</summary>
    public static Cause? Of(ContainerFacts facts) =>
        OfMemory(facts) ?? OfDocker(facts.Error) ?? LogCauses.Of(facts.Log, facts.Variables) ?? OfExit(facts.ExitCode);

    /// <summary>What Docker's own refusal means; null where it is another one.</summary>
    public static Cause? OfDocker(string said)
    {
        if (Port().Match(said) is { Success: true } port)
        {
            var number = int.Parse(port.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
            return new($"port {number} of the host is taken", $"Stop what holds port {number}, or publish another one.") { Port = number };
        }

        if (Image().Match(said) is { Success: true } image)
            return new($"the image {image.Groups["image"].Value} is not here and can't be pulled", "Look at its name and tag, log in to its registry (docker login), or build it.");
        if (Program().Match(said) is { Success: true } program)
            return new($"its image has no program '{program.Groups["name"].Value}' that can be run", "Look at 'command' and 'entrypoint' of the service, and whether the image was built whole.");
        return Mount().Match(said) is { Success: true } mount
            ? new($"{mount.Groups["path"].Value}, which it mounts, is not there", "Put that file or folder back; Docker makes folders of what is missing only for volumes given in the short form.")
            : null;
    }

    private static Cause? OfMemory(ContainerFacts facts) => !facts.OutOfMemory
        ? null
        : facts.MemoryLimit > 0
            ? new(string.Create(CultureInfo.InvariantCulture, $"it needed more than the {facts.MemoryLimit / 1048576.0:0.#} MiB that it may have, and was killed"), "Raise its limit (mem_limit, or deploy.resources.limits.memory), or find what takes so much.")
            : new("the host ran out of memory, and it was killed", "Free memory on the host (docker stats), or give its services limits.");

    private static Cause? OfExit(int code) => code switch
    {
        NotExecutable => new("its command may not be executed (exit code 126)", "Look at the rights of the program that 'command' or 'entrypoint' names."),
        NotFound => new("its command was not found (exit code 127)", "Look at 'command' and 'entrypoint' of the service, and whether the image was built whole."),
        Killed => new("somebody killed it (exit code 137, SIGKILL)", "Look who: docker events --since 10m, and the kernel's log for want of memory (dmesg)."),
        BadMemory => new("its program crashed (exit code 139, a segmentation fault)", "Look whether the image was built for this processor and has the libraries that it needs."),
        _ => null,
    };

    [GeneratedRegex(@"(?:Bind for \S+?:(?<port>\d+) failed: port is already allocated|listen (?:tcp|udp)\d? \S*?:(?<port>\d+): bind: address already in use|failed to bind (?:host )?port (?:for )?\S+?:(?<port>\d+))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Port();

    [GeneratedRegex(@"(?:No such image: (?<image>\S+)|pull access denied for (?<image>[^,\s]+)|manifest for (?<image>\S+) not found|manifest unknown: .*?(?<image>\S+:\S+))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Image();

    [GeneratedRegex(@"exec: ""(?<name>[^""]+)"": (?:executable file not found|stat|permission denied|no such file)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Program();

    [GeneratedRegex(@"bind source path does not exist: (?<path>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Mount();
}
