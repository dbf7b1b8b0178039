using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.People.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0911_CreateAccounts")]
internal sealed class CreateAccounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("PersonLogin", t => new
        {
            LoginProvider = t.Column<string>(maxLength: 128),
            ProviderKey = t.Column<string>(maxLength: 128),
            ProviderDisplayName = t.Column<string>(nullable: true),
            UserId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PersonLogin", l => new { l.LoginProvider, l.ProviderKey });
            t.ForeignKey("FK_PersonLogin_Person_UserId", l => l.UserId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_PersonLogin_UserId", "PersonLogin", "UserId");

        migrationBuilder.CreateTable("PersonToken", t => new
        {
            UserId = t.Column<Guid>(),
            LoginProvider = t.Column<string>(maxLength: 128),
            Name = t.Column<string>(maxLength: 128),
            Value = t.Column<string>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PersonToken", x => new { x.UserId, x.LoginProvider, x.Name });
            t.ForeignKey("FK_PersonToken_Person_UserId", x => x.UserId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("PersonalAccessToken", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 100),
            Hash = t.Column<string>(maxLength: 64),
            CreatedAt = t.Column<DateTime>(),
            ExpiresAt = t.Column<DateTime>(),
            LastUsedAt = t.Column<DateTime>(nullable: true),
            RevokedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_PersonalAccessToken", x => x.Id);
            t.ForeignKey("FK_PersonalAccessToken_Person_PersonId", x => x.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_PersonalAccessToken_Hash", "PersonalAccessToken", "Hash", unique: true);
        migrationBuilder.CreateIndex("IX_PersonalAccessToken_PersonId", "PersonalAccessToken", "PersonId");

        migrationBuilder.CreateTable("Institution", t => new
        {
            Id = t.Column<Guid>(),
            ScopeId = t.Column<Guid>(),
            Colour = t.Column<string>(maxLength: 7, nullable: true),
            Accent = t.Column<string>(maxLength: 7, nullable: true),
            Radius = t.Column<decimal>(precision: 3, scale: 2, nullable: true),
            Logo = t.Column<byte[]>(nullable: true),
            LogoType = t.Column<string>(maxLength: 40, nullable: true),
            LogoHash = t.Column<string>(maxLength: 32, nullable: true),
            ChangedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Institution", i => i.Id);
            t.ForeignKey("FK_Institution_Scope_ScopeId", i => i.ScopeId, "Scope", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Institution_ScopeId", "Institution", "ScopeId");
    }
}
