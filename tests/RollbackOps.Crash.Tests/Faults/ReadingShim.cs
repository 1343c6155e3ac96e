namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Programs that pass on what only reads, and refuse and remember everything else.</summary>
internal sealed class ReadingShim
{
    // By what the command line holds; what psql is asked is a reading where its session can't write.
    private static readonly Dictionary<string, string> Reads = new()
    {
        ["git"] = "*' rev-parse '*|*' symbolic-ref --quiet '*|*' show '*|*' for-each-ref '*|*' ls-files '*|*' ls-tree '*|*' status '*|*' diff '*|*' grep '*|*' lfs version'|*' config --null '*|*' remote'|*' ls-remote '*|*' log '*|*' submodule status '*|*' cat-file '*|*' archive '*",
        ["docker"] = "'ps '*|'container inspect '*|'image inspect '*|'image ls '*|'container logs '*|'compose version '*|'compose '*' config'*|'compose '*' --dry-run '*|'compose '*' ps '*|'exec '*' df '*",
        ["service"] = "up|down|good",
        ["pg_restore"] = "*'-f -'*",
        ["psql"] = "nothing",
        ["nginx"] = "nothing",
        ["crontab"] = "-l",
    };

    private readonly string _folder;

    public ReadingShim(string folder, IReadOnlyDictionary<string, string> programs)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (var (name, real) in programs)
            Shim.Write(Path.Combine(_folder, name), $"""
                #!/bin/sh
                case "$*" in {Reads[name]}) exec {real} "$@" ;; esac
                case "{name} $*" in psql*|docker\ exec*psql*) case "$PGOPTIONS" in *default_transaction_read_only=on*) exec {real} "$@" ;; esac ;; esac
                echo "{name} $* $PGOPTIONS" >>{_folder}/refused
                exit 97

                """);
    }

    /// <summary>The environment variable that puts them first.</summary>
    public Dictionary<string, string> Env => new() { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}" };

    /// <summary>The calls that were refused.</summary>
    public string Refused => Path.Combine(_folder, "refused") is var file && File.Exists(file) ? File.ReadAllText(file) : "";
}
