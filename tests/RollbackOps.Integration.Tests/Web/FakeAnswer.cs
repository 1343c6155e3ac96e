namespace RollbackOps.Integration.Tests.Web;

/// <summary>What a fake of a web API answers.</summary>
internal sealed record FakeAnswer(int Status, string Body = "", params (string Name, string Value)[] Headers);
