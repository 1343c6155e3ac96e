using System.Diagnostics;

namespace RollbackOps.Bench.Images;

/// <summary>Four services of a Compose file in git, with the images of two releases; the newer one is deployed.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private const string Compose = "docker compose --progress quiet";
    private static readonly string Tool = Path.Combine(Path.GetFullPath("../../../../..", AppContext.BaseDirectory), "out", "rollbackops");
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-bench-").FullName;

    /// <summary>The ways back, as they are typed in the shop's folder.</summary>
    public static IReadOnlyList<(string Name, string Line)> Ways { get; } =
    [
        ("docker compose up -d, old tag", $"TAG=v1 {Compose} up -d --wait"),
        ("rollbackops run", $"'{Tool}' run --to v1 --yes"),
        ("down, checkout, build, up", $"{Compose} down && git checkout -q v1 && {Compose} build -q && {Compose} up -d --wait"),
    ];

    public static Uri Page { get; } = new("http://127.0.0.1:18311/cgi-bin/page");

    private string Tree => Path.Combine(_folder, "shop");

    public static async Task<Shop> MakeAsync()
    {
        var shop = new Shop();
        Directory.CreateDirectory(shop.Tree);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "shop")))
            File.Copy(file, Path.Combine(shop.Tree, Path.GetFileName(file)));
        await shop.MustAsync(
            $$"""
            git init -q -b main && git config user.name bench && git config user.email bench@example.org && git config commit.gpgsign false && git config tag.gpgsign false
            for release in v1 v2; do
              echo "TAG=$release" >.env && printf '%s' "$release" >release
              git add -A && git commit -q -m "$release" && git tag -a -m "$release" "$release"
              DOCKER_BUILDKIT=0 {{Compose}} build -q
            done
            """);
        return shop;
    }

    /// <summary>The newer release is deployed by its tag, and nothing is known of earlier rounds.</summary>
    public Task DeployAsync() => MustAsync($"{Compose} down; git checkout -q main && rm -rf ../state && {Compose} up -d --wait");

    public async Task<(int Code, string Out)> RunAsync(string line)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = Tree,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOCKER_BUILDKIT"] = "0" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await MustAsync($"{Compose} down; docker image ls -q 'rollbackops-bench/*' | sort -u | xargs -r docker image rm -f >/dev/null");
        Directory.Delete(_folder, recursive: true);
    }

    private async Task MustAsync(string script)
    {
        var (code, said) = await RunAsync($"set -e; {script}");
        if (code != 0)
            throw new InvalidOperationException(said);
    }
}
