using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Processes;

public sealed class UserCommandsTests : IDisposable
{
    private readonly string _variable = "ROLLBACKOPS_TEST_" + Guid.NewGuid().ToString("N").ToUpperInvariant();

    public UserCommandsTests() => Environment.SetEnvironmentVariable(_variable, "hunter2");

    public void Dispose() => Environment.SetEnvironmentVariable(_variable, null);

    [Fact]
    public void A_command_gets_its_folder_gifts_and_secrets()
    {
        var spec = new RunSpec
        {
            Run = ["./bin/tool", "--at", "${gift:address}"],
            Folder = "tools",
            Env = new Dictionary<string, string> { ["KEY"] = $"${{env:{_variable}}}", ["AT"] = "x-${gift:address}" },
        };

        var command = Build(spec, gift => gift == "address" ? "0xabc" : null);

        Assert.Equal("/srv/shop/app/tools/bin/tool --at 0xabc", command.ToString());
        Assert.Equal("/srv/shop/app/tools", command.Folder);
        Assert.Equal("hunter2", command.Env["KEY"]);
        Assert.Equal("x-0xabc", command.Env["AT"]);
    }

    [Fact]
    public void The_targets_tree_is_the_one_made_beside_or_the_live_one_where_the_code_stays()
    {
        var spec = new RunSpec { Run = ["make"], Tree = Tree.Target, Folder = "api" };

        Assert.Equal("/srv/shop/app-target/api", Build(spec, gift => gift == "code/tree" ? "/srv/shop/app-target" : null).Folder);
        Assert.Equal("/srv/shop/app/api", Build(spec, _ => null).Folder);
        Assert.Equal("/srv/shop/app/api", Build(spec with { Tree = Tree.Current }, _ => "/elsewhere").Folder);
    }

    [Fact]
    public void A_secret_in_an_argument_is_refused()
    {
        var error = Assert.Throws<RollbackException>(() => Build(new() { Run = ["curl", $"-u${{env:{_variable}}}"] }, _ => null));

        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gift_that_nobody_makes_is_named()
    {
        var error = Assert.Throws<RollbackException>(() => Build(new() { Run = ["echo", "${gift:adress}"] }, _ => null));

        Assert.Contains("'adress'", error.Message, StringComparison.Ordinal);
    }

    private static Command Build(RunSpec spec, Func<string, string?> gift) => new UserCommands(new SecretReferences(new Redactor())).Build(
        spec,
        new Runbook
        {
            File = "/srv/shop/rollback.yaml",
            Text = "",
            System = "shop",
            Environment = "test",
            Parts = [new GitPart("code") { Folder = "app" }],
            Strategies = [],
        },
        gift);
}
