using System.Net;
using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Documents;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Tests.Lessons;

public class Preparing_a_document(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task takes_a_PDF_and_counts_its_pages(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        using var instructor = await course.Instructor();
        var done = await course.SendDocument(instructor, "handbook.pdf", Papers.PackedPdf(14));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("14 pages", done.Words("main"), StringComparison.Ordinal);
        var file = (await course.Document()).File!;
        Assert.Equal(("application/pdf", 14, "handbook.pdf"), (file.MediaType, file.Pages, file.FileName));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "page.html", "<html>\0</html>"u8.ToArray(), "This can't be used as a document" },
        { "program.pdf", [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0], "This can't be used as a document" },
        { "any.zip", Papers.Zip(("readme.txt", "hello")), "This can't be used as a document" },
        { "macros.docx", Papers.Word(("word/vbaProject.bin", "x")), "This can't be used as a document" },
        { "macros.docm", Papers.Zip(("[Content_Types].xml", """<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"""), ("word/document.xml", "<document/>")), "This can't be used as a document" },
        { "hidden.docx", Papers.Zip(("[Content_Types].xml", """<Types><Override PartName="/word/other.bin" ContentType="application/vnd.ms-office.vba&#x50;roject"/></Types>"""), ("word/document.xml", "<document/>")), "This can't be used as a document" },
        { "sheets.xlsx", Papers.Zip(("[Content_Types].xml", """<Types><Override PartName="/xl/macrosheets/sheet1.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>"""), ("xl/workbook.xml", "<x/>")), "This can't be used as a document" },
        { "unlisted.docx", Papers.Zip(("word/document.xml", "<document/>")), "This can't be used as a document" },
        { "entities.docx", Papers.Zip(("[Content_Types].xml", "<!DOCTYPE x [<!ENTITY y 'z'>]><Types>&y;</Types>"), ("word/document.xml", "<document/>")), "This can't be used as a document" },
        { "broken.docx", Papers.Word()[..60], "This can't be used as a document" },
        { "secret.pdf", Papers.Pdf(3, "/Encrypt << /Filter /Standard >>"), "This PDF is protected" },
        { "", [], "Choose a file first" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task refuses_at_the_field_what_it_is_not_for(string name, byte[] content, string sentence)
    {
        var course = await ACourse.With(await apps.On(Database.Sqlite), "document");
        using var instructor = await course.Instructor();
        var refused = await course.SendDocument(instructor, name, content);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(sentence, refused.Words(".field-error"), StringComparison.Ordinal);
        Assert.Null((await course.Document()).File);
    }

    [Theory]
    [InlineData("word/document.xml", "Word document")]
    [InlineData("xl/workbook.xml", "Excel workbook")]
    [InlineData("ppt/presentation.xml", "PowerPoint presentation")]
    public async Task knows_office_documents_by_what_is_in_them(string part, string name)
    {
        var course = await ACourse.With(await apps.On(Database.Sqlite), "document");
        using var instructor = await course.Instructor();
        Assert.Contains(name, (await course.SendDocument(instructor, "named.wrongly", Papers.Zip(("[Content_Types].xml", "<Types/>"), (part, "<x/>")))).Words("main"), StringComparison.Ordinal);
        Assert.Contains("OpenDocument text", (await course.SendDocument(instructor, "text.odt", Papers.Zip(("mimetype", "application/vnd.oasis.opendocument.text")))).Words("main"), StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task checks_the_percentage_and_keeps_what_was_entered(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        using var instructor = await course.Instructor();
        var editor = await instructor.Open($"/documents/{course.First}/edit");
        var refused = await instructor.Submit(editor, "#document-form", ("requiredPercent", "7"), ("overview", "Read it twice"), ("mayDownload", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("7", refused.Html.QuerySelector("input[name=requiredPercent]")!.GetAttribute("value"));
        Assert.True(refused.Html.QuerySelector("input[name=mayDownload]")!.HasAttribute("checked"));
        await instructor.Submit(refused, "#document-form", ("requiredPercent", "80"), ("overview", "<p>Read it <b>twice</b></p>"), ("mayDownload", "true"));
        var setup = await course.Document();
        Assert.Equal((80, "<p>Read it <strong>twice</strong></p>", true), (setup.RequiredPercent, setup.Overview, setup.MayDownload));
    }

    [Theory, EveryDatabase]
    public async Task needs_a_file_before_it_can_be_published(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        Assert.Equal("document-missing", (await course.SealingRefusal("document"))?.Code);
    }

    [Theory, EveryDatabase]
    public async Task keeps_its_file_in_drafts_and_versions(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "document");
        using var instructor = await course.Instructor();
        await course.SendDocument(instructor, "one.pdf", Papers.Pdf(11));
        var first = (await course.Document()).File!.Hash;
        await course.Publish();
        await course.SendDocument(instructor, "two.pdf", Papers.Pdf(12));
        var second = (await course.Document()).File!.Hash;
        Assert.Equal([first, second], await course.App.InDb(db => new FilesOfLessons(db).Among([first, second, new string('0', 64)], default)));
    }
}
