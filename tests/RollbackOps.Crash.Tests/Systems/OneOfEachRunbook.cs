namespace RollbackOps.Crash.Tests.Systems;

/// <summary>
/// The runbook of <see cref="OneOfEach"/>. Each command's effect is one line of a log, so that it can be counted and comes
/// whole or not at all.
/// </summary>
internal static class OneOfEachRunbook
{
    /// <summary>The service, which others use too.</summary>
    public const string Service = """
        actions:
          service:
            type: command
            stop:
              run: [sh, -c, "echo stop >> service.log"]
              undo: [sh, -c, "echo undo-stop >> service.log"]
              is-done: [sh, -c, "tail -n 1 service.log | grep -qxE 'stop|undo-start'"]
            start:
              run: [sh, -c, "echo start >> service.log"]
              undo: [sh, -c, "echo undo-start >> service.log"]
              is-done: [sh, -c, "tail -n 1 service.log | grep -qx start"]
        """;

    /// <summary>All of it.</summary>
    public const string Text = $$"""
        system: each
        state: state
        health: { within: 1s, in-a-row: 1 }
        code: { git: site }
        config:
          web:
            files: { live/web.conf: saved/web.conf, live/extra.conf: saved/extra.conf }
            test: [grep, -rq, good, "${staged}"]
            reload: [sh, -c, "echo web $(cat live/web.conf) >> loaded.log"]
            prove: [sh, -c, "tail -n 1 loaded.log | grep -q good"]
          mounted:
            files: { live/mounted.conf: saved/mounted.conf }
            in-place: true
        databases:
          main: { sqlite: app.db, backups: "backups/*.db", used-by: [service] }
        {{Service}}
          notice:
            type: command
            switch:
              run: [sh, -c, "echo sent >> notice.log"]
              undo: [sh, -c, "echo recalled >> notice.log"]
        checks:
          - command: [sh, -c, "test ! -e must-fail"]
        strategies:
          code: { back: [code] }
          config: { back: [web, mounted] }
          data: { back: [main] }
          command: { back: [notice, service] }
          all: { back: [code, web, mounted, main, notice] }
        """;
}
