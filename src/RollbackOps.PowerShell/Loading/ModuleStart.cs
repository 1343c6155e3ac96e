using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace RollbackOps.PowerShell.Loading;

/// <summary>What importing the module does: from then on the engine is found, in a context of its own, when it is first needed.</summary>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    private const string Engine = "RollbackOps.Engine";
    private static int _done;

    /// <summary>Called once an import and runspace; only the first does something.</summary>
    public void OnImport()
    {
        // Without this, [RollbackOps.Plan] is not known right after the import.
        RuntimeHelpers.RunClassConstructor(typeof(Plan).TypeHandle);
        if (Interlocked.Exchange(ref _done, 1) == 1)
            return;
        var folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "lib");
        var context = new EngineContext(folder);
        AssemblyLoadContext.Default.Resolving += (_, name) => name.Name == Engine ? context.LoadFromAssemblyName(name) : null;
    }
}
