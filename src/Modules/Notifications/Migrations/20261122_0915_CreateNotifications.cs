using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Notifications.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261122_0915_CreateNotifications")]
internal sealed class CreateNotifications : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Notification", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            Text = t.Column<string>(maxLength: 300),
            Arguments = t.Column<string>(),
            Href = t.Column<string>(maxLength: 300, nullable: true),
            At = t.Column<DateTime>(),
            ReadAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Notification", n => n.Id);
            t.ForeignKey("FK_Notification_Person_PersonId", n => n.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Notification_PersonId_ReadAt", "Notification", ["PersonId", "ReadAt"]);

        migrationBuilder.CreateTable("MailMessage", t => new
        {
            Id = t.Column<Guid>(),
            PersonId = t.Column<Guid>(),
            Address = t.Column<string>(maxLength: 256),
            Name = t.Column<string>(maxLength: 200),
            Language = t.Column<string>(maxLength: 10),
            Subject = t.Column<string>(maxLength: 300),
            Text = t.Column<string>(nullable: true),
            Html = t.Column<string>(nullable: true),
            At = t.Column<DateTime>(),
            SentAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_MailMessage", m => m.Id);
            t.ForeignKey("FK_MailMessage_Person_PersonId", m => m.PersonId, "Person", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_MailMessage_At", "MailMessage", "At");
        migrationBuilder.CreateIndex("IX_MailMessage_PersonId", "MailMessage", "PersonId");
    }
}
