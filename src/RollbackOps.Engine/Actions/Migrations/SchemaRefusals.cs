using System.Globalization;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What keeps a way down from being tried on a copy, seen at planning. Pure.</summary>
public static class SchemaRefusals
{
    /// <summary>Throws the first reason that there is.</summary>
    /// <exception cref="RollbackException">There is one.</exception>
    public static void Throw(SchemaGoal goal)
    {
        if (goal.Facts is not { } facts)
            return;
        var live = goal.Target.Live;
        if (facts.InRecovery)
            throw Refuse($"The server ({goal.Where}) is a standby: nothing can be changed on it.", "Give the URL of the primary server.");
        if (!facts.Superuser && !facts.CreatesDatabases)
            throw Refuse($"The user {facts.User} may not make a copy of {live}, and no migration is taken down that was not tried on one.", $"ALTER ROLE {SqlQuote.Identifier(facts.User)} CREATEDB, or connect as a superuser.");
        if (goal.WithData && goal.Free is { } free && free < facts.Size * 1.2)
            throw Refuse(
                string.Create(CultureInfo.InvariantCulture, $"The server of {live} has {free / 1_000_000.0:0.#} MB free, and a copy with its data needs about {facts.Size * 1.2 / 1_000_000.0:0.#} MB."),
                "Free space on the server's disk, or say rehearse: schema in the runbook.");
    }

    private static RollbackException Refuse(string message, string next) => new(RollbackErrorId.PlanImpossible, message, next);
}
