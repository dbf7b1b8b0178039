using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Data.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0900_CreatePlatform")]
internal sealed class CreatePlatform : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("OutboxMessage", t => new
        {
            Id = t.Column<Guid>(),
            Handler = t.Column<string>(maxLength: 200),
            Stream = t.Column<string>(maxLength: 100),
            Body = t.Column<string>(),
            Position = t.Column<long>(),
            RaisedAt = t.Column<DateTime>(),
            NextTryAt = t.Column<DateTime>(),
            Tries = t.Column<int>(),
            Error = t.Column<string>(maxLength: 2000, nullable: true),
            ParkedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_OutboxMessage", m => m.Id));
        migrationBuilder.CreateIndex("IX_OutboxMessage_Handler_Stream_Position", "OutboxMessage", ["Handler", "Stream", "Position"]);

        migrationBuilder.CreateTable("AuditEntry", t => new
        {
            Id = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            ActorId = t.Column<Guid>(nullable: true),
            From = t.Column<string>(maxLength: 60, nullable: true),
            Action = t.Column<string>(maxLength: 80),
            SubjectId = t.Column<Guid>(),
            Details = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_AuditEntry", e => e.Id));
        migrationBuilder.CreateIndex("IX_AuditEntry_At", "AuditEntry", "At");
        migrationBuilder.CreateIndex("IX_AuditEntry_SubjectId", "AuditEntry", "SubjectId");

        migrationBuilder.CreateTable("DataProtectionKey", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 200),
            Xml = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_DataProtectionKey", k => k.Id));
    }
}
