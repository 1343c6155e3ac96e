using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Planning;

/// <summary>The hash by which an approval, a stored plan and a run know that they mean the same.</summary>
public static class PlanHash
{
    /// <summary>SHA-256 over runbook, strategy, releases, steps and findings, in hex.</summary>
    public static string Of(Plan plan) => OfText(JsonSerializer.Serialize(
        new
        {
            plan.System,
            plan.Environment,
            plan.Strategy,
            plan.RunbookHash,
            plan.From,
            plan.To,
            plan.Findings,
            Steps = plan.Steps.Select(step => step with { Estimate = null }),
        },
        EngineJson.Options));

    /// <summary>SHA-256 of a text in UTF-8, in hex.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
