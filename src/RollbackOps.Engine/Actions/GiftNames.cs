namespace RollbackOps.Engine.Actions;

/// <summary>The gifts that parts wait for without knowing each other: a part's name and what became of it.</summary>
public static class GiftNames
{
    /// <summary>The target's tree, beside the live one: a folder.</summary>
    public static string Tree(string part) => $"{part}/tree";

    /// <summary>The services that use the moved data are stopped.</summary>
    public static string Stopped(string part) => $"{part}/stopped";

    /// <summary>The part's target is in place.</summary>
    public static string Switched(string part) => $"{part}/switched";

    /// <summary>What needs the code that is left has been run in it.</summary>
    public static string Left(string part) => $"{part}/left";

    /// <summary>The part accepts its users again.</summary>
    public static string Open(string part) => $"{part}/open";

    /// <summary>In <see cref="Step.For"/>: any step that is a purpose of its own.</summary>
    public const string AnyPurpose = "*";
}
