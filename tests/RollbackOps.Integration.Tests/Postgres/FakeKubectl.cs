using System.Runtime.Versioning;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>
/// A fake kubectl, first on the path: it runs on this machine what it is told to run in a pod, with the variables that PostgreSQL's
/// image has there. Written from kubectl's reference (exec, get pods; exit codes are handed on, its own errors end with 1).
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class FakeKubectl : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-kubectl-").FullName;
    private readonly string? _path = System.Environment.GetEnvironmentVariable("PATH");

    public FakeKubectl(PostgresCluster cluster, string database, string password, params string[] pods)
    {
        var passwordFile = Path.Combine(_folder, "password");
        File.WriteAllText(passwordFile, password);
        File.WriteAllText(Path.Combine(_folder, "kubectl"), $$"""
            #!/bin/sh
            printf '%s\n' "$*" >> {{_folder}}/log
            while [ $# -gt 0 ]; do case "$1" in --context|--namespace) shift 2;; *) break;; esac; done
            verb=$1; shift
            if [ "$verb" = get ]; then printf '%s\n' {{string.Join(' ', pods)}}; exit 0; fi
            pod=
            while [ "$1" != -- ]; do case "$1" in -i) ;; -c) shift;; *) pod=$1;; esac; shift; done
            shift
            if [ "$pod" != {{pods[0]}} ]; then echo "Error from server (NotFound): pods \"$pod\" not found" >&2; exit 1; fi
            unset PGPASSWORD PGUSER PGDATABASE
            export POSTGRES_USER=postgres POSTGRES_DB='{{database.Replace("'", "'\\''", StringComparison.Ordinal)}}' POSTGRES_PASSWORD_FILE={{passwordFile}} PGHOST=127.0.0.1 PGPORT={{cluster.Port}}
            "$@"
            code=$?
            [ $code -eq 0 ] || echo "command terminated with exit code $code" >&2
            exit $code

            """.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(Path.Combine(_folder, "kubectl"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        System.Environment.SetEnvironmentVariable("PATH", $"{_folder}:{_path}");
    }

    /// <summary>Every command line that it got.</summary>
    public string[] Log => File.Exists(Path.Combine(_folder, "log")) ? File.ReadAllLines(Path.Combine(_folder, "log")) : [];

    public void Dispose()
    {
        System.Environment.SetEnvironmentVariable("PATH", _path);
        Directory.Delete(_folder, recursive: true);
    }
}
