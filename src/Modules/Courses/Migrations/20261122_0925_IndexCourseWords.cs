using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Courses.Migrations;

/// <summary>The catalog's full-text index, where the database has such a thing; see <see cref="CourseSearch"/>.</summary>
[DbContext(typeof(LecternDb)), Migration("20261122_0925_IndexCourseWords")]
internal sealed class IndexCourseWords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal)) return;
        migrationBuilder.Sql("""CREATE INDEX "IX_Course_SearchText" ON "Course" USING gin (to_tsvector('simple', "SearchText"))""");
    }
}
