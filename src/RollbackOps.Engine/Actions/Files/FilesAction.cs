using System.Text.Json;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>Puts configuration files back to saved copies.</summary>
public sealed class FilesAction : PartAction<FilesPart, FilesFound>
{
    private static readonly string[] Telling = ["secret", "credential", "password", "token"];

    /// <summary>Makes the action.</summary>
    public FilesAction(IRunner runner, UserCommands commands, TimeProvider time)
    {
        var staged = new StagedCommands(commands);
        StepKinds = [new FilesStage(runner, staged), new FilesReplace(runner, staged), new FilesReload(runner, staged, time)];
    }

    /// <inheritdoc/>
    public override string Kind => "files";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    public override IPointRecorder Points { get; } = new FilesPoint();

    /// <inheritdoc/>
    protected override Task<FilesFound> LookAsync(FilesPart part, Ask ask, CancellationToken cancel) =>
        FilesLook.LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(FilesPart part, Ask ask, FilesFound found)
    {
        if (ask.Back.Count == 0 || found.Files.All(file => file.From == file.To))
            return new();
        var detail = EngineJson.ToElement(new FilesDetail(part.Name, found.Files, part.InPlace));
        var loads = part.Reload is not null || part.Prove is not null;
        return new()
        {
            Steps = [Stage(part, ask.Runbook, detail), Replace(part, found, detail), .. loads ? [Reload(part, ask.Runbook, detail)] : Array.Empty<Step>()],
            Findings = [.. found.Files.SelectMany(Findings)],
            Notes = [.. Notes(part, ask, found)],
        };
    }

    private static Step Stage(FilesPart part, Runbook runbook, JsonElement detail) => new()
    {
        Id = $"{part.Name}/stage",
        Kind = "files.stage",
        Subject = $"files of {part.Name}",
        Does = part.Test is null ? "copy what comes back beside" : $"copy what comes back beside and test it: {string.Join(' ', part.Test.Run)}",
        Moment = Moment.Prepare,
        Needs = [.. CommandNeeds.Of(part.Test, runbook)],
        Gives = [FilesStage.Gift(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Aside,
        Detail = detail,
    };

    private static Step Replace(FilesPart part, FilesFound found, JsonElement detail) => new()
    {
        Id = $"{part.Name}/replace",
        Kind = "files.replace",
        Subject = $"files of {part.Name}",
        Does = $"replace {string.Join(", ", found.Files.Select(file => file.Name))}{(part.InPlace ? " in place" : "")}",
        Moment = Moment.Switch,
        Needs = [new(FilesStage.Gift(part.Name))],
        Gives = [GiftNames.Switched(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Detail = detail,
    };

    private static Step Reload(FilesPart part, Runbook runbook, JsonElement detail) => new()
    {
        Id = $"{part.Name}/reload",
        Kind = "files.reload",
        Subject = $"files of {part.Name}",
        Does = string.Join("; then prove: ", new[] { part.Reload, part.Prove }.OfType<RunSpec>().Select(spec => string.Join(' ', spec.Run))),
        Moment = Moment.Start,
        Needs =
        [
            new(FilesStage.Gift(part.Name)), new(GiftNames.Switched(part.Name)),
            .. CommandNeeds.Of(part.Reload, runbook), .. CommandNeeds.Of(part.Prove, runbook),
        ],
        Back = Back.NothingToUndo,
        Touch = Touch.Users,
        Detail = detail,
    };

    private static IEnumerable<Finding> Findings(FileTarget file) =>
    [
        new($"file {file.Real}", "content", file.From ?? "none", "sha256"),
        new($"file {file.Source}", "content", file.To, "sha256"),
    ];

    private static IEnumerable<string> Notes(FilesPart part, Ask ask, FilesFound found)
    {
        var runbook = ask.Runbook;
        var others = runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart && ask.Strategy.Back.Any(item => item.Part == other.Name));
        if (part is { Reload: null, Prove: null } && !others.Any())
            yield return $"Nothing in this plan makes a running service read the files of '{part.Name}': what it proves is that they are in place. Give '{part.Name}' a reload and a proof, or take the services back too.";
        var settings = found.Files.Where(file => IsSettings(Path.GetFileName(file.Name))).Select(file => file.Name).ToList();
        if (settings.Count > 0 && part.Test is null)
            yield return $"{string.Join(", ", settings)} may carry credentials that were changed since, and nothing tests them before the switch: give '{part.Name}' a test that logs in with ${{staged}}.";
        if (!part.InPlace && runbook.Parts.OfType<ComposePart>().Any())
            yield return $"The files of '{part.Name}' get new inodes: a container that mounts one of them alone reads the old one until it restarts ('in-place: true' keeps the inode).";
    }

    private static bool IsSettings(string name) =>
        name.EndsWith(".env", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)
        || Telling.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
