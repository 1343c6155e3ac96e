using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace RollbackOps.PowerShell.Loading;

/// <summary>
/// Where the engine and all third-party assemblies are loaded, out of <c>lib/</c>: other modules bring other versions of
/// them. What is not there (the abstractions, the runtime) is the default context's.
/// </summary>
/// <param name="folder">The folder <c>lib</c>.</param>
internal sealed class EngineContext(string folder) : AssemblyLoadContext("RollbackOps")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = Path.Combine(folder, $"{assemblyName.Name}.dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var native = Path.Combine(folder, "runtimes", Rid, "native");
        return FileNames(unmanagedDllName).Select(name => Path.Combine(native, name)).FirstOrDefault(File.Exists) is { } file
            ? LoadUnmanagedDllFromPath(file)
            : nint.Zero;
    }

    // The portable identifier: the runtime's own may name a distribution.
    private static string Rid
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win"
                : OperatingSystem.IsMacOS() ? "osx"
                : RuntimeInformation.RuntimeIdentifier.Contains("musl") || File.Exists("/etc/alpine-release") ? "linux-musl"
                : "linux";
            return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    private static string[] FileNames(string name) => [name, $"lib{name}.so", $"{name}.so", $"{name}.dll", $"lib{name}.dylib", $"{name}.dylib"];
}
