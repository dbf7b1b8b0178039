using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Packages.Migrations;

/// <summary>The marks that there are already and that came from packages. Which they are only this module knows.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_2321_TellWhatPackagesReported")]
internal sealed class TellWhatPackagesReported : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var marks in new[] { "Mark", "ScoreEntry" })
            foreach (var attempts in new[] { "PackageAttempt", "H5pAttempt" })
                migrationBuilder.Sql($"""UPDATE "{marks}" SET "IsSelfReported" = TRUE WHERE EXISTS (SELECT 1 FROM "{attempts}" a WHERE a."EnrolmentId" = "{marks}"."EnrolmentId" AND a."ActivityId" = "{marks}"."ActivityId")""");
    }
}
