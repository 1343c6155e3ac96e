using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Actions;

public sealed class InPlaceTests
{
    private static readonly Release Good = new("v1", "aaaa", null);
    private static readonly Release Bad = new("v2", "bbbb", null);
    private static readonly SqlitePart Part = new("main") { File = "app.db" };

    [Fact]
    public void What_came_from_the_same_backup_is_in_place() => Assert.True(InPlace(Good, "backup:x"));

    [Fact]
    public void A_newer_backup_is_no_reason_to_go_back_again() => Assert.True(InPlace(Good, "backup:newer"));

    [Fact]
    public void Once_another_release_has_run_the_data_goes_back_again() => Assert.False(InPlace(Bad, "backup:x"));

    [Fact]
    public void It_goes_back_again_when_that_is_said() => Assert.False(InPlace(Good, "backup:x", again: true));

    private static bool InPlace(Release from, string source, bool again = false)
    {
        var runbook = new Runbook { File = "/r/rollback.yaml", Text = "", System = "shop", Environment = "production", Parts = [Part], Strategies = [] };
        var ask = new Ask
        {
            Runbook = runbook,
            Strategy = new() { Name = "all" },
            Request = new() { Runbook = runbook.File, Again = again },
            Back = [],
            Moved = [Part],
            From = from,
            To = Good,
            Known = new Arrived(),
            Now = DateTimeOffset.UnixEpoch,
        };
        return ask.IsInPlace(Part, "sqlite:1", source);
    }

    private sealed class Arrived : IKnown
    {
        public bool IsBad(string commit) => commit == Bad.Commit;

        public string? ProvenBy(string commit) => commit == Good.Commit ? "000001" : null;

        public string? SourceOf(string identity) => "backup:x";

        public IReadOnlyList<string> MadeFrom(string source) => [];

        public TimeSpan? TookLast(string step) => null;
    }
}
