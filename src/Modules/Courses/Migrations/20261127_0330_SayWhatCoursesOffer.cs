using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0330_SayWhatCoursesOffer")]
internal sealed class SayWhatCoursesOffer : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Offer", "Course", maxLength: 40, nullable: false, defaultValue: "Offered");
        migrationBuilder.AddColumn<bool>("HasCertificate", "Course", nullable: false, defaultValue: true);
        // Renaming a course used to leave its place among the units with the old name.
        migrationBuilder.Sql("""UPDATE "Scope" SET "Name" = (SELECT c."Title" FROM "Course" c WHERE c."Id" = "Scope"."Id") WHERE EXISTS (SELECT 1 FROM "Course" c WHERE c."Id" = "Scope"."Id" AND c."Title" <> "Scope"."Name")""");
    }
}
