using System.Globalization;
using System.Text;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>Several questions in one psql, each and all of them bounded in time. Pure.</summary>
internal static class BoundedQuestions
{
    /// <summary>The script. A question that fails or takes too long has no answer; the others are asked all the same.</summary>
    /// <param name="questions">Each answers with one JSON document in one line.</param>
    /// <param name="each">How long one may take.</param>
    /// <param name="all">How long all together may take.</param>
    public static string Script(IEnumerable<string> questions, TimeSpan each, TimeSpan all)
    {
        var script = new StringBuilder("\\set ON_ERROR_STOP off\nSELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS began \\gset\n");
        foreach (var question in questions)
        {
            script.Append(CultureInfo.InvariantCulture, $"SELECT set_config('statement_timeout', greatest(1, least({each.TotalMilliseconds:0}, {all.TotalMilliseconds:0} + :began - (extract(epoch FROM clock_timestamp()) * 1000)::bigint))::text, false) AS bound \\gset\n");
            script.Append(question).Append('\n');
        }

        return script.ToString();
    }
}
