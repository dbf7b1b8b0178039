using Lectern.Courses;
using Lectern.Enrolment;
using Lectern.People;

namespace Lectern.Credentials;

public enum CertificateStatus { Valid, Expired, Revoked }

/// <summary>What a certificate says about its learner, as it was when it was issued; later changes of names and titles don't touch it.</summary>
public sealed record CertificateClaims(string LearnerName, string CourseTitle, string InstitutionName, DateOnly CompletedOn);

/// <summary>
/// The lasting proof that a learner completed a course. Its claims never change; it can be revoked and restored. What it
/// speaks of (person, course, version, enrolment) can't be deleted while it stands.
/// </summary>
public sealed class Certificate : Entity<Certificate>, IAudited
{
    private Certificate() { }

    /// <param name="validMonths">How long it is valid, counted from the day of completion; null for ever.</param>
    /// <param name="zone">The learner's: the last day of validity ends at midnight there.</param>
    public Certificate(Id<CourseEnrolment> enrolmentId, Id<Person> learnerId, Id<Course> courseId, Id<CourseVersion> versionId,
        CertificateClaims claims, int? validMonths, TimeZoneInfo zone, DateTimeOffset at)
    {
        (EnrolmentId, LearnerId, CourseId, VersionId) = (enrolmentId, learnerId, courseId, versionId);
        Code = CertificateCode.New();
        (LearnerName, CourseTitle, InstitutionName, CompletedOn) = claims;
        IssuedAt = at;
        if (validMonths is { } months)
        {
            ValidUntil = CompletedOn.AddMonths(months);
            ExpiresAt = EndOf(ValidUntil.Value, zone);
        }

        Raise(new CertificateIssued(Id, enrolmentId, learnerId, courseId));
    }

    /// <summary>The public key to it, without dashes (<see cref="CertificateCode"/>).</summary>
    public string Code { get; private set; } = "";
    public Id<CourseEnrolment> EnrolmentId { get; private set; }
    public Id<Person> LearnerId { get; private set; }
    public Id<Course> CourseId { get; private set; }
    /// <summary>The version that was completed.</summary>
    public Id<CourseVersion> VersionId { get; private set; }

    public string LearnerName { get; private set; } = "";
    public string CourseTitle { get; private set; } = "";
    public string InstitutionName { get; private set; } = "";
    /// <summary>The learner's own date.</summary>
    public DateOnly CompletedOn { get; private set; }
    public DateTimeOffset IssuedAt { get; private set; }
    /// <summary>The last day on which it is valid; null for ever.</summary>
    public DateOnly? ValidUntil { get; private set; }
    /// <summary>The end of that day where the learner was.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }
    public Id<Person>? RevokedById { get; private set; }
    /// <summary>Shown to everyone who checks the certificate.</summary>
    public string? RevocationReason { get; private set; }
    public int Revision { get; private set; }

    public static IReadOnlyCollection<string> AuditedValues { get; } = [nameof(LearnerId), nameof(CourseId), nameof(VersionId), nameof(IssuedAt), nameof(ValidUntil), nameof(RevokedAt), nameof(RevokedById)];

    public CertificateStatus StatusAt(DateTimeOffset now) => StatusOf(RevokedAt, ExpiresAt, now);

    internal static CertificateStatus StatusOf(DateTimeOffset? revokedAt, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        revokedAt is not null ? CertificateStatus.Revoked : expiresAt <= now ? CertificateStatus.Expired : CertificateStatus.Valid;

    public Refusal? Revoke(Id<Person> by, string? reason, DateTimeOffset at)
    {
        var said = reason?.Trim() ?? "";
        if (RevokedAt is not null) return new("already-revoked", "This certificate is already revoked.");
        if (said.Length == 0) return new("reason-missing", "Say why. Everyone who checks this certificate will read it.", "reason");
        if (said.Length > 300) return new("reason-too-long", "A reason has at most 300 characters.", "reason");
        (RevokedAt, RevokedById, RevocationReason) = (at, by, said);
        Revision++;
        Raise(new CertificateRevoked(Id, EnrolmentId, LearnerId, CourseId));
        return null;
    }

    public Refusal? Restore()
    {
        if (RevokedAt is null) return new("not-revoked", "This certificate is not revoked.");
        (RevokedAt, RevokedById, RevocationReason) = (null, null, null);
        Revision++;
        Raise(new CertificateRestored(Id, EnrolmentId, LearnerId, CourseId));
        return null;
    }

    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone) => WallClock.InstantOf(day.AddDays(1), TimeOnly.MinValue, zone);
}

/// <summary>A learner has a certificate now.</summary>
public sealed record CertificateIssued(Id<Certificate> CertificateId, Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Course> CourseId) : IEvent;
/// <summary>A certificate may no longer be relied on.</summary>
public sealed record CertificateRevoked(Id<Certificate> CertificateId, Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Course> CourseId) : IEvent;
/// <summary>A revocation was taken back.</summary>
public sealed record CertificateRestored(Id<Certificate> CertificateId, Id<CourseEnrolment> EnrolmentId, Id<Person> LearnerId, Id<Course> CourseId) : IEvent;

internal sealed class CertificateMap : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> certificate)
    {
        certificate.Property(c => c.Code).HasMaxLength(CertificateCode.Length);
        certificate.Property(c => c.LearnerName).HasMaxLength(200);
        certificate.Property(c => c.CourseTitle).HasMaxLength(200);
        certificate.Property(c => c.InstitutionName).HasMaxLength(200);
        certificate.Property(c => c.RevocationReason).HasMaxLength(300);
        certificate.Property(c => c.Revision).IsConcurrencyToken();
        certificate.HasOne<CourseEnrolment>().WithMany().HasForeignKey(c => c.EnrolmentId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Person>().WithMany().HasForeignKey(c => c.LearnerId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Course>().WithMany().HasForeignKey(c => c.CourseId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<CourseVersion>().WithMany().HasForeignKey(c => c.VersionId).OnDelete(DeleteBehavior.Restrict);
        certificate.HasOne<Person>().WithMany().HasForeignKey(c => c.RevokedById).OnDelete(DeleteBehavior.SetNull);
        certificate.HasIndex(c => c.Code).IsUnique();
        certificate.HasIndex(c => c.EnrolmentId).IsUnique();
        certificate.HasIndex(c => new { c.LearnerId, c.IssuedAt });
        certificate.HasIndex(c => new { c.CourseId, c.IssuedAt });
    }
}
