using System.Runtime.Versioning;
using System.Text.Json;
using RollbackOps.Engine.Actions.Files;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Git;

namespace RollbackOps.Integration.Tests.Files;

[UnsupportedOSPlatform("windows")]
public sealed class FilesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ActionRig _rig = new();
    private readonly FilesAction _action;

    public FilesTests()
    {
        _action = new(_rig.Runner, new UserCommands(new SecretReferences(new Redactor())), TimeProvider.System);
        Write("live/one.conf", "old one");
        Write("live/.env", "PASSWORD=old");
        Write("saved/one.conf", "good one, and longer");
        Write("saved/env", "PASSWORD=good");
        Write("saved/new", "was missing");
        File.SetUnixFileMode(At("live/.env"), Private);
    }

    private FilesPart Part => new("config")
    {
        Files = new Dictionary<string, string?> { ["live/one.conf"] = "saved/one.conf", ["live/.env"] = "saved/env", ["live/new"] = "saved/new" },
    };

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Safety", "9")]
    public async Task Files_go_back_and_forth_with_their_modes(bool inPlace)
    {
        var part = Part with { InPlace = inPlace };
        var (replace, inode) = (await StagedAsync(part), FileFacts.Of(At("live/one.conf"))!.Identity.Inode);

        var before = await _rig.RunAsync(_action, part, replace);

        Assert.Equal("good one, and longer", Read("live/one.conf"));
        Assert.Equal("was missing", Read("live/new"));
        Assert.Equal(Private, File.GetUnixFileMode(At("live/.env")));
        Assert.Equal(inPlace, FileFacts.Of(At("live/one.conf"))!.Identity.Inode == inode);
        Assert.All(Directory.GetFiles(_rig.Kept, "*", SearchOption.AllDirectories), file => Assert.Equal(Private, File.GetUnixFileMode(file)));
        Assert.Empty((await _rig.PlanAsync(_action, part)).Steps);
        await _rig.UndoAsync(_action, part, replace, before);
        Assert.Equal("old one", Read("live/one.conf"));
        Assert.Equal("PASSWORD=old", Read("live/.env"));
        Assert.Equal(Private, File.GetUnixFileMode(At("live/.env")));
        Assert.False(File.Exists(At("live/new")));
        Assert.Equal(inPlace, FileFacts.Of(At("live/one.conf"))!.Identity.Inode == inode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("good o")]
    [Trait("Safety", "9")]
    public async Task A_file_torn_while_it_was_written_in_place_is_completed_or_undone(string torn)
    {
        var part = Part with { InPlace = true };
        var replace = await StagedAsync(part);
        var before = await _rig.RunAsync(_action, part, replace);
        Write("live/one.conf", torn);
        Assert.Equal(Verdict.Partly, await JudgeAsync(part, replace, before));
        await _rig.DoAsync(_action, part, replace, before);
        Write("live/one.conf", torn);
        await _rig.UndoAsync(_action, part, replace, before);

        Assert.Equal("old one", Read("live/one.conf"));
    }

    [Fact]
    public async Task A_run_killed_between_two_files_is_completed_from_the_first_copies()
    {
        var replace = await StagedAsync(Part);
        var before = await _rig.RunAsync(_action, Part, replace);
        Write("live/.env", "PASSWORD=old");
        File.Delete(At("live/new"));
        Write("live/.new.rollbackops", "half");

        Assert.Equal(Verdict.Partly, await JudgeAsync(Part, replace, before));
        await _rig.DoAsync(_action, Part, replace, before);
        await _rig.UndoAsync(_action, Part, replace, before);

        Assert.Equal("old one", Read("live/one.conf"));
        Assert.Equal([".env", "one.conf"], Directory.GetFiles(At("live")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Someone_elses_change_is_foreign()
    {
        var replace = await StagedAsync(Part);
        var planned = await _rig.ReadAsync(_action, Part, replace);
        Write("live/one.conf", "a person's");

        var now = await _rig.ReadAsync(_action, Part, replace);

        Assert.Equal(Verdict.Foreign, _rig.Judge(_action, replace, planned, now));
        Assert.Equal(Verdict.Foreign, _rig.Judge(_action, replace, now, now));
    }

    [Fact]
    public async Task Half_of_the_files_changed_by_someone_else_is_foreign()
    {
        var replace = await StagedAsync(Part);
        Write("live/one.conf", "good one, and longer");

        var now = await _rig.ReadAsync(_action, Part, replace);

        Assert.Equal(Verdict.Foreign, _rig.Judge(_action, replace, now, now));
    }

    [Fact]
    public async Task A_link_stays_a_link_and_its_file_goes_back()
    {
        File.Move(At("live/one.conf"), At("real.conf"));
        File.CreateSymbolicLink(At("live/one.conf"), "../real.conf");
        var replace = await StagedAsync(Part);

        var before = await _rig.RunAsync(_action, Part, replace);
        Assert.Equal("../real.conf", new FileInfo(At("live/one.conf")).LinkTarget);
        Assert.Equal("good one, and longer", Read("real.conf"));
        await _rig.UndoAsync(_action, Part, replace, before);
        Assert.Equal("old one", Read("real.conf"));
    }

    [Fact]
    [Trait("Safety", "22")]
    public async Task Staged_settings_that_fail_their_test_touch_nothing_live()
    {
        var part = Part with { Test = new() { Run = ["sh", "-c", "grep -q GOODLOGIN ${staged}/live/.env"] } };
        var stage = (await _rig.PlanAsync(_action, part)).Steps[0];

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.RunAsync(_action, part, stage));

        Assert.Equal(RollbackErrorId.ToolFailed, error.Id);
        Assert.Equal("PASSWORD=old", Read("live/.env"));
        var now = await _rig.ReadAsync(_action, part, stage);
        Assert.Equal(Verdict.Partly, _rig.Judge(_action, stage, now, now));
        await _rig.UndoAsync(_action, part, stage, now);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_rig.Scratch));
    }

    [Fact]
    [Trait("Safety", "22")]
    public async Task Settings_without_a_test_are_named_in_the_plan()
    {
        Assert.Contains((await _rig.PlanAsync(_action, Part)).Notes, note => note.Contains("live/.env", StringComparison.Ordinal));
        Assert.DoesNotContain(
            (await _rig.PlanAsync(_action, Part with { Test = new() { Run = ["true"] } })).Notes,
            note => note.Contains("live/.env", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_changed_after_planning_is_refused()
    {
        var stage = (await _rig.PlanAsync(_action, Part)).Steps[0];
        Write("saved/env", "PASSWORD=other");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.RunAsync(_action, Part, stage));

        Assert.Equal(RollbackErrorId.ChangedByOthers, error.Id);
    }

    [Fact]
    public async Task Loading_is_proven_from_inside_and_undoing_loads_the_old_files_again()
    {
        var part = Part with
        {
            Reload = new() { Run = ["cp", At("live/one.conf"), At("loaded")] },
            Prove = new() { Run = ["grep", "-q", "good", At("loaded")] },
        };
        var replace = await StagedAsync(part);
        var reload = (await _rig.PlanAsync(_action, part)).Steps.Single(step => step.Kind == "files.reload");
        var before = await _rig.RunAsync(_action, part, replace);

        await _rig.RunAsync(_action, part, reload);
        Assert.Equal("good one, and longer", Read("loaded"));
        await _rig.UndoAsync(_action, part, replace, before);

        Assert.Equal("old one", Read("loaded"));
        var now = await _rig.ReadAsync(_action, part, reload);
        Assert.Equal(Verdict.Before, _rig.Judge(_action, reload, now, now));
    }

    [Fact]
    [Trait("Safety", "9")]
    public async Task An_undo_that_was_killed_between_the_files_and_the_reload_is_not_over()
    {
        var part = Part with { Reload = new() { Run = ["cp", At("live/one.conf"), At("loaded")] } };
        var replace = await StagedAsync(part);
        var reload = (await _rig.PlanAsync(_action, part)).Steps.Single(step => step.Kind == "files.reload");
        var before = await _rig.RunAsync(_action, part, replace);
        await _rig.RunAsync(_action, part, reload);
        Write("live/one.conf", "old one");
        Write("live/.env", "PASSWORD=old");
        File.Delete(At("live/new"));

        Assert.Equal(Verdict.Partly, _rig.Judge(_action, replace, before, await _rig.ReadAsync(_action, part, replace)));
        await _rig.UndoAsync(_action, part, replace, before);

        Assert.Equal("old one", Read("loaded"));
    }

    [Fact]
    [Trait("Safety", "9")]
    public async Task Loading_that_can_not_be_proven_fails()
    {
        var part = Part with { Reload = new() { Run = ["true"] }, Prove = new() { Run = ["false"] } };
        var replace = await StagedAsync(part);
        var reload = (await _rig.PlanAsync(_action, part)).Steps.Single(step => step.Kind == "files.reload");
        await _rig.RunAsync(_action, part, replace);

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.RunAsync(_action, part, reload));

        Assert.Equal(RollbackErrorId.CheckFailed, error.Id);
    }

    [Fact]
    public async Task No_content_and_no_secret_is_in_steps_or_states()
    {
        var plan = await _rig.PlanAsync(_action, Part);
        var replace = await StagedAsync(Part);
        var before = await _rig.RunAsync(_action, Part, replace);

        var written = JsonSerializer.Serialize(plan.Steps) + JsonSerializer.Serialize(plan.Findings) + before.GetRawText()
            + (await _rig.ReadAsync(_action, Part, replace)).GetRawText() + string.Join(' ', _rig.Gifts.Values);

        Assert.DoesNotContain("PASSWORD", written, StringComparison.Ordinal);
        Assert.DoesNotContain("good one", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_passed_by_environment_and_never_as_an_argument()
    {
        Write("secret", "s3cret-value");
        var asArgument = Part with { Test = new() { Run = ["echo", "${file:secret}"] } };
        var error = await Assert.ThrowsAsync<RollbackException>(async () => await StagedAsync(asArgument));
        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);

        await StagedAsync(Part with
        {
            Test = new() { Run = ["sh", "-c", "test \"$PASS\" = \"$(cat secret)\""], Env = new Dictionary<string, string> { ["PASS"] = "${file:secret}" } },
        });
        Assert.DoesNotContain(_rig.Runner.Ran, command => command.ToString().Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("saved/none", RollbackErrorId.TargetMissing)]
    [InlineData("saved", RollbackErrorId.PlanImpossible)]
    public async Task A_copy_that_is_missing_or_a_folder_is_refused(string source, RollbackErrorId id)
    {
        var part = Part with { Files = new Dictionary<string, string?> { ["live/one.conf"] = source } };

        Assert.Equal(id, (await Assert.ThrowsAsync<RollbackException>(() => _rig.PlanAsync(_action, part))).Id);
    }

    private async Task<Step> StagedAsync(FilesPart part)
    {
        var steps = (await _rig.PlanAsync(_action, part)).Steps;
        await _rig.RunAsync(_action, part, steps[0]);
        return steps.Single(step => step.Kind == "files.replace");
    }

    private async Task<Verdict> JudgeAsync(FilesPart part, Step step, JsonElement before) =>
        _rig.Judge(_action, step, before, await _rig.ReadAsync(_action, part, step));

    private string At(string name) => Path.Combine(_rig.Root, name);

    private string Read(string name) => File.ReadAllText(At(name));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), text);
    }
}
