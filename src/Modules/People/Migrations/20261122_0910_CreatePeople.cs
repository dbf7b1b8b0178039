using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.People.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0910_CreatePeople")]
internal sealed class CreatePeople : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Person", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 200),
            Language = t.Column<string>(maxLength: 10),
            TimeZone = t.Column<string>(maxLength: 60),
            JoinedAt = t.Column<DateTime>(),
            ClosedAt = t.Column<DateTime>(nullable: true),
            UserName = t.Column<string>(maxLength: 256, nullable: true),
            NormalizedUserName = t.Column<string>(maxLength: 256, nullable: true),
            Email = t.Column<string>(maxLength: 256, nullable: true),
            NormalizedEmail = t.Column<string>(maxLength: 256, nullable: true),
            EmailConfirmed = t.Column<bool>(),
            PasswordHash = t.Column<string>(nullable: true),
            SecurityStamp = t.Column<string>(nullable: true),
            ConcurrencyStamp = t.Column<string>(nullable: true),
            PhoneNumber = t.Column<string>(nullable: true),
            PhoneNumberConfirmed = t.Column<bool>(),
            TwoFactorEnabled = t.Column<bool>(),
            LockoutEnd = t.Column<DateTime>(nullable: true),
            LockoutEnabled = t.Column<bool>(),
            AccessFailedCount = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Person", p => p.Id));
        migrationBuilder.CreateIndex("IX_Person_NormalizedUserName", "Person", "NormalizedUserName", unique: true);
        migrationBuilder.CreateIndex("IX_Person_NormalizedEmail", "Person", "NormalizedEmail");
        migrationBuilder.CreateIndex("IX_Person_Name", "Person", "Name");

        migrationBuilder.CreateTable("Scope", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200),
            ParentId = t.Column<Guid>(nullable: true),
            Path = t.Column<string>(maxLength: ScopeMap.DeepestPath),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Scope", s => s.Id);
            t.ForeignKey("FK_Scope_Scope_ParentId", s => s.ParentId, "Scope", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_Scope_ParentId", "Scope", "ParentId");
        migrationBuilder.CreateIndex("IX_Scope_Path", "Scope", "Path");

        migrationBuilder.CreateTable("RoleAssignment", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            ScopeId = t.Column<Guid>(),
            Role = t.Column<string>(maxLength: 40),
            GivenAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_RoleAssignment", a => a.Id);
            t.ForeignKey("FK_RoleAssignment_Person_PersonId", a => a.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_RoleAssignment_Scope_ScopeId", a => a.ScopeId, "Scope", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_RoleAssignment_PersonId_ScopeId_Role", "RoleAssignment", ["PersonId", "ScopeId", "Role"], unique: true);
        migrationBuilder.CreateIndex("IX_RoleAssignment_ScopeId", "RoleAssignment", "ScopeId");
    }
}
