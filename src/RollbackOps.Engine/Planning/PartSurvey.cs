using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>One part as it was found.</summary>
/// <param name="Part">The part.</param>
/// <param name="Action">Its action.</param>
/// <param name="Ask">What was asked.</param>
/// <param name="Found">What was found.</param>
public sealed record PartSurvey(Part Part, IAction Action, Ask Ask, Found Found);
