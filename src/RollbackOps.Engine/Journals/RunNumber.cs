using System.Globalization;

namespace RollbackOps.Engine.Journals;

/// <summary>The numbers of a system's runs: six digits, so that their order is that of their names. Pure.</summary>
internal static class RunNumber
{
    /// <summary>The number that follows these.</summary>
    public static string After(IReadOnlyList<string> runs) =>
        Of(runs.Count == 0 ? 1 : int.Parse(runs[^1], CultureInfo.InvariantCulture) + 1);

    /// <summary>The run with a number.</summary>
    public static string Of(int number) => number.ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>A number as a person types it.</summary>
    public static string Of(string typed) => typed.PadLeft(6, '0');
}
