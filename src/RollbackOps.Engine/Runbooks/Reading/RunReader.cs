using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to the user's commands.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class RunReader(Problems problems)
{
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(10);

    /// <summary>The command of a key; null where it isn't given.</summary>
    public RunSpec? Find(MapNode map, string key) => map.Find(key) is { } node ? Read(node) : null;

    /// <summary>A command: an argument list, or a map with <c>run</c>.</summary>
    public RunSpec Read(Node node) => node switch
    {
        MapNode map => new()
        {
            Run = Arguments((ListNode)map.Find("run")!),
            Tree = map.Text("tree") == "target" ? Tree.Target : Tree.Current,
            Folder = Folder(map),
            Env = map.Pairs("env"),
            Limit = map.Duration("limit") ?? UsualLimit,
        },
        _ => new() { Run = Arguments((ListNode)node) },
    };

    /// <summary>A command of an action, with its way back.</summary>
    public CommandSpec ReadCommand(Node node) => node is not MapNode map
        ? new() { Do = Read(node) }
        : new()
        {
            Do = Read(map),
            IsDone = Find(map, "is-done"),
            Undo = Find(map, "undo"),
            NoReturn = map.Text("no-return"),
            Gives = map.Texts("gives"),
            Needs = map.Texts("needs"),
            Optional = map.Flag("optional"),
            MovesData = map.Flag("moves-data"),
        };

    private List<string> Arguments(ListNode list)
    {
        var texts = list.Items.Cast<TextNode>().Select(item => item.Value).ToList();
        if (string.IsNullOrWhiteSpace(texts[0]))
            problems.Add(list.Items[0].Place, "the program's name is empty");
        return texts;
    }

    private string? Folder(MapNode map)
    {
        var folder = map.Text("folder");
        if (folder is not null && !RelativePath.StaysWithin(folder))
            problems.Add(map.Find("folder")!.Place, $"the folder '{folder}' leaves its tree; expected a path within it");
        return folder;
    }
}
