namespace RollbackOps.Crash.Tests.Races;

/// <summary>A system that is one file, and counts how often it was rolled back.</summary>
internal sealed class RaceSystem : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-race-").FullName;

    /// <summary>Makes it.</summary>
    /// <param name="state">Where its state lives, as a runbook's <c>state:</c> says it.</param>
    public RaceSystem(string state) => File.WriteAllText(Runbook, $$"""
        system: race-{{Guid.NewGuid():N}}
        state: {{state}}
        actions:
          flag:
            type: command
            switch:
              run: [sh, -c, "if rm killer 2>/dev/null; then kill -9 $PPID; exit 1; fi; echo done >> effects; touch flag"]
              undo: [rm, -f, flag]
              is-done: [test, -e, flag]
        checks:
          - command: { run: [test, -e, flag] }
        strategies:
          forward: { back: [flag] }
        """);

    public string Folder => _folder;

    public string Runbook => Path.Combine(_folder, "rollback.yaml");

    /// <summary>How often the step had its effect.</summary>
    public int Effects => File.Exists(In("effects")) ? File.ReadAllLines(In("effects")).Length : 0;

    public bool IsRolledBack => File.Exists(In("flag"));

    /// <summary>As before the rollback.</summary>
    public void Break() => File.Delete(In("flag"));

    /// <summary>The next run is killed in the middle of its step.</summary>
    public void KillNext() => File.WriteAllText(In("killer"), "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string In(string name) => Path.Combine(_folder, name);
}
