using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>Makes fake steps.</summary>
internal static class Steps
{
    public static Step Of(string thing, Moment moment, Touch? touch = null, Back? back = null) => new()
    {
        Id = $"{thing}/{moment.ToString().ToLowerInvariant()}",
        Kind = "fake",
        Subject = thing,
        Does = $"exchange {thing}",
        Moment = moment,
        Back = back ?? Back.ByUndo,
        Touch = touch ?? (moment <= Moment.Prepare ? Touch.Aside : Touch.Users),
        Detail = EngineJson.ToElement(new FakeDetail($"{thing}/{moment}", "old", "new")),
    };
}
