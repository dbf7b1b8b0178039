using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0920_CreateCourses")]
internal sealed class CreateCourses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Course", t => new
        {
            Id = t.Column<Guid>(),
            UnitId = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 200),
            Slug = t.Column<string>(maxLength: 120),
            Summary = t.Column<string>(maxLength: 500),
            Description = t.Column<string>(),
            Cover = t.Column<string>(maxLength: 40),
            Topic = t.Column<string>(maxLength: 80),
            Policy = t.Column<string>(maxLength: 40),
            CertificateMonths = t.Column<int>(nullable: true),
            CreatedAt = t.Column<DateTime>(),
            DraftChangedAt = t.Column<DateTime>(),
            PublishedVersionId = t.Column<Guid>(nullable: true),
            PublishedNumber = t.Column<int>(),
            PublishedMinutes = t.Column<int>(),
            PublishedActivities = t.Column<int>(),
            PublishedAt = t.Column<DateTime>(nullable: true),
            Revision = t.Column<int>(),
            SearchText = t.Column<string>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Course", c => c.Id);
            t.ForeignKey("FK_Course_Scope_UnitId", c => c.UnitId, "Scope", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_Course_Slug", "Course", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Course_Title", "Course", "Title");
        migrationBuilder.CreateIndex("IX_Course_UnitId", "Course", "UnitId");

        migrationBuilder.CreateTable("CourseModule", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            Title = t.Column<string>(maxLength: 200),
            Position = t.Column<int>(),
            RemovedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_CourseModule", m => m.Id);
            t.ForeignKey("FK_CourseModule_Course_CourseId", m => m.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_CourseModule_CourseId", "CourseModule", "CourseId");

        migrationBuilder.CreateTable("Activity", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            ModuleId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            Title = t.Column<string>(maxLength: 200),
            Position = t.Column<int>(),
            Minutes = t.Column<int>(),
            IsRequired = t.Column<bool>(),
            ChangedAt = t.Column<DateTime>(nullable: true),
            RemovedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Activity", a => a.Id);
            t.ForeignKey("FK_Activity_Course_CourseId", a => a.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_Activity_CourseModule_ModuleId", a => a.ModuleId, "CourseModule", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Activity_CourseId", "Activity", "CourseId");
        migrationBuilder.CreateIndex("IX_Activity_ModuleId", "Activity", "ModuleId");

        migrationBuilder.CreateTable("CourseVersion", t => new
        {
            Id = t.Column<Guid>(),
            CourseId = t.Column<Guid>(),
            Number = t.Column<int>(),
            PublishedAt = t.Column<DateTime>(),
            PublishedById = t.Column<Guid>(nullable: true),
            OutlineJson = t.Column<string>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_CourseVersion", v => v.Id);
            t.ForeignKey("FK_CourseVersion_Course_CourseId", v => v.CourseId, "Course", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_CourseVersion_Person_PublishedById", v => v.PublishedById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_CourseVersion_CourseId_Number", "CourseVersion", ["CourseId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_CourseVersion_PublishedById", "CourseVersion", "PublishedById");
    }
}
