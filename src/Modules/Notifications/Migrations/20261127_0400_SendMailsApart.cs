using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.Notifications.Migrations;

[DbContext(typeof(LecternDb)), Migration("20261127_0400_SendMailsApart")]
internal sealed class SendMailsApart : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("NextTryAt", "MailMessage", defaultValue: DateTime.UnixEpoch);
        migrationBuilder.AddColumn<int>("Tries", "MailMessage", defaultValue: 0);
        migrationBuilder.AddColumn<string>("Error", "MailMessage", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<DateTime>("RefusedAt", "MailMessage", nullable: true);
        migrationBuilder.CreateIndex("IX_MailMessage_SentAt_NextTryAt", "MailMessage", ["SentAt", "NextTryAt"]);
        // They were sent by a handler of the outbox; what waited there is found in the table of mails.
        migrationBuilder.Sql("""DELETE FROM "OutboxMessage" WHERE "Handler" LIKE '%.SendMail(MailWritten)'""");
    }
}
