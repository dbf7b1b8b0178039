using Lectern.Credentials;
using Lectern.Kernel;
using Lectern.People;

namespace Lectern.Tests.Credentials;

public sealed class A_certificate_over_time
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Id<Person> Instructor = Id<Person>.New();

    [Fact]
    public void is_valid_for_ever_without_a_number_of_months()
    {
        var certificate = ACertificate(months: null);
        Assert.Null(certificate.ValidUntil);
        Assert.Equal(CertificateStatus.Valid, certificate.StatusAt(Noon.AddYears(100)));
    }

    [Fact]
    public void is_valid_through_its_last_day_where_the_learner_is()
    {
        var certificate = ACertificate(months: 24, zone: "America/New_York");
        Assert.Equal(new DateOnly(2028, 11, 20), certificate.ValidUntil);
        Assert.Equal(CertificateStatus.Valid, certificate.StatusAt(new(2028, 11, 21, 4, 59, 59, TimeSpan.Zero)));
        Assert.Equal(CertificateStatus.Expired, certificate.StatusAt(new(2028, 11, 21, 5, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void ends_on_a_day_that_exists_in_a_shorter_month() =>
        Assert.Equal(new DateOnly(2027, 2, 28), ACertificate(months: 1, completedOn: new(2027, 1, 31)).ValidUntil);

    [Fact]
    public void ends_where_summer_time_begins_at_midnight() =>
        // On 24 April 2026 clocks in Cairo jump from 00:00 to 01:00: the 23rd ends at 22:00 UTC.
        Assert.Equal(new DateTimeOffset(2026, 4, 23, 22, 0, 0, TimeSpan.Zero), ACertificate(months: 1, completedOn: new(2026, 3, 23), zone: "Africa/Cairo").ExpiresAt);

    [Fact]
    public void is_revoked_with_a_reason_even_when_it_has_expired()
    {
        var certificate = ACertificate(months: 1);
        Assert.Null(certificate.Revoke(Instructor, "  Issued in error ", Noon.AddYears(1)));
        Assert.Equal(CertificateStatus.Revoked, certificate.StatusAt(Noon.AddYears(2)));
        Assert.Equal("Issued in error", certificate.RevocationReason);
        Assert.Equal(Instructor, certificate.RevokedById);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("   ")]
    public void is_not_revoked_without_a_reason(string? reason)
    {
        var certificate = ACertificate();
        Assert.Equal("reason-missing", certificate.Revoke(Instructor, reason, Noon)!.Code);
        Assert.Equal(CertificateStatus.Valid, certificate.StatusAt(Noon));
    }

    [Fact]
    public void is_not_revoked_with_an_essay() =>
        Assert.Equal("reason-too-long", ACertificate().Revoke(Instructor, new string('x', 301), Noon)!.Code);

    [Fact]
    public void is_not_revoked_twice()
    {
        var certificate = ACertificate();
        certificate.Revoke(Instructor, "Issued in error", Noon);
        Assert.Equal("already-revoked", certificate.Revoke(Instructor, "Again", Noon)!.Code);
        Assert.Equal("Issued in error", certificate.RevocationReason);
    }

    [Fact]
    public void is_as_before_once_restored()
    {
        var certificate = ACertificate();
        Assert.Equal("not-revoked", certificate.Restore()!.Code);
        certificate.Revoke(Instructor, "Issued in error", Noon);
        Assert.Null(certificate.Restore());
        Assert.Equal(CertificateStatus.Valid, certificate.StatusAt(Noon));
        Assert.Null(certificate.RevocationReason);
    }

    [Fact]
    public void says_what_happened_to_it()
    {
        var certificate = ACertificate();
        certificate.Revoke(Instructor, "Issued in error", Noon);
        certificate.Restore();
        Assert.Equal([typeof(CertificateIssued), typeof(CertificateRevoked), typeof(CertificateRestored)], ((IEntity)certificate).Raised.Select(e => e.GetType()));
    }

    [Fact]
    public void keeps_names_and_reasons_out_of_the_audit_log()
    {
        Assert.DoesNotContain(nameof(Certificate.LearnerName), Certificate.AuditedValues);
        Assert.DoesNotContain(nameof(Certificate.RevocationReason), Certificate.AuditedValues);
        Assert.DoesNotContain(nameof(Certificate.Code), Certificate.AuditedValues);
    }

    internal static Certificate ACertificate(int? months = null, DateOnly? completedOn = null, string zone = "UTC", string learner = "Kofi Mensah", string course = "The sepsis hour", string institution = "Marlow Health") =>
        new(Id<Lectern.Enrolment.CourseEnrolment>.New(), Id<Person>.New(), Id<Lectern.Courses.Course>.New(), Id<Lectern.Courses.CourseVersion>.New(),
            new CertificateClaims(learner, course, institution, completedOn ?? new(2026, 11, 20)), months, TimeZoneInfo.FindSystemTimeZoneById(zone), Noon);
}
