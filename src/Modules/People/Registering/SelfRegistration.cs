using Microsoft.Extensions.Configuration;

namespace Lectern.People.Registering;

/// <summary>Whether anyone may make an account for themselves: <c>People:SelfRegistration</c>, on unless set to false.</summary>
internal sealed class SelfRegistration(IConfiguration configuration)
{
    public bool IsOpen => configuration.GetValue("People:SelfRegistration", true);
}
