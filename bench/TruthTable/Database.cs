namespace RollbackOps.Bench.TruthTable;

/// <summary>A database of a system.</summary>
/// <param name="Service">Its Compose service.</param>
/// <param name="User">Its owner.</param>
/// <param name="Name">Its name.</param>
/// <param name="Dump">The options of <c>pg_dump</c> that its backups are made with.</param>
internal sealed record Database(string Service, string User, string Name, params string[] Dump);
