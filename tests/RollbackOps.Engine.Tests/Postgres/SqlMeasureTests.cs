using RollbackOps.Engine.Checks;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class SqlMeasureTests
{
    [Theory]
    [InlineData("1", "1", true)]
    [InlineData("1", "2", false)]
    [InlineData(null, "1", false)]
    [InlineData("12", ">= 9", true)]
    [InlineData("8", ">= 9", false)]
    [InlineData("1.0", "= 1", true)]
    [InlineData("ok", "= ok", true)]
    [InlineData("ok", "!= ok", false)]
    [InlineData("ok", ">= 1", false)]
    [InlineData("3", "<> 3", false)]
    [InlineData("2", "< 3", true)]
    [InlineData("4", "<=3", false)]
    [InlineData("4", "> 3", true)]
    [InlineData("", "", true)]
    public void A_value_is_compared_as_text_or_as_a_number(string? value, string expect, bool holds) =>
        Assert.Equal(holds, SqlMeasure.Holds(value, expect));
}
