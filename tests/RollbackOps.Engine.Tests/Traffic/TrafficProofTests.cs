using RollbackOps.Engine.Actions.Traffic;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Traffic;

public sealed class TrafficProofTests
{
    private static readonly SafeModeMark Mark = new(DateTimeOffset.UnixEpoch, "000001", "shop/test", "0a", 503, "ff");

    [Theory]
    [InlineData("X-Stack: staging", null, 0, true)]
    [InlineData("x-stack", null, 0, true)]
    [InlineData("X-Stack: production", null, 0, false)]
    [InlineData("X-Other", null, 0, false)]
    [InlineData(null, "hello", 0, true)]
    [InlineData(null, "bye", 0, false)]
    [InlineData(null, null, 201, false)]
    [InlineData("X-Stack", "hello", 200, true)]
    public void An_upstream_is_known_by_what_it_alone_answers(string? header, string? contains, int status, bool holds)
    {
        var upstream = new Upstream("staging") { Servers = ["x"], Header = header, Contains = contains, Status = status };

        Assert.Equal(holds, TrafficProof.Fault(upstream, Answer(200, ("X-Stack", "staging"))) is null);
        Assert.NotNull(TrafficProof.Fault(upstream, new(0, new Dictionary<string, string>(), "", "refused")));
        Assert.NotNull(TrafficProof.Fault(upstream, Answer(200, ("X-Stack", "staging"), (SafeModeText.Header, "0a"))));
    }

    [Fact]
    public void A_safe_mode_is_known_by_its_nonce_its_status_and_retry_after()
    {
        Assert.Null(TrafficProof.SafeModeFault(Mark, Answer(503, (SafeModeText.Header, "0a"), ("Retry-After", "300"))));
        Assert.NotNull(TrafficProof.SafeModeFault(Mark, Answer(503, ("Retry-After", "300"))));
        Assert.NotNull(TrafficProof.SafeModeFault(Mark, Answer(503, (SafeModeText.Header, "0b"), ("Retry-After", "300"))));
        Assert.NotNull(TrafficProof.SafeModeFault(Mark, Answer(200, (SafeModeText.Header, "0a"), ("Retry-After", "300"))));
        Assert.NotNull(TrafficProof.SafeModeFault(Mark, Answer(503, (SafeModeText.Header, "0a"))));
    }

    [Fact]
    public void Off_is_any_answer_but_the_page()
    {
        Assert.Null(TrafficProof.SafeModeFault(null, Answer(502)));
        Assert.NotNull(TrafficProof.SafeModeFault(null, Answer(503, (SafeModeText.Header, "0a"))));
        Assert.NotNull(TrafficProof.SafeModeFault(null, new(0, new Dictionary<string, string>(), "", "refused")));
    }

    private static PublicAnswer Answer(int status, params (string Name, string Value)[] headers) =>
        new(status, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), "hello");
}
