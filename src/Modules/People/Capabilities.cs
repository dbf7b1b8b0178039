namespace Lectern.People;

public static class PeopleCapabilities
{
    public static readonly Capability ViewPeople = new("people.view", "see people and the units they belong to", Role.Administrator, Role.Manager);
    public static readonly Capability ManagePeople = new("people.manage", "add people, change them and close their accounts", Role.Administrator);
    public static readonly Capability GiveRoles = new("roles.give", "give and take roles at a unit or a course", Role.Administrator);
    public static readonly Capability SetAccommodations = new("accommodations.set", "see and set what people need in tests, such as extra time", Role.Administrator, Role.Manager);
    public static readonly Capability ManageInstitution = new("institution.manage", "change units, brand and settings, and read the audit log", Role.Administrator);
}
