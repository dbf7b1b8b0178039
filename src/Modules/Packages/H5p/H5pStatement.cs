namespace Lectern.Packages.H5p;

/// <summary>One thing that H5P content reported of a learner: an answer, or how the whole ended. Appended and never changed.</summary>
public sealed class H5pStatement : Entity<H5pStatement>
{
    private H5pStatement() { }

    internal H5pStatement(Id<H5pAttempt> attemptId, int launch, int number, ReportedStatement said, DateTimeOffset at)
    {
        (AttemptId, Launch, Number, At) = (attemptId, launch, number, at);
        (Verb, IsOfWhole, Question, Type, Response, Right) = (said.Verb, said.IsOfWhole, said.Question, said.Type, said.Response, said.Right);
        (IsSuccess, Points, Most, Score, Took) = (said.IsSuccess, said.Points, said.Most, said.Score, (decimal?)said.Took?.TotalSeconds);
    }

    public Id<H5pAttempt> AttemptId { get; private set; }
    public int Launch { get; private set; }
    /// <summary>Within the launch, from 0: saying it again changes nothing.</summary>
    public int Number { get; private set; }
    public string Verb { get; private set; } = "";
    public bool IsOfWhole { get; private set; }
    public string? Question { get; private set; }
    public string? Type { get; private set; }
    public string? Response { get; private set; }
    public string? Right { get; private set; }
    public bool? IsSuccess { get; private set; }
    public decimal? Points { get; private set; }
    public decimal? Most { get; private set; }
    /// <summary>0 to 1.</summary>
    public decimal? Score { get; private set; }
    /// <summary>In seconds, as the content counts them.</summary>
    public decimal? Took { get; private set; }
    /// <summary>When it reached the server.</summary>
    public DateTimeOffset At { get; private set; }
}

internal sealed class H5pStatementMap : IEntityTypeConfiguration<H5pStatement>
{
    public void Configure(EntityTypeBuilder<H5pStatement> statement)
    {
        statement.Property(s => s.Verb).HasMaxLength(40);
        statement.Property(s => s.Type).HasMaxLength(40);
        statement.Property(s => s.Question).HasMaxLength(ReportedStatement.LongestQuestion);
        statement.Property(s => s.Response).HasMaxLength(ReportedStatement.LongestResponse);
        statement.Property(s => s.Right).HasMaxLength(ReportedStatement.LongestQuestion);
        statement.HasIndex(s => new { s.AttemptId, s.Launch, s.Number }).IsUnique();
    }
}
