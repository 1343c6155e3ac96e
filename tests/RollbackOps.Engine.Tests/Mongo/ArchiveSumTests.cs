using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Tests.Mongo;

[Trait("Row", "S4")]
public sealed class ArchiveSumTests
{
    [Fact]
    public void The_sum_is_the_published_one_of_its_check_text() =>
        Assert.Equal(0x995DC9BBDF1939FAul, ~ArchiveSum.Add(ulong.MaxValue, "123456789"u8));
}
