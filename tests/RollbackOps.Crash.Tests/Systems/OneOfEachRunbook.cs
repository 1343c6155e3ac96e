namespace RollbackOps.Crash.Tests.Systems;

/// <summary>
/// The runbook of <see cref="OneOfEach"/>. Each command's effect is one line of a log, so that it can be counted and comes
/// whole or not at all.
/// </summary>
internal static class OneOfEachRunbook
{
    /// <summary>The service, which others use too.</summary>
    /// <param name="to">Where its log is, from the folder that commands run in: the code's, where there is some.</param>
    public static string Service(string to) => $$"""
        actions:
          service:
            type: command
            stop:
              run: [sh, -c, "echo stop >> {{to}}service.log"]
              undo: [sh, -c, "echo undo-stop >> {{to}}service.log"]
              is-done: [sh, -c, "tail -n 1 {{to}}service.log | grep -qxE 'stop|undo-start'"]
            start:
              run: [sh, -c, "echo start >> {{to}}service.log"]
              undo: [sh, -c, "echo undo-start >> {{to}}service.log"]
              is-done: [sh, -c, "tail -n 1 {{to}}service.log | grep -qx start"]
        """;

    /// <summary>All of it.</summary>
    public static string Text { get; } = $$"""
        system: each
        state: state
        health: { within: 1s, in-a-row: 1 }
        code: { git: site }
        config:
          web:
            files: { live/web.conf: saved/web.conf, live/extra.conf: saved/extra.conf }
            test: [grep, -rq, good, "${staged}"]
            reload: [sh, -c, "echo web $(cat ../live/web.conf) >> ../loaded.log"]
            prove: [sh, -c, "tail -n 1 ../loaded.log | grep -q good"]
          mounted:
            files: { live/mounted.conf: saved/mounted.conf }
            in-place: true
        databases:
          main: { sqlite: app.db, backups: "backups/*.db", used-by: [service] }
        {{Service("../")}}
          notice:
            type: command
            switch:
              run: [sh, -c, "echo sent >> ../notice.log"]
              undo: [sh, -c, "echo recalled >> ../notice.log"]
        checks:
          - command: [sh, -c, "test ! -e ../must-fail"]
        strategies:
          code: { back: [code] }
          config: { back: [web, mounted] }
          data: { back: [main] }
          command: { back: [notice, service] }
          all: { back: [code, web, mounted, main, notice] }
        """;
}
