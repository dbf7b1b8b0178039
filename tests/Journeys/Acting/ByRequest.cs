using System.Text.RegularExpressions;

namespace Lectern.Journeys;

/// <summary>Forms sent without drawing their pages: for what a journey needs and is not about.</summary>
public static partial class ByRequest
{
    /// <summary>Sends a form of a page as the browser would, and returns the page that it led to.</summary>
    public static async Task<(string Path, string Html)> Submit(Someone who, string page, string action, Action<IFormData>? fill = null)
    {
        var seen = await who.Context.APIRequest.GetAsync(page);
        var form = who.Context.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", Token.Match(await seen.TextAsync()).Groups[1].Value);
        fill?.Invoke(form);
        var answer = await who.Context.APIRequest.PostAsync(action, new() { Multipart = form });
        var html = await answer.TextAsync();
        Assert.True(answer.Ok, $"{action}: {answer.Status} {html}");
        return (new Uri(answer.Url).AbsolutePath, html);
    }

    public static async Task SignIn(Someone who, string email)
    {
        who.Email = email;
        await Submit(who, "/sign-in", "/sign-in", form => form.Set("email", email).Set("password", Stage.Password));
    }

    /// <summary>Imports a package as a course of its own and publishes it; returns the ids of the course and of its one activity.</summary>
    public static async Task<(string Course, string Activity)> Publish(Someone instructor, string package)
    {
        var (path, _) = await Submit(instructor, "/packages/import", "/packages/import", form => form.Set("unit", "").Set("file", new FilePayload { Name = Path.GetFileName(package), MimeType = "application/zip", Buffer = File.ReadAllBytes(package) }));
        var course = path.Split('/')[2];
        var (_, html) = await Submit(instructor, path, $"/courses/{course}/publish");
        return (course, Editor.Match(html).Groups[1].Value);
    }

    public static Task Enrol(Someone learner, string course) => Submit(learner, "/catalog", $"/courses/{course}/enrolment");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token { get; }

    [GeneratedRegex("/packages/([0-9a-f-]{36})")]
    private static partial Regex Editor { get; }
}
