using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Finds the secrets that stand in clear in the environment of pod templates, so that nothing repeats them.</summary>
/// <param name="redactor">Hears of them.</param>
internal sealed partial class TemplateSecrets(Redactor redactor)
{
    private readonly ConcurrentDictionary<(string Name, string Value), bool> _seen = [];

    /// <summary>Has those of workloads taken out of all that is written from now on.</summary>
    public void Hide(IEnumerable<JsonElement> workloads)
    {
        foreach (var (name, value) in workloads.Select(live => live.At("spec", "template")).OfType<JsonElement>().SelectMany(Variables).Where(variable => _seen.TryAdd(variable, true)))
        {
            if (SecretName().IsMatch(name))
                redactor.Add(value);
            if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.UserInfo.Split(':', 2) is [_, var password])
                redactor.Add(Uri.UnescapeDataString(password));
        }
    }

    private static IEnumerable<(string Name, string Value)> Variables(JsonElement template) =>
        from container in template.Items("spec", "initContainers").Concat(template.Items("spec", "containers"))
        from variable in container.Items("env")
        where variable.Text("value") is { Length: > 0 }
        select (variable.Text("name")!, variable.Text("value")!);

    [GeneratedRegex("PASSWORD|PASSWD|SECRET|TOKEN|KEY|CREDENTIAL", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();
}
