using Lectern.Web.Design.Shells;

namespace Lectern.Web;

/// <summary>Whose site this is and how it looks; kept in memory, because every page shows it.</summary>
public interface IBrand
{
    string OrganisationName { get; }
    Brand Brand { get; }
}
