using System.Text.Json;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>One template for another.</summary>
/// <param name="From">The identity of the one that is expected to be there.</param>
/// <param name="To">The one that comes.</param>
/// <param name="Template">Its content.</param>
/// <param name="TryOnly">True where the server only says what it would do.</param>
internal sealed record Exchange(string From, TemplateRef To, JsonElement Template, bool TryOnly = false);
