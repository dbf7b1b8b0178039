using Lectern.Web.Design.Shells;

namespace Lectern.Web;

/// <summary>The look of a site whose institution has not chosen one yet.</summary>
internal sealed class LecternBrand : IBrand
{
    public string OrganisationName => "Lectern";
    public Brand Brand => Brand.Lectern;
}
