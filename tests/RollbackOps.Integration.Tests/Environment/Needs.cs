using System.Diagnostics;

namespace RollbackOps.Integration.Tests.Environment;

/// <summary>
/// The real parts that a test needs. A missing one skips the test with its reason; where <c>CI=true</c>, it fails.
/// </summary>
public static class Needs
{
    /// <summary>A Docker engine with Compose v2 and the test images (<c>rollbackops-test/postgres:15</c>, <c>redis:7</c>, <c>nginx:1</c>, <c>busybox:1</c>).</summary>
    public static void Docker() => Require(
        "docker",
        () => Succeeds("docker", "compose", "version") && Succeeds("docker", "image", "inspect", "rollbackops-test/postgres:15"),
        "no Docker engine with Compose v2 and the test images");

    /// <summary>Docker's command line with Compose; no engine.</summary>
    public static void DockerProgram() => Require("docker's program", () => Succeeds("docker", "--version") && Succeeds("docker", "compose", "version"), "no docker program with Compose v2");

    /// <summary>kubectl on the PATH; no cluster.</summary>
    public static void Kubectl() => Require("kubectl", () => Succeeds("kubectl", "version", "--client"), "no kubectl");

    /// <summary>PostgreSQL 15 server programs on this machine.</summary>
    public static void Postgres() => Require(
        "postgres", () => File.Exists("/usr/lib/postgresql/15/bin/postgres"), "no PostgreSQL 15 server programs");

    /// <summary>redis-server and redis-cli on the PATH.</summary>
    public static void Redis() => Require("redis", () => Succeeds("redis-server", "--version") && Succeeds("redis-cli", "--version"), "no Redis server programs");

    /// <summary>The test image of another major version of PostgreSQL (<c>rollbackops-test/postgres:17</c>).</summary>
    public static void Postgres17()
    {
        Docker();
        Require("postgres 17", () => Succeeds("docker", "image", "inspect", "rollbackops-test/postgres:17"), "no test image rollbackops-test/postgres:17");
    }

    /// <summary>node on the PATH, which the fakes of MongoDB's tools are written for.</summary>
    public static void Node() => Require("node", () => Succeeds("node", "--version"), "no node");

    /// <summary>docker-registry on the PATH, and what asks a registry.</summary>
    public static void Registry() => Require(
        "docker-registry", () => Succeeds("docker-registry", "--version") && Succeeds("docker", "buildx", "version"), "no docker-registry, or no buildx");

    /// <summary>git on the PATH.</summary>
    public static void Git() => Require("git", () => Succeeds("git", "--version"), "no git");

    /// <summary>nginx on the PATH.</summary>
    public static void Nginx() => Require("nginx", () => Succeeds("nginx", "-v"), "no nginx");

    /// <summary>A C compiler, to make what is put before the system's own calls.</summary>
    public static void Compiler() => Require("cc", () => Succeeds("cc", "--version"), "no C compiler");

    /// <summary>A real Kubernetes that can be started: its programs (tests/environment/kubernetes-build.sh), etcd, kubectl, a Docker engine, and root.</summary>
    public static void Kubernetes()
    {
        Docker();
        Require("kubernetes", HasKubernetes, "no programs of a real Kubernetes, no etcd, no kubectl, or not root");
    }

    /// <summary>Whether it can be.</summary>
    public static bool HasKubernetes() => System.Environment.IsPrivilegedProcess
        && File.Exists(Path.Combine(KubernetesPrograms, "version"))
        && Succeeds("docker", "image", "inspect", "rollbackops-test/busybox:1")
        && Succeeds("etcd", "--version")
        && Succeeds("kubectl", "version", "--client");

    private static string KubernetesPrograms => System.Environment.GetEnvironmentVariable("ROLLBACKOPS_TEST_KUBERNETES_BIN")
        ?? Path.Combine(System.Environment.GetEnvironmentVariable("ROLLBACKOPS_TEST_ENVIRONMENT") ?? "/nowhere", "kubernetes");

    /// <summary>The rights of root, e.g. to run as another user.</summary>
    public static void Root() => Require("root", () => System.Environment.IsPrivilegedProcess, "not root");

    /// <summary>
    /// A file of a package that tests/environment/npm.sh has fetched. Where npm can't be reached, what needs it is not proven,
    /// even where <c>CI=true</c>.
    /// </summary>
    public static string Npm(string package, string file)
    {
        Node();
        var environment = System.Environment.GetEnvironmentVariable("ROLLBACKOPS_TEST_ENVIRONMENT") ?? Path.Combine(Cli.Tool.Root, "out", "environment");
        var path = Path.Combine(environment, "npm", "node_modules", package, file);
        Assert.SkipUnless(File.Exists(path), $"not proven: no npm package {package} (tests/environment/npm.sh fetches it)");
        return path;
    }

    private static void Require(string part, Func<bool> isThere, string reason)
    {
        if (isThere())
            return;
        if (System.Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail($"{part}: {reason}, and CI=true.");
        Assert.Skip($"not proven: {reason}");
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
