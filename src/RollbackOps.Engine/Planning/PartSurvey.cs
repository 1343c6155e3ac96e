using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Planning;

/// <summary>One part as it was found.</summary>
/// <param name="Part">The part.</param>
/// <param name="Action">Its action.</param>
/// <param name="Ask">What was asked.</param>
/// <param name="Found">What was found.</param>
/// <param name="Wave">The wave it was looked at for, from 1; 0 where all goes back at once.</param>
public sealed record PartSurvey(Part Part, IAction Action, Ask Ask, Found Found, int Wave = 0);
