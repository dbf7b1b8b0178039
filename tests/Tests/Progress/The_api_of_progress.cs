using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lectern.Kernel;
using Lectern.People;
using Lectern.Tests.Grading;

namespace Lectern.Tests.Progress;

public sealed class The_api_of_progress(Apps apps)
{
    [Theory, EveryDatabase]
    public async Task tells_learners_about_themselves_and_instructors_about_their_learners(Database database)
    {
        var app = await apps.On(database);
        var course = await app.Course(2);
        var learner = await app.Person(Role.Learner);
        var instructor = await app.Person(Role.Instructor, course.ScopeId);
        var enrolment = await app.Enrol(course, learner);
        await app.Do(course.Activities[0], learner);
        await app.Score(course, enrolment, learner, 0, 3, 4, app.Clock.GetUtcNow());
        await app.Settle();

        using var mine = await app.Program(learner);
        var courses = await Items(mine, "/api/v1/me/courses");
        Assert.Equal((course.Slug, 1, 2), (courses[0].GetProperty("slug").GetString(), courses[0].GetProperty("done").GetInt32(), courses[0].GetProperty("total").GetInt32()));
        Assert.Equal(75m, (await Items(mine, "/api/v1/me/marks"))[0].GetProperty("percent").GetDecimal());
        Assert.Equal(HttpStatusCode.NotFound, (await mine.GetAsync($"/api/v1/courses/{course.Id}/progress")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.GetAsync($"/api/v1/courses/{course.Id}/marks")).StatusCode);

        using var theirs = await app.Program(instructor);
        Assert.Equal(learner.Name, (await Items(theirs, $"/api/v1/courses/{course.Id}/progress"))[0].GetProperty("name").GetString());
        Assert.Equal(75m, (await Items(theirs, $"/api/v1/courses/{course.Id}/marks"))[0].GetProperty("totalPercent").GetDecimal());

        using var nobody = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/me/courses")).StatusCode);
    }

    private static async Task<JsonElement> Items(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("items");
    }
}
