using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Journals;

/// <summary>What <c>state:</c> or <c>--state</c> names: a folder, or a PostgreSQL server. Pure.</summary>
internal static partial class StatePlace
{
    /// <summary>What the URL of a server looks like; it may be a reference as a whole.</summary>
    public const string ServerPattern = @"^((?i:postgres(ql)?)://|\$\{)";

    /// <summary>Whether it is a server.</summary>
    public static bool IsServer(string place) => Server().IsMatch(place);

    [GeneratedRegex(ServerPattern, RegexOptions.CultureInvariant)]
    private static partial Regex Server();
}
