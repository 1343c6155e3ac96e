using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Whether the public address shows what a file says. Pure.</summary>
public static class TrafficProof
{
    /// <summary>Why an answer is not one of this upstream; null where it is.</summary>
    public static string? Fault(Upstream upstream, PublicAnswer answer)
    {
        if (answer.Failure is not null)
            return answer.Failure;
        if (answer.Find(SafeModeText.Header) is not null)
            return $"{answer.InWords}, the page of the safe-mode";
        if (upstream.Status == 0 ? answer.Status is < 200 or > 299 : answer.Status != upstream.Status)
            return $"{answer.InWords}, expected {(upstream.Status == 0 ? "200 to 299" : upstream.Status)}";
        if (upstream.Contains is { } text && !answer.Body.Contains(text, StringComparison.Ordinal))
            return $"{answer.InWords}, and '{text}' is not in the body";
        return upstream.Header is { } header ? HeaderFault(header, answer) : null;
    }

    /// <summary>Why an answer is not what users get while a safe-mode's file has this mark, or none; null where it is.</summary>
    public static string? SafeModeFault(SafeModeMark? mark, PublicAnswer answer)
    {
        var served = answer.Find(SafeModeText.Header);
        if (mark is null)
            return served is null && answer.Failure is null ? null : served is null ? answer.Failure : $"{answer.InWords}, still the page of the safe-mode {served}";
        if (served != mark.Nonce)
            return served is null ? $"{answer.InWords}, not the page of the safe-mode" : $"{answer.InWords}, the page of another safe-mode, {served}";
        if (answer.Status != mark.Status)
            return $"{answer.InWords}, expected {mark.Status}";
        return answer.Find("Retry-After") is null ? $"{answer.InWords}, and no Retry-After" : null;
    }

    private static string? HeaderFault(string header, PublicAnswer answer)
    {
        var parts = header.Split(':', 2, StringSplitOptions.TrimEntries);
        return answer.Find(parts[0]) switch
        {
            null => $"{answer.InWords}, and no header {parts[0]}",
            var value when parts is [_, var expected] && value != expected => $"{answer.InWords}, and the header {parts[0]} is not '{expected}'",
            _ => null,
        };
    }
}
