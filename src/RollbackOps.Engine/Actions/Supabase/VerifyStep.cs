using System.Globalization;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Holds what came back against the runbook's rows and integrity queries, before services use it.</summary>
/// <param name="mark">Finds the way to the project.</param>
public sealed class VerifyStep(SupabaseMark mark) : StepKind<SupabaseTarget, VerifyState>
{
    /// <inheritdoc/>
    public override string Kind => "supabase.verify";

    /// <inheritdoc/>
    protected override Task<VerifyState> ReadAsync(SupabaseTarget detail, Work work, CancellationToken cancel) => Task.FromResult(new VerifyState(File.Exists(Verified(detail, work))));

    /// <inheritdoc/>
    protected override Verdict Judge(SupabaseTarget detail, VerifyState before, VerifyState now) => now.Verified ? Verdict.InEffect : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(SupabaseTarget detail, VerifyState before, Work work, CancellationToken cancel)
    {
        var (client, part) = (mark.Open(detail, work), SupabaseMark.Part(detail, work));
        foreach (var rule in part.Expect)
        {
            var rows = await RowsAsync(client, rule.Table, cancel);
            if (!rule.Holds(rows))
                throw Wrong(detail, $"has {rows} rows in {rule.Table}; the runbook expects {rule.Comparison} {rule.Rows}");
        }

        foreach (var query in part.Integrity)
            if (await client.FirstAsync(query, cancel) is not "0" and var answer)
                throw Wrong(detail, $"is not sound: a query answers {answer ?? "nothing"}, not 0: {query}");
        await PrivateFiles.WriteAsync(Verified(detail, work), "verified\n", cancel);
    }

    private static async Task<long> RowsAsync(SupabaseClient client, string table, CancellationToken cancel)
    {
        var name = string.Join('.', table.Split('.', 2).Select(SqlQuote.Identifier));
        var answer = await client.FirstAsync($"SELECT count(*)::text AS rows FROM {name}", cancel);
        return ToolAnswer.Of("Supabase", () => long.Parse(answer!, CultureInfo.InvariantCulture));
    }

    private static RollbackException Wrong(SupabaseTarget detail, string why) => new(
        RollbackErrorId.CheckFailed,
        $"Project {detail.Project} as it was at {detail.Moment:u} {why}.",
        $"Look at it; to bring back an earlier moment, supersede this run: --over, with --backup {detail.Part}=TIME.");

    private static string Verified(SupabaseTarget detail, Work work) => Path.Combine(work.Scratch, $"{detail.Part}.verified");
}
