using Microsoft.AspNetCore.Components;

namespace Lectern.Courses;

/// <summary>
/// How people come into a course. Courses shows the door (on the course's page, on cards, in lists); what stands in it is
/// decided by whoever knows enrolment, which is above: that module fills this slot.
/// </summary>
public interface ICourseDoor
{
    /// <summary>The card beside a published course: a component and its <c>Model</c>.</summary>
    Task<Door> For(DoorOf course, Visitor visitor, CancellationToken cancel);

    /// <summary>Those of these courses in which the visitor is a learner.</summary>
    Task<IReadOnlySet<Id<Course>>> Entered(IReadOnlyCollection<Id<Course>> courses, Visitor visitor, CancellationToken cancel);

    /// <summary>The courses in which the visitor is a learner, as a query to go on with.</summary>
    IQueryable<Id<Course>> EnteredBy(Visitor visitor);

    /// <summary>How many learners these courses have; none is left out.</summary>
    Task<IReadOnlyDictionary<Id<Course>, int>> Learners(IReadOnlyCollection<Id<Course>> courses, CancellationToken cancel);
}

/// <summary>What the door needs to know of its course.</summary>
public sealed record DoorOf(Id<Course> Id, string Slug, EnrolmentPolicy Policy, CourseOffer Offer, bool HasCertificate, int? CertificateMonths, CourseSchedule? Schedule);

/// <summary>What stands at the door of a course. <paramref name="IsKnown"/>: the visitor is a learner of the course or was one, so they see its page also when others don't.</summary>
public sealed record Door(RenderFragment Content, bool IsKnown);
