using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Quizzes.Migrations;

/// <summary>
/// The questions of each quiz's draft become questions of its course's bank, with the same ids; the draft gets a section (with the
/// quiz's id) and a place for each of them (with the question's id). Every question of a quiz that was ever published counts as
/// held by it in its first version: the next edit begins a second.
/// </summary>
[DbContext(typeof(LecternDb)), Migration("20261128_1120_MoveQuestionsIntoBanks")]
internal sealed class MoveQuestionsIntoBanks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""CREATE TABLE "QuestionBefore" AS SELECT * FROM "Question" """);
        migrationBuilder.DropTable("Question");

        migrationBuilder.CreateTable("QuestionBank", t => new
        {
            Id = t.Column<Guid>(),
            ScopeId = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 120),
            ArchivedAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionBank", b => b.Id);
            t.ForeignKey("FK_QuestionBank_Scope_ScopeId", b => b.ScopeId, "Scope", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_QuestionBank_ScopeId", "QuestionBank", "ScopeId");

        migrationBuilder.CreateTable("QuestionCategory", t => new
        {
            Id = t.Column<Guid>(),
            BankId = t.Column<Guid>(),
            ParentId = t.Column<Guid>(nullable: true),
            Name = t.Column<string>(maxLength: 120),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionCategory", c => c.Id);
            t.ForeignKey("FK_QuestionCategory_QuestionBank_BankId", c => c.BankId, "QuestionBank", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_QuestionCategory_QuestionCategory_ParentId", c => c.ParentId, "QuestionCategory", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_QuestionCategory_BankId", "QuestionCategory", "BankId");
        migrationBuilder.CreateIndex("IX_QuestionCategory_ParentId", "QuestionCategory", "ParentId");

        migrationBuilder.CreateTable("Question", t => new
        {
            Id = t.Column<Guid>(),
            BankId = t.Column<Guid>(),
            CategoryId = t.Column<Guid>(nullable: true),
            Kind = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 120),
            Difficulty = t.Column<string>(maxLength: 40, nullable: true),
            TagsText = t.Column<string>(maxLength: 411),
            SearchText = t.Column<string>(),
            ArchivedAt = t.Column<DateTime>(nullable: true),
            CopiedFromId = t.Column<Guid>(nullable: true),
            Prompt = t.Column<string>(),
            Points = t.Column<decimal>(precision: 9, scale: 2),
            Data = t.Column<string>(),
            Feedback = t.Column<string>(),
            HintsJson = t.Column<string>(),
            Penalty = t.Column<decimal>(precision: 5, scale: 4),
            Version = t.Column<int>(),
            SealedVersion = t.Column<int>(),
            WrittenAt = t.Column<DateTime>(),
            WrittenById = t.Column<Guid>(nullable: true),
            Revision = t.Column<int>(),
            EditedIn = t.Column<string>(maxLength: 40),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Question", q => q.Id);
            t.ForeignKey("FK_Question_QuestionBank_BankId", q => q.BankId, "QuestionBank", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Question_QuestionCategory_CategoryId", q => q.CategoryId, "QuestionCategory", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_Question_Person_WrittenById", q => q.WrittenById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_Question_BankId_Id", "Question", ["BankId", "Id"]);
        migrationBuilder.CreateIndex("IX_Question_CategoryId", "Question", "CategoryId");
        migrationBuilder.CreateIndex("IX_Question_WrittenById", "Question", "WrittenById");

        migrationBuilder.CreateTable("QuestionVersion", t => new
        {
            Id = t.Column<Guid>(),
            QuestionId = t.Column<Guid>(),
            Number = t.Column<int>(),
            Prompt = t.Column<string>(),
            Points = t.Column<decimal>(precision: 9, scale: 2),
            Data = t.Column<string>(),
            Feedback = t.Column<string>(),
            HintsJson = t.Column<string>(),
            Penalty = t.Column<decimal>(precision: 5, scale: 4),
            WrittenAt = t.Column<DateTime>(),
            WrittenById = t.Column<Guid>(nullable: true),
            SealedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_QuestionVersion", v => v.Id);
            t.ForeignKey("FK_QuestionVersion_Question_QuestionId", v => v.QuestionId, "Question", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_QuestionVersion_Person_WrittenById", v => v.WrittenById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_QuestionVersion_QuestionId_Number", "QuestionVersion", ["QuestionId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_QuestionVersion_WrittenById", "QuestionVersion", "WrittenById");

        migrationBuilder.CreateTable("SectionDraft", t => new
        {
            Id = t.Column<Guid>(),
            QuizId = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 120),
            IsShuffled = t.Column<bool>(),
            Position = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_SectionDraft", s => s.Id);
            t.ForeignKey("FK_SectionDraft_Quiz_QuizId", s => s.QuizId, "Quiz", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_SectionDraft_QuizId", "SectionDraft", "QuizId");

        migrationBuilder.CreateTable("SlotDraft", t => new
        {
            Id = t.Column<Guid>(),
            QuizId = t.Column<Guid>(),
            SectionId = t.Column<Guid>(),
            Position = t.Column<int>(),
            QuestionId = t.Column<Guid>(nullable: true),
            PinnedVersion = t.Column<int>(nullable: true),
            OwnPoints = t.Column<decimal>(precision: 9, scale: 2, nullable: true),
            DrawJson = t.Column<string>(nullable: true),
            DrawBankId = t.Column<Guid>(nullable: true),
            RemovedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_SlotDraft", s => s.Id);
            t.ForeignKey("FK_SlotDraft_Quiz_QuizId", s => s.QuizId, "Quiz", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_SlotDraft_SectionDraft_SectionId", s => s.SectionId, "SectionDraft", "Id");
            t.ForeignKey("FK_SlotDraft_Question_QuestionId", s => s.QuestionId, "Question", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_SlotDraft_QuizId", "SlotDraft", "QuizId");
        migrationBuilder.CreateIndex("IX_SlotDraft_SectionId", "SlotDraft", "SectionId");
        migrationBuilder.CreateIndex("IX_SlotDraft_QuestionId", "SlotDraft", "QuestionId");
        migrationBuilder.CreateIndex("IX_SlotDraft_DrawBankId", "SlotDraft", "DrawBankId");

        migrationBuilder.Sql(
            """
            INSERT INTO "QuestionBank" ("Id", "ScopeId", "Name", "Revision")
            SELECT DISTINCT a."CourseId", a."CourseId", '', 0 FROM "Quiz" q JOIN "Activity" a ON a."Id" = q."ActivityId"
            """);
        // What a search finds is folded in code (FoldQuestions).
        migrationBuilder.Sql(
            """
            INSERT INTO "Question" ("Id", "BankId", "Kind", "Name", "TagsText", "SearchText", "Prompt", "Points", "Data", "Feedback", "HintsJson", "Penalty", "Version", "SealedVersion", "WrittenAt", "Revision", "EditedIn")
            SELECT b."Id", a."CourseId", b."Kind", '', '', '', b."Prompt", b."Points", b."Data", b."Feedback", '[]', 0.3333, 1,
                CASE WHEN q."SealedId" IS NULL THEN 0 ELSE 1 END, coalesce(c."SealedAt", co."DraftChangedAt"), b."Revision", b."EditedIn"
            FROM "QuestionBefore" b JOIN "Quiz" q ON q."Id" = b."QuizId" JOIN "Activity" a ON a."Id" = q."ActivityId" JOIN "Course" co ON co."Id" = a."CourseId" LEFT JOIN "QuizContent" c ON c."Id" = q."SealedId"
            """);
        migrationBuilder.Sql(
            """
            INSERT INTO "QuestionVersion" ("Id", "QuestionId", "Number", "Prompt", "Points", "Data", "Feedback", "HintsJson", "Penalty", "WrittenAt", "SealedAt")
            SELECT "Id", "Id", 1, "Prompt", "Points", "Data", "Feedback", "HintsJson", "Penalty", "WrittenAt", "WrittenAt" FROM "Question" WHERE "SealedVersion" = 1
            """);
        migrationBuilder.Sql("""INSERT INTO "SectionDraft" ("Id", "QuizId", "Title", "IsShuffled", "Position") SELECT "Id", "Id", '', FALSE, 0 FROM "Quiz" """);
        migrationBuilder.Sql(
            """
            INSERT INTO "SlotDraft" ("Id", "QuizId", "SectionId", "Position", "QuestionId", "RemovedAt")
            SELECT "Id", "QuizId", "QuizId", "Position", "Id", "RemovedAt" FROM "QuestionBefore"
            """);
        migrationBuilder.DropTable("QuestionBefore");
    }
}
