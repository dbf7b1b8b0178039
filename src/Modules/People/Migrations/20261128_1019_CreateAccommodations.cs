using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.People.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261128_1019_CreateAccommodations")]
internal sealed class CreateAccommodations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Accommodation", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            ExtraTimePercent = t.Column<int>(),
            Note = t.Column<string>(maxLength: 500),
            SetById = t.Column<Guid>(nullable: true),
            SetAt = t.Column<DateTime>(),
            Revision = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Accommodation", a => a.Id);
            t.ForeignKey("FK_Accommodation_Person_PersonId", a => a.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_Accommodation_Person_SetById", a => a.SetById, "Person", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_Accommodation_PersonId", "Accommodation", "PersonId", unique: true);
        migrationBuilder.CreateIndex("IX_Accommodation_SetById", "Accommodation", "SetById");
    }
}
