using RollbackOps.Crash.Tests.Points;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>
/// A folder that is put first on the PATH: its programs pass everything on to the real ones, but the call that a fault is
/// about.
/// </summary>
internal sealed class Shim
{
    private const string Real = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private readonly string _folder;
    private readonly Fault? _fault;

    public Shim(string folder, Fault? fault, IReadOnlyDictionary<string, string> programs)
    {
        _fault = fault;
        _folder = Directory.CreateDirectory(folder).FullName;
        Directory.CreateDirectory(Programs);
        foreach (var (name, real) in programs)
            Write(Path.Combine(Programs, name), Script(name, real, fault?.Tool == name ? fault : null));
        Write(Path.Combine(_folder, "person"), $"#!/bin/sh\n{fault?.Person ?? ":"}\n");
        File.WriteAllText(Armed, "");
    }

    /// <summary>What the PATH begins with.</summary>
    public string Path1 => $"{Programs}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Whether the call came that goes wrong.</summary>
    public bool WasHit => File.Exists(Path.Combine(_folder, "hit"));

    /// <summary>What the tool needs in its environment where a person acts when it comes to a point of its own.</summary>
    public IEnumerable<KeyValuePair<string, string>> Env => _fault is not { Tool: Fault.Itself } fault ? [] : new Dictionary<string, string>
    {
        ["DOTNET_STARTUP_HOOKS"] = CrashTool.Hook,
        ["ROLLBACKOPS_CRASH_LOG"] = Path.Combine(_folder, "points"),
        ["ROLLBACKOPS_CRASH_WORD"] = fault.Call,
        ["ROLLBACKOPS_CRASH_ACT"] = $"if [ -e {Armed} ] && mkdir {_folder}/acted; then touch {_folder}/hit; sh {_folder}/person; fi >/dev/null 2>&1",
    };

    private string Programs => Path.Combine(_folder, "bin");

    private string Armed => Path.Combine(_folder, "armed");

    /// <summary>The programs of this machine by these names, and those of a system's own, which have a path; those that are missing are left out.</summary>
    public static Dictionary<string, string> Find(string root, params string[] names) => names
        .Select(name => (Name: Path.GetFileNameWithoutExtension(name), File: name.StartsWith('.')
            ? Path.GetFullPath(name, root)
            : Real.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)))
        .Where(pair => pair.File is not null)
        .ToDictionary(pair => pair.Name, pair => pair.File!);

    /// <summary>Takes the cause away: from here on every call is passed on.</summary>
    public void Mend() => File.Delete(Armed);

    // What psql does is in its input, so that it is read first; a dump is only looked at where it begins.
    private string Script(string name, string real, Fault? fault) => $$"""
        #!/bin/sh
        s={{_folder}} real={{real}} in=
        case "{{name}} $*" in
          psql*|pg_restore*-f*|docker*exec\ -i*psql*) in=$(mktemp $s/in.XXXXXX); cat >$in; all="$* $(head -c 4000 $in | tr -d '\000')" ;;
          *) all="$*" ;;
        esac
        pass() { if [ -n "$in" ]; then {{real}} "$@" <$in; else {{real}} "$@"; fi; }
        turn() { i=1; until mkdir $s/call.$i 2>/dev/null; do i=$((i+1)); done; [ $i -{{(fault?.Lasts == true ? "ge" : "eq")}} {{fault?.Nth ?? 1}} ]; }
        {{(fault is null ? "" : $"case \"$all\" in *{Quoted(fault.Call)}*) if [ -e $s/armed ] && turn; then touch $s/hit; {How(fault)}; fi ;; esac")}}
        if [ -n "$in" ]; then pass "$@"; code=$?; rm -f $in; exit $code; fi
        exec {{real}} "$@"

        """;

    private static string How(Fault fault) => fault.Manner switch
    {
        Manner.Fails => $"echo '{fault.Tool}: it does not work today' >&2; exit 1",
        Manner.FailsAfter => $"pass \"$@\"; echo '{fault.Tool}: it does not work today' >&2; exit 1",
        Manner.Lies => "exit 0",
        Manner.Garbage => @"printf 'half past {[<%%s \n\n\000 \001\n'; exit 0",
        Manner.Half => "pass \"$@\" >$s/out; code=$?; head -c $(($(wc -c <$s/out) / 2)) $s/out; exit $code",
        Manner.HalfIn => "head -c $(($(wc -c <$in) / 2)) $in >$in.half; mv $in.half $in; pass \"$@\"; exit 0",
        Manner.Hangs => "sleep 1000",
        Manner.Dies => "kill -9 $$",
        Manner.DiesAfter => "pass \"$@\"; kill -9 $$",
        Manner.Chatters => "yes 'warning: nothing works as it should' | head -c 1000000 >&2; pass \"$@\"; exit $?",
        Manner.PersonBefore => "sh $s/person >/dev/null 2>&1",
        Manner.PersonAmid => $"half=$(($(wc -c <$in) / 2)); (head -c $half $in; sleep 0.3; sh $s/person >/dev/null 2>&1; tail -c +$((half + 1)) $in) | $real \"$@\"; exit $?",
        Manner.PersonAfter => "pass \"$@\"; code=$?; sh $s/person >/dev/null 2>&1; exit $code",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Writes a program.</summary>
    public static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
