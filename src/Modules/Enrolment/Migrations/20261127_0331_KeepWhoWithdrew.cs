using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Enrolment.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0331_KeepWhoWithdrew")]
internal sealed class KeepWhoWithdrew : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("WithdrawnById", "CourseEnrolment", nullable: true);
        // Who it was isn't known; before, everyone could come back by themselves, and so it stays for them.
        migrationBuilder.Sql("""UPDATE "CourseEnrolment" SET "WithdrawnById" = "LearnerId" WHERE "Status" = 'Withdrawn'""");
    }
}
