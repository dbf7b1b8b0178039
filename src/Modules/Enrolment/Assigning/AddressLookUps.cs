using Lectern.Web.Access;
using Microsoft.Extensions.Configuration;

namespace Lectern.Enrolment;

/// <summary>How many addresses one person may have looked up: plenty to enrol a year's intake, too few to find out who has an account.</summary>
internal sealed class AddressLookUps(IConfiguration configuration) : IDisposable
{
    private static readonly Refusal TooMany = new("look-ups-too-many", "You have entered very many addresses within an hour. Wait a while, then go on.", "people");

    private readonly bool _off = configuration.GetValue("RateLimits:Off", false);   // for load tests
    private readonly Allowance _addresses = new(configuration.GetValue("Enrolment:AddressesPerPersonAndHour", 5000), TimeSpan.FromHours(1));

    internal Refusal? Refuse(Visitor visitor, int addresses) => _addresses.Takes($"{visitor.PersonId}", addresses) || _off ? null : TooMany;

    public void Dispose() => _addresses.Dispose();
}
