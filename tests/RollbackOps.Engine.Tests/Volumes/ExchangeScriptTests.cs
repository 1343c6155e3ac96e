using System.Diagnostics;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Tests.Volumes;

/// <summary>The script that exchanges two volumes' contents, killed at each of its effects.</summary>
[Trait("Safety", "24")]
public sealed class ExchangeScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-volumes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Wherever_it_is_killed_doing_it_again_completes_it()
    {
        for (var at = 1; ; at++)
        {
            var (root, old, back) = await MakeAsync();
            var ended = await RunAsync(root, at, "live", "kept", "back", old, back);
            await RunAsync(root, 0, "live", "kept", "back", old, back);

            Assert.Equal(("restored", "before", null), (Content(root, "live"), Content(root, "kept"), Content(root, "back")));
            if (ended)
                return;
        }
    }

    [Fact]
    public async Task Wherever_it_is_killed_the_way_back_leads_to_the_old_content_even_where_that_is_killed_too()
    {
        for (var at = 1; ; at++)
        {
            var ended = false;
            for (var again = 1; again < 5; again++)
            {
                var (root, old, back) = await MakeAsync();
                ended = await RunAsync(root, at, "live", "kept", "back", old, back);
                if (await InodeAsync(root, "live") == old)
                    break;
                // What the step does before: the volume beside may be gone, and is made anew and empty.
                if (Content(root, "back") is null)
                    Directory.CreateDirectory(Path.Combine(root, "back", "_data"));
                await RunAsync(root, again, "live", "back", "kept", back, old);
                await RunAsync(root, 0, "live", "back", "kept", back, old);

                Assert.Equal(("before", "restored", null), (Content(root, "live"), Content(root, "back"), Content(root, "kept")));
            }

            if (ended)
                return;
        }
    }

    [Fact]
    public async Task Another_content_under_any_of_the_names_is_not_touched()
    {
        var (root, old, back) = await MakeAsync();

        Assert.Equal(1, await CodeAsync(root, 0, "live", "kept", "back", old, "1"));
        Assert.Equal(1, await CodeAsync(root, 0, "live", "kept", "back", "1", back));
        File.WriteAllText(Path.Combine(root, "kept", "_data", "mine"), "");
        Assert.NotEqual(0, await CodeAsync(root, 0, "live", "kept", "back", old, back));

        Assert.Equal(("before", "restored"), (Content(root, "live"), Content(root, "back")));
    }

    private static string? Content(string root, string volume) =>
        Path.Combine(root, volume, "_data", "content") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private async Task<(string Root, string Old, string Back)> MakeAsync()
    {
        var root = Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("N"))).FullName;
        foreach (var (volume, content) in new[] { ("live", "before"), ("back", "restored"), ("kept", "") })
        {
            var data = Directory.CreateDirectory(Path.Combine(root, volume, "_data")).FullName;
            if (content.Length > 0)
                await File.WriteAllTextAsync(Path.Combine(data, "content"), content, TestContext.Current.CancellationToken);
        }

        return (root, await InodeAsync(root, "live"), await InodeAsync(root, "back"));
    }

    private static async Task<string> InodeAsync(string root, string volume) => Path.Combine(root, volume, "_data") is var data && !Directory.Exists(data)
        ? ""
        : (await ShellAsync("stat -c %i \"$1\"", data)).Out.Trim();

    private static async Task<bool> RunAsync(string root, int kill, params string[] arguments)
    {
        var code = await CodeAsync(root, kill, arguments);
        Assert.True(code is 0 or 137, $"exit code {code}");
        return code == 0;
    }

    // The shell is killed in the place of its n-th effect; 0 for never.
    private static async Task<int> CodeAsync(string root, int kill, params string[] arguments)
    {
        var killing = $"n=0; at() {{ n=$((n + 1)); if [ $n = {kill} ]; then kill -9 $$; fi; }}; mv() {{ at; command mv \"$@\"; }}; rmdir() {{ at; command rmdir \"$@\"; }}; sync() {{ :; }}\n";
        return (await ShellAsync(killing + VolumeScripts.Exchange.Replace(VolumeScripts.Root, root, StringComparison.Ordinal), arguments)).Code;
    }

    private static async Task<(int Code, string Out)> ShellAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script, "sh", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
