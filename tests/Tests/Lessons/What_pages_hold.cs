using Lectern.Kernel;
using Lectern.Lessons;
using Lectern.Lessons.Pages;
using Lectern.Web;

namespace Lectern.Tests.Lessons;

public class What_pages_hold(Apps apps)
{
    private const string Frame = " loading=\"lazy\" sandbox=\"allow-scripts allow-same-origin allow-presentation allow-popups\" allow=\"fullscreen; picture-in-picture\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>";

    [Theory]
    [InlineData("<div class=\"callout-tip\"><p>Roll it.</p></div>", "<div class=\"callout-tip\"><p>Roll it.</p></div>")]
    [InlineData("<div class=\"callout-tip evil\" onclick=x><p>Roll it.</p></div>", "<p>Roll it.</p>")]
    [InlineData("<div class=\"modal\"><p>No</p></div>", "<p>No</p>")]
    [InlineData("<div class=\"check\"><p>Why?</p><details class=\"right\" open onclick=x><summary>So</summary><p>Yes.</p></details></div>", "<div class=\"check\"><p>Why?</p><details class=\"right\"><summary>So</summary><p>Yes.</p></details></div>")]
    [InlineData("<math display=\"block\" onclick=\"x\" style=\"a\" href=\"javascript:x\"><mfrac linethickness=\"1px\"><mn>300</mn><mi>n</mi></mfrac></math>", "<math display=\"block\"><mfrac linethickness=\"1px\"><mn>300</mn><mi>n</mi></mfrac></math>")]
    [InlineData("<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x&lt;1</annotation></semantics></math>", "<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x&lt;1</annotation></semantics></math>")]
    [InlineData("<math><semantics><mi>x</mi><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></semantics></math>", "<math><semantics><mi>x</mi></semantics></math>")]
    [InlineData("<math><maction actiontype=\"statusline#http://evil\"><mi>x</mi></maction></math>", "<math></math>")]
    [InlineData("<math><mtext><img src=x onerror=alert(1)></mtext></math>", "<math><mtext></mtext></math>")]
    [InlineData("<math><mi width=\"1;background:url(x)\">x</mi></math>", "<math><mi>x</mi></math>")]
    [InlineData("<iframe src=\"https://youtu.be/dQw4w9WgXcQ\" onload=x srcdoc=\"<script>\"></iframe>", "<iframe src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0\" title=\"Video\"" + Frame)]
    [InlineData("<iframe src=\"https://evil.example/\"></iframe><p>a</p>", "<p>a</p>")]
    [InlineData("<iframe src=\"javascript:alert(1)\"></iframe><p>a</p>", "<p>a</p>")]
    public void is_exactly_what_is_known_to_be_harmless(string written, string kept)
    {
        Assert.Equal(kept, RichText.Sanitise(written, PageWords.Rules));
        Assert.Equal(kept, RichText.Sanitise(kept, PageWords.Rules));
    }

    [Theory]
    [InlineData("<math><mi>x</mi></math>")]
    [InlineData("<iframe src=\"https://youtu.be/dQw4w9WgXcQ\"></iframe>")]
    public void is_not_kept_in_other_texts(string written) => Assert.Equal("", RichText.Sanitise(written));

    [Fact]
    public void takes_minutes_that_its_words_say()
    {
        Assert.Equal(0, ReadingTime.Minutes(ReadingTime.Words("")));
        Assert.Equal(1, ReadingTime.Minutes(ReadingTime.Words("<p>One word more.</p>")));
        Assert.Equal(3, ReadingTime.Minutes(ReadingTime.Words($"<p>{string.Concat(Enumerable.Repeat("word ", 600))}</p>")));
    }

    [Theory, EveryDatabase]
    public async Task is_said_in_words_and_works_without_scripts(Database database)
    {
        var course = await ACourse.With(await apps.On(database), "page", "page");
        using var instructor = await course.Instructor();
        await instructor.Submit(await instructor.Open($"/pages/{course.First}/edit"), "#page-form",
            ("html", "<div class=\"callout-warning\"><p>Stop.</p></div><div class=\"check\"><p>Gel?</p><details class=\"right\"><summary>Soap</summary><p>Spores.</p></details><details class=\"wrong\"><summary>Gel</summary><p>No.</p></details></div><iframe src=\"https://vimeo.com/76979871\"></iframe>"));
        await course.WritePage(course.Second, "<p>Plain</p>");
        await course.Publish();
        using var learner = await course.Learner();
        var page = await learner.Open($"/pages/{course.First}");
        Assert.Equal("Warning", page.Words(".callout-warning .callout-label"));
        Assert.Equal("Right", page.Words("details.right .check-label"));
        Assert.Equal("Not yet", page.Words("details.wrong .check-label"));
        Assert.Contains("About 1 minute to read", page.Words("#main"), StringComparison.Ordinal);
        Assert.Contains("https://player.vimeo.com", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("vimeo", (await learner.Open($"/pages/{course.Second}")).Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
