using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Lectern.People.Migrations;

/// <summary>The column; <see cref="Directory.FoldNames"/> fills it, because folding is done in code.</summary>
[DbContext(typeof(LecternDb)), Migration("20261127_0415_AddSearchText")]
internal sealed class AddSearchText : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("SearchText", "Person", defaultValue: "");
}
