namespace RollbackOps.Bench.TruthTable;

/// <summary>The procedures of the seeds that can run with real parts on this machine.</summary>
internal static class Procedures
{
    // As nostrmaxi's own backup script makes them; the other pages say pg_dump alone.
    private static readonly Database Nostrmaxi = new("postgres", "nostrmaxi", "nostrmaxi", "--clean", "--if-exists", "--no-owner", "--no-acl");
    private static readonly Database Wexel = new("db", "usdx", "usdx_wexel");

    public static IReadOnlyList<Procedure> All { get; } =
    [
        new("nostrmaxi-option-a", "nostrmaxi", "v0.9.0", "v1.0.0", "v1.1.0")
        {
            ComposeFile = "docker-compose.prod.yml",
            Database = Nostrmaxi,
            Backup = "backups/backup-2026-02-17-T10-00-00.sql.gz",
            Code = true,
            Tool = ["--to", "v1.0.0", "--backup", "main=@SITE@/backups/backup-2026-02-17-T10-00-00.sql.gz"],
        },
        new("nostrmaxi-option-c", "nostrmaxi", "v0.9.0", "v1.0.0", "v1.1.0")
        {
            ComposeFile = "docker-compose.prod.yml",
            Database = Nostrmaxi,
            Backup = "backups/backup-2026-02-17-T10-00-00.sql.gz",
            Tool = ["--strategy", "database", "--backup", "main=@SITE@/backups/backup-2026-02-17-T10-00-00.sql.gz"],
        },
        new("usdx-wexel-step-4", "usdx-wexel", "v1.0.1", "v1.0.2", "v1.1.0")
        {
            Database = Wexel,
            Backup = "backups/usdx_wexel_20241228_014500.sql.gz",
            Tool = ["--strategy", "database", "--backup", "main=@SITE@/backups/usdx_wexel_20241228_014500.sql.gz"],
        },
        new("usdx-wexel-code", "usdx-wexel", "v1.0.1", "v1.0.2", "v1.1.0")
        {
            Database = Wexel,
            Code = true,
            Tool = ["--to", "v1.0.2"],
        },
        new("ai-saas-database", "ai-saas", "v1.0.0-beta.1", "v1.0.0-beta.2", "v1.0.0-beta.3")
        {
            Database = new("db", "postgres", "ai_saas"),
            Backup = "backups/ai_saas_20251009.sql.gz",
            Tool = ["--strategy", "database", "--backup", "main=@SITE@/backups/ai_saas_20251009.sql.gz"],
        },
        new("omniops-image", "omniops", "v0.0.8", "v0.0.9", "v0.1.0")
        {
            Code = true,
            KeptImage = "omniops-app",
            Tool = ["--to", "v0.0.9"],
        },
        new("omniops-script", "omniops", "v0.0.8", "v0.0.9", "v0.1.0") { Code = true, OneBack = true, Tool = [] },
        new("safepsy-emergency", "safepsy", "v0.9.0", "v1.0.0", "v1.1.0") { Code = true, OneBack = true, Tool = [] },
    ];

    /// <summary>What is not among them, and why; what is not as the pages have it.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "nostrmaxi B, D: a second deployment, and scripts that the page does not show",
        "nostrmaxi E: prunes the whole Docker host",
        "ai-saas C: Kubernetes; its option A and B: as usdx-wexel's code and omniops' image",
        "omniops: Supabase and Vercel, which can't be had; volumes, which this tool does not roll back yet",
        "safepsy: MongoDB, which can't be had; contracts, Redis and waves, which this tool does not roll back yet",
        "a full disk: it needs a file system of its own",
        "nostrmaxi A waits 6 s for health, not 60 s; omniops' script 3 s, not 10 s; the runbooks of rollbackops say 6 s",
        "scripts that a page calls and does not show are written in the shortest way that stops at an error",
    ];
}
