using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>Turns the migrations that are to be taken down into steps. Pure.</summary>
/// <param name="part">What the runbook says.</param>
/// <param name="ask">What was asked.</param>
/// <param name="found">What was found.</param>
/// <param name="goal">What is taken down.</param>
public sealed class SchemaPlanner(MigrationsPart part, Ask ask, MigrationsFound found, SchemaGoal goal)
{
    private readonly SchemaTarget _target = goal.Target;

    /// <summary>The plan.</summary>
    /// <exception cref="RollbackException">It can't be rehearsed.</exception>
    public PartPlan Plan()
    {
        SchemaRefusals.Throw(goal);
        return new()
        {
            Steps = [Rehearse(), .. Saves ? [Save()] : Array.Empty<Step>(), .. Downs()],
            Findings = [.. SchemaGate.Findings(part, found), .. goal.Scripts.Select(script => script.IsCommand ? new Finding($"migration {script.Name}", "down", script.File, "the runbook") : new Finding($"migration {script.Name}", "down sha256", script.Sha256, script.File))],
            Losses = [.. Losses.Count == 0 ? [] : new[] { Loss() }, .. Commands.Count == 0 ? [] : new[] { Untold() }],
            Notes = [.. Notes()],
        };
    }

    private List<SchemaLoss> Losses => [.. goal.Scripts.SelectMany(script => script.Losses).Where(loss => loss.Kind != SchemaLossKind.Renames).Distinct()];

    private bool Saves => goal.Tables.Count > 0 || Commands.Count > 0;

    // What one takes is told by the rehearsal.
    private List<DownScript> Commands => [.. goal.Scripts.Where(script => script.IsCommand)];

    private long Size => goal.Facts?.Size ?? 0;

    private Step Rehearse() => Step("rehearse", _target.ByApi ? $"keep the scripts that take down {Names} (tried on no copy)" : $"try it on a copy of {_target.Live} {(goal.WithData ? "with its data" : "without its data")}: take down {Names}", Moment.Prepare, Touch.Aside, Back.ByUndo, new RehearseDetail(_target, goal.Scripts, goal.WithData)) with
    {
        Gives = [_target.RehearsedGift],
        Limit = TimeSpan.FromMinutes(30) + (goal.WithData ? TimeSpan.FromSeconds(Size / 2e6) : TimeSpan.Zero),
    };

    private Step Save() => Step("save", $"save {(Commands.Count > 0 ? "the tables that lost something on the copy" : SchemaGate.Names(goal.Tables))} as they are", Moment.Switch, Touch.Users, Back.NothingToUndo, new SaveDetail(_target, goal.Tables)) with
    {
        Needs = [new(_target.RehearsedGift), .. Stopped],
        Gives = [_target.SavedGift],
        For = [GiftNames.Switched(part.Database)],
        Limit = TimeSpan.FromHours(2),
    };

    private IEnumerable<Step> Downs()
    {
        var noted = Noted();
        for (var at = 0; at < goal.Scripts.Count; at++)
        {
            var script = goal.Scripts[at];
            List<Need> needs = [new(_target.RehearsedGift), new(_target.SavedGift, IfOffered: true), .. Stopped];
            if (at > 0)
                needs.Add(new(_target.DownGift(goal.Scripts[at - 1].Name)));
            yield return Step($"down:{script.Name}", script.IsCommand ? $"take {script.Name} down: {script.File}" : $"take {script.Name} down, with its row{What(script)}", Moment.Switch, Touch.Users, BackOf(script), new DownDetail(_target, script, noted[at], noted[(at + 1)..])) with
            {
                Needs = needs,
                Gives = [_target.DownGift(script.Name), GiftNames.Switched(part.Database), .. at == goal.Scripts.Count - 1 ? [GiftNames.Left(part.Name)] : Array.Empty<string>()],
                MovesData = true,
                Limit = TimeSpan.FromMinutes(30),
            };
        }
    }

    // What is noted before the first is taken down, and after each.
    private List<IReadOnlyList<string>> Noted()
    {
        List<IReadOnlyList<string>> noted = [goal.Noted];
        foreach (var script in goal.Scripts)
            noted.Add([.. noted[^1].Where(name => name != script.Noted), .. script.Before is { } before ? new[] { before } : []]);
        return noted;
    }

    private IEnumerable<Need> Stopped =>
        ask.Runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart).Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));

    private static Back BackOf(DownScript script) => script.UpFile is not null
        ? Back.ByUndo
        : new Back.NoReturn(
            "a migration that was taken down takes its data along",
            script.Losses.Count > 0 ? $"the script {Said(script)}" : script.Opaque ? $"what its {(script.IsCommand ? "command" : "script")} takes" : "no table or column, as far as its words say");

    private static string What(DownScript script) =>
        script.Losses.Count > 0 ? $": it {Said(script)}" : script.Opaque ? ": its words don't say all that it does" : "";

    private static string Said(DownScript script) => SchemaGate.Names([.. script.Losses.Select(loss => loss.ToString())]);

    private Loss Loss() => new()
    {
        Subject = $"database {_target.Live}",
        Since = null,
        What = $"what the migrations brought, whenever it was written: {SchemaGate.Names([.. Losses.Select(loss => loss.ToString())])}",
        Source = "the words of their scripts",
        Rows = goal.Rows,
        Kept = goal.Tables.Count == 0 ? "" : $"a file in the run's folder: {SchemaGate.Names(goal.Tables)}, saved whole before",
    };

    private Loss Untold() => new()
    {
        Subject = $"database {_target.Live}",
        Since = null,
        What = $"what the commands take that bring down {SchemaGate.Names([.. Commands.Select(script => script.Name)])}: the copy tells it before users notice anything{(goal.WithData ? "" : "; rows that they remove from tables that stay are seen and saved only where the runbook says rehearse: data")}",
        Source = "the rehearsal",
        Kept = "a file in the run's folder: the tables that lose something on the copy, saved whole before",
    };

    private IEnumerable<string> Notes()
    {
        foreach (var note in SchemaGate.Notes(part, found with { Ahead = [] }))
            yield return note;
        if (_target.ByApi)
            yield return $"The way down of {_target.Live} is tried on no copy, because Supabase's API reaches none: a script that fails changes nothing, and users notice the attempt.";
        else if (!goal.WithData)
            yield return $"The way down of {_target.Live} is tried without its data ({Megabytes}): what depends on them, such as a NOT NULL or UNIQUE that comes back, is tried only where the runbook says rehearse: data.";
        if (!Stopped.Any())
            yield return $"Nothing in the runbook stops who writes to {_target.Live} while its schema goes back: stop them yourself, or name them in actions or services.";
        foreach (var script in goal.Scripts.Where(script => script is { Opaque: true, IsCommand: false }))
            yield return $"The words of {script.File} don't say all that it does (DO, SELECT, CALL): the rehearsal finds tables, columns{(goal.WithData ? " and rows" : "")} that it takes and does not name, and nothing else.";
    }

    private string Names => SchemaGate.Names([.. goal.Scripts.Select(script => script.Name)]);

    private string Megabytes => string.Create(CultureInfo.InvariantCulture, $"{Size / 1_000_000.0:0} MB");

    private Step Step<TDetail>(string name, string does, Moment moment, Touch touch, Back back, TDetail detail) => new()
    {
        Id = $"{part.Name}/{name}",
        Kind = $"migrations.{name.Split(':')[0]}",
        Subject = $"schema of {_target.Live}",
        Does = does,
        Moment = moment,
        Touch = touch,
        Back = back,
        Detail = EngineJson.ToElement(detail),
    };
}
