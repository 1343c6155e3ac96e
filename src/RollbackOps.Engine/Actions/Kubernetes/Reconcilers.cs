using System.Text.Json;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Who would bring the bad template back, as far as an object shows it by its labels, annotations and owners. Pure.</summary>
/// <remarks>
/// The names are those that Argo CD (resource tracking), Flux (kustomize- and helm-controller), Helm 3, Rancher Fleet and Keel
/// document.
/// </remarks>
internal static class Reconcilers
{
    /// <summary>A line for each: who it is, and how to keep it from that.</summary>
    public static IEnumerable<string> Of(JsonElement live)
    {
        if ((live.Annotation("argocd.argoproj.io/tracking-id")?.Split(':')[0] ?? live.Label("argocd.argoproj.io/instance")) is { } application)
            yield return $"the Argo CD application {application}: where it syncs by itself, it brings the template in git back; turn that off first: argocd app set {application} --sync-policy none";
        if (live.Label("kustomize.toolkit.fluxcd.io/name") is { } kustomization)
            yield return $"the Flux kustomization {kustomization} brings the template in git back; suspend it first: flux suspend kustomization {kustomization}{Space(live, "kustomize")}";
        if (live.Label("helm.toolkit.fluxcd.io/name") is { } flux)
            yield return $"the Flux Helm release {flux} brings its chart's template back; suspend it first: flux suspend helmrelease {flux}{Space(live, "helm")}";
        else if (live.Annotation("meta.helm.sh/release-name") is { } release)
            yield return $"the Helm release {release}: its next upgrade brings its chart's template back; take the release back too afterwards: helm rollback {release}";
        if (live.Label("objectset.rio.cattle.io/hash") is not null && live.Annotation("objectset.rio.cattle.io/id") is { } set)
            yield return $"Rancher Fleet ({set}) brings the template of its bundle back; pause the bundle first";
        if ((live.Annotation("keel.sh/policy") ?? live.Label("keel.sh/policy")) is { } policy and not "never")
            yield return $"Keel (policy {policy}) brings newer images back; set keel.sh/policy to never first";
        foreach (var owner in live.Items("metadata", "ownerReferences").Where(owner => owner.Says("controller")))
            yield return $"the operator of {owner.Text("kind")} {owner.Text("name")}, which owns it, brings its own template back; change that object, or stop its operator first";
    }

    private static string Space(JsonElement live, string kind) => live.Label($"{kind}.toolkit.fluxcd.io/namespace") is { } space ? $" --namespace {space}" : "";
}
