using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Lectern.Tests;

/// <summary>The two databases; both are equals.</summary>
public enum Database { Sqlite, PostgreSql }

/// <summary>Runs the test once on each database, given as its first argument.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Database.Sqlite), new TheoryDataRow(Database.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
